package io.causality.portal.insight;

import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.column;
import static io.causality.portal.insight.sql.Expression.literal;

import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Relation;
import io.causality.portal.insight.sql.Select;
import io.causality.proto.lake.LakeQueries;
import java.util.List;
import java.util.Optional;

/**
 * Some of the persons of a query, with their traits and the number of all.
 *
 * @param people a query with the column {@code person_id}, each person once
 * @param after the persons after this one; empty for the first ones
 */
record PeoplePage(Select people, int limit, Optional<String> after) {
  /** Position of the person's id. */
  static final int PERSON = 0;

  /** Position of the number of all persons. */
  static final int TOTAL = 1;

  /** Position of the traits, a map; null when there are none. */
  static final int TRAITS = 2;

  /** One row more than the limit, if there are more persons. */
  Select query() {
    Expression person = column("person_id");
    Select counted =
        Select.from(people, "")
            .column("person_id")
            .column(new Expression("count(*) OVER ()"), "total");
    Select page =
        Select.from(counted, "")
            .column("person_id")
            .column("total")
            .orderBy(List.of("person_id"))
            .limit(limit + 1L);
    if (after.isPresent()) {
      page = page.where(Expression.binary(person, ">", literal(after.get())));
    }
    Select traits =
        Select.from(new Relation.Written(LakeQueries.traits("TRUE")), "")
            .where(column("value").isNotNull())
            .column("person_id")
            .groupByColumns()
            .column(call("map_agg", column("name"), column("value")), "traits");
    Expression same = column("t", "person_id").eq(column("p", "person_id"));
    return Select.from(page, "p")
        .join("LEFT JOIN", traits, "t", same)
        .column(column("p", "person_id"), "person_id")
        .column(column("p", "total"), "total")
        .column(column("t", "traits"), "traits")
        .orderBy(List.of("1"));
  }

  /** The number of all persons alone. */
  Select total() {
    return Select.from(people, "").column(call("count", new Expression("*")), "total");
  }
}
