package io.causality.portal.insight.retention;

import static io.causality.portal.insight.sql.Expression.and;
import static io.causality.portal.insight.sql.Expression.binary;
import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.column;
import static io.causality.portal.insight.sql.Expression.literal;
import static io.causality.portal.insight.sql.Expression.or;

import io.causality.portal.insight.plan.EventScan;
import io.causality.portal.insight.plan.Kept;
import io.causality.portal.insight.plan.PeriodIndex;
import io.causality.portal.insight.spec.Breakdown;
import io.causality.portal.insight.spec.RetentionSpec;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Relation;
import io.causality.portal.insight.sql.Select;
import io.causality.portal.insight.time.Periods;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The queries of a retention.
 *
 * @param kept values of the breakdown; null without one, and while they are still looked for
 */
record RetentionQuery(
    RetentionSpec spec, Periods periods, @Nullable Kept kept, Supplier<EventScan> scans) {
  private static final String PERIOD = "period";
  private static final String PERSON = "person_id";
  private static final Expression ORDER = new Expression("ROW(ts, stream_seq)");
  private static final Expression STAR = new Expression("*");

  /** Per value, period and interval the number of persons: {@code b0}, …, period, interval, n. */
  Select matrix() {
    Returns returns = Returns.of(periods.size());
    Select cohorts = Select.from(members(), "");
    for (Select.Column value : merged()) {
      cohorts = cohorts.column(value.value(), value.name());
    }
    cohorts =
        cohorts
            .column(PERIOD)
            .column(returns.since(column(PERIOD)), Returns.NAME)
            .groupByColumns()
            .column(call("count", STAR), "n");
    Expression interval = column("interval");
    Select matrix =
        Select.from(cohorts, "c")
            .join(
                "CROSS JOIN",
                new Relation.Table(
                    "UNNEST(sequence(0, " + (periods.size() - 1) + " - " + PERIOD + "))"),
                "w (\"interval\")",
                Expression.TRUE)
            .where(inCell(returns, interval));
    for (String name : names()) {
      matrix = matrix.column(name);
    }
    return matrix
        .column(PERIOD)
        .column(interval, "interval")
        .groupByColumns()
        .column(call("sum", column("n")), "n");
  }

  /** Memberships of cohorts, per value of the breakdown as it is. */
  Select counts() {
    Select counts = Select.from(members(), "");
    for (String name : names()) {
      counts = counts.column(name);
    }
    return counts.groupByColumns().column(call("count", STAR), "n");
  }

  /** Whether a person of a cohort is in a cell: all are in the first one. */
  private Expression inCell(Returns returns, Expression interval) {
    return or(
        List.of(
            interval.eq(literal(0)),
            spec.cumulative() ? returns.atOrAfter(interval) : returns.at(interval)));
  }

  /** The members of cohorts that are in a column of the matrix: person, period, the values. */
  Select people(int interval) {
    Returns returns = Returns.of(periods.size());
    Select since =
        Select.from(members(), "")
            .column(PERSON)
            .column(PERIOD)
            .column(returns.since(column(PERIOD)), Returns.NAME);
    for (Select.Column value : merged()) {
      since = since.column(value.value(), value.name());
    }
    return Select.from(since, "").where(inCell(returns, literal(interval)));
  }

  /** Per person and cohort: person, period, the breakdown's values, the returns. */
  private Select members() {
    return switch (spec.mode()) {
      case RECURRING ->
          spec.breakdown() == null && Returns.of(periods.size()) == Returns.BITS
              ? recurringOfBits()
              : recurring();
      case FIRST_TIME -> firstTime();
    };
  }

  /** One group for each person: the periods with a target, too, are the bits of a number. */
  private Select recurringOfBits() {
    Returns returns = Returns.BITS;
    Select persons =
        Select.from(events(periods.start()), "")
            .column(PERSON)
            .groupByColumns()
            .column(returns.collected(column("target")), "targets")
            .column(returns.collected(column("returning")), Returns.NAME);
    String did =
        "UNNEST(filter(sequence(0, "
            + (periods.size() - 1)
            + "), p -> bitwise_and(bitwise_right_shift(targets, CAST(p AS integer)), 1) = 1))";
    return Select.from(persons, "t")
        .join("CROSS JOIN", new Relation.Table(did), "w (target_period)", Expression.TRUE)
        .column(PERSON)
        .column(Expression.cast(column("target_period"), "integer"), PERIOD)
        .column(Returns.NAME);
  }

  private Select recurring() {
    Select events = events(periods.start());
    Select byPeriod =
        withValues(Select.from(events, "").column(PERSON).column(PERIOD).groupByColumns())
            .column(call("bool_or", column("target")), "target")
            .column(call("bool_or", column("returning")), "returning");
    Select withReturns = Select.from(byPeriod, "").column(PERSON).column(PERIOD);
    for (String name : names()) {
      withReturns = withReturns.column(name);
    }
    Expression back =
        new Expression(
            Returns.of(periods.size()).collected(column("returning")).text()
                + " OVER (PARTITION BY "
                + PERSON
                + ")");
    return all(withReturns.column("target").column(back, Returns.NAME)).where(column("target"));
  }

  private Select firstTime() {
    Expression inRange = column("ts").ge(Expression.timestamp(periods.start()));
    Select events = events(Long.MIN_VALUE);
    Select persons =
        withValues(Select.from(events, "").column(PERSON).groupByColumns())
            .column(call("min", call("IF", column("target"), column("ts"))), "first")
            .column(
                Returns.of(periods.size()).collected(and(inRange, column("returning"))),
                Returns.NAME);
    Select members =
        Select.from(persons, "")
            .where(column("first").ge(Expression.timestamp(periods.start())))
            .column(PERSON)
            .column(PeriodIndex.of(periods, column("first")), PERIOD);
    for (String name : names()) {
      members = members.column(name);
    }
    return members.column(Returns.NAME);
  }

  /** Target and returning events, the target ones from there on. */
  private Select events(long from) {
    EventScan scan = scans.get();
    Expression target = scan.matches(spec.target());
    Expression returning = scan.matches(spec.returning());
    // Often the same, and then true of every row: the engine would work it out at each place.
    boolean same = target.equals(returning);
    List<Select.Column> columns = new ArrayList<>();
    columns.add(new Select.Column(scan.person(), PERSON));
    columns.add(new Select.Column(EventScan.event("ts"), "ts"));
    columns.add(new Select.Column(EventScan.event("stream_seq"), "stream_seq"));
    columns.add(new Select.Column(PeriodIndex.of(periods, EventScan.event("ts")), PERIOD));
    columns.add(new Select.Column(same ? Expression.TRUE : target.orFalse(), "target"));
    columns.add(new Select.Column(same ? Expression.TRUE : returning.orFalse(), "returning"));
    Breakdown breakdown = spec.breakdown();
    if (breakdown != null) {
      columns.addAll(Kept.values(breakdown, scan));
    }
    Expression inRange = EventScan.event("ts").ge(Expression.timestamp(periods.start()));
    Expression wanted = same ? target : or(List.of(target, and(returning, inRange)));
    return scan.rows(
        from,
        periods.end() - 1,
        and(wanted, scan.person().isNotNull()),
        columns.toArray(Select.Column[]::new));
  }

  /** The values on the first target event of each group. */
  private Select withValues(Select grouped) {
    Select select = grouped;
    for (String name : names()) {
      Expression value =
          new Expression(call("min_by", column(name), ORDER).text() + " FILTER (WHERE target)");
      select = select.column(value, name);
    }
    return select;
  }

  private static Select all(Select rows) {
    Select all = Select.from(rows, "");
    for (Select.Column column : rows.columns()) {
      all = all.column(column.name());
    }
    return all;
  }

  private List<String> names() {
    Breakdown breakdown = spec.breakdown();
    return breakdown == null ? List.of() : Kept.columns(breakdown);
  }

  private List<Select.Column> merged() {
    List<String> names = names();
    if (names.isEmpty() || kept == null) {
      return names.stream().map(name -> new Select.Column(column(name), name)).toList();
    }
    List<Expression> values = Objects.requireNonNull(kept).merged(names);
    List<Select.Column> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(new Select.Column(values.get(i), names.get(i)));
    }
    return columns;
  }

  /** A condition on {@link #people}: one period. */
  static Expression inPeriod(int period) {
    return binary(column(PERIOD), "=", literal(period));
  }
}
