package io.causality.portal.insight.activity;

import static io.causality.portal.insight.sql.Expression.and;
import static io.causality.portal.insight.sql.Expression.binary;
import static io.causality.portal.insight.sql.Expression.column;
import static io.causality.portal.insight.sql.Expression.literal;

import io.causality.portal.insight.Question;
import io.causality.portal.insight.plan.ByPerson;
import io.causality.portal.insight.plan.EventScan;
import io.causality.portal.insight.plan.PeriodIndex;
import io.causality.portal.insight.spec.LifecycleSpec;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Relation;
import io.causality.portal.insight.sql.Select;
import io.causality.portal.insight.time.Periods;
import java.util.List;

/**
 * The query of a lifecycle. Its periods are numbered from 1: 0 is the one before the first, which
 * is looked at, too.
 *
 * @param periods at least one
 */
record LifecycleQuery(LifecycleSpec spec, Periods periods, Question question) {
  private static final String PERSON = Activity.PERSON;
  private static final String PERIOD = Activity.PERIOD;
  private static final String BY_PERSON = " OVER (PARTITION BY person_id ORDER BY period)";

  /** {@code person_id, period, state}: a row for each thing that a person is in a period. */
  Select states() {
    Periods more = periods.withOneBefore(Activity.cut(spec.common(), spec.interval()));
    Select active = Activity.rows(question.scan(spec.common()), spec.series(), more);
    Select neighbours =
        Select.from(active, "a")
            .join("LEFT JOIN", begun(more), "f", column("f", PERSON).eq(column("a", PERSON)))
            .column(column("a", PERSON), PERSON)
            .column(column("a", PERIOD), PERIOD)
            .column(column("f", "begun"), "begun");
    Select sequence =
        Select.from(neighbours, "")
            .column(PERSON)
            .column(PERIOD)
            .column("begun")
            .column(new Expression("lag(period)" + BY_PERSON), "before")
            .column(new Expression("lead(period)" + BY_PERSON), "after");
    Expression state =
        new Expression(
            "CASE WHEN begun = period THEN 'new'"
                + " WHEN before = period - 1 THEN 'returning' ELSE 'resurrecting' END");
    Expression left = new Expression("IF(coalesce(after > period + 1, TRUE), period + 1)");
    Select both =
        Select.from(sequence, "")
            .join(
                "CROSS JOIN",
                new Relation.Table(
                    "UNNEST(ARRAY[period, "
                        + left.text()
                        + "], ARRAY["
                        + state.text()
                        + ", 'dormant'])"),
                "s (at, state)",
                Expression.TRUE)
            .where(
                and(
                    column("s", "at").ge(literal(1)),
                    column("s", "at").le(literal(periods.size()))));
    return both.column(PERSON)
        .column(column("s", "at"), PERIOD)
        .column(column("s", "state"), "state");
  }

  /** Of each person the period of the first event ever, if it is one of these. */
  private Select begun(Periods more) {
    EventScan scan = question.scan(spec.common());
    Select persons =
        ByPerson.of(
            scan,
            Long.MIN_VALUE,
            more.end() - 1,
            EventScan.counts(),
            List.of(),
            List.of(ByPerson.Aggregate.first(EventScan.event("ts"), "first")));
    return Select.from(persons, "")
        .where(binary(column("first"), ">=", Expression.timestamp(more.start())))
        .column(PERSON)
        .column(PeriodIndex.of(more, column("first")), "begun");
  }
}
