package io.causality.portal.insight.plan;

import static io.causality.portal.insight.sql.Expression.and;
import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.cast;
import static io.causality.portal.insight.sql.Expression.column;
import static io.causality.portal.insight.sql.Expression.literal;

import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Relation;
import io.causality.portal.insight.sql.Select;
import java.util.List;

/**
 * Who did something in which of a row of periods: one group for each person, whose periods are the
 * bits of a number, as long as a number has enough of them. Pure functions.
 */
public final class PersonPeriods {
  private static final int BITS = 62;
  private static final String MASK = "bits";

  private PersonPeriods() {}

  /** Whether so many periods, numbered from 0, are bits of a number. */
  public static boolean areBits(int periods) {
    return periods <= BITS;
  }

  /**
   * An aggregate: the periods for which the condition holds.
   *
   * @param period its number, used only where the condition holds
   */
  public static ByPerson.Aggregate bits(Expression condition, Expression period, String name) {
    return ByPerson.Aggregate.bits(bit(condition, period), name);
  }

  /** The bit of a period, or 0 where the condition does not hold. */
  public static Expression bit(Expression condition, Expression period) {
    Expression bit = call("bitwise_left_shift", new Expression("BIGINT '1'"), period);
    return condition.equals(Expression.TRUE) ? bit : call("IF", condition, bit, literal(0));
  }

  /** A row of {@code select} for each period whose bit is set: {@code w.period}. */
  public static Select unnested(Select select, String bits, int periods) {
    String set =
        "UNNEST(filter(sequence(0, "
            + Math.max(periods - 1, 0)
            + "), p -> bitwise_and(bitwise_right_shift("
            + column(bits).text()
            + ", CAST(p AS integer)), 1) = 1))";
    return select.join("CROSS JOIN", new Relation.Table(set), "w (period)", Expression.TRUE);
  }

  /**
   * Each person and period with an event once: {@code person_id, period}.
   *
   * @param condition beside the query's filters
   * @param period of the event {@code e}
   * @param periods how many there may be
   */
  public static Select rows(
      EventScan scan, long from, long to, Expression condition, Expression period, int periods) {
    Expression all = and(scan.filters(), condition);
    if (!areBits(periods)) {
      List<Select.Column> group = List.of(new Select.Column(period, "period"));
      return ByPerson.of(scan, from, to, all, group, List.of());
    }
    Select persons =
        ByPerson.of(scan, from, to, all, List.of(), List.of(bits(Expression.TRUE, period, MASK)));
    return unnested(Select.from(persons, ""), MASK, periods)
        .column("person_id")
        .column(cast(column("w", "period"), "integer"), "period");
  }
}
