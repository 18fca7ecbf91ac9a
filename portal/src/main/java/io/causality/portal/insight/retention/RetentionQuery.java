package io.causality.portal.insight.retention;

import static io.causality.portal.insight.sql.Expression.and;
import static io.causality.portal.insight.sql.Expression.binary;
import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.column;
import static io.causality.portal.insight.sql.Expression.literal;
import static io.causality.portal.insight.sql.Expression.or;

import io.causality.portal.insight.plan.ByPerson;
import io.causality.portal.insight.plan.EventScan;
import io.causality.portal.insight.plan.Kept;
import io.causality.portal.insight.plan.PeriodIndex;
import io.causality.portal.insight.plan.PersonPeriods;
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
    boolean bits = spec.breakdown() == null && Returns.of(periods.size()) == Returns.BITS;
    return switch (spec.mode()) {
      case RECURRING -> bits ? recurringOfBits() : recurring();
      case FIRST_TIME -> bits ? firstTimeOfBits() : firstTime();
    };
  }

  /** One group for each person: the periods with a target, too, are the bits of a number. */
  private Select recurringOfBits() {
    Matches matches = matches(scans.get());
    List<ByPerson.Aggregate> aggregates = new ArrayList<>();
    aggregates.add(PersonPeriods.bits(matches.returning(), matches.period(), Returns.NAME));
    if (!matches.same()) {
      aggregates.add(PersonPeriods.bits(matches.target(), matches.period(), "targets"));
    }
    Select persons = matches.byPerson(periods.start(), aggregates);
    String targets = matches.same() ? Returns.NAME : "targets";
    return PersonPeriods.unnested(Select.from(persons, "t"), targets, periods.size())
        .column(PERSON)
        .column(Expression.cast(column("w", PERIOD), "integer"), PERIOD)
        .column(Returns.NAME);
  }

  private Select firstTimeOfBits() {
    Matches matches = matches(scans.get());
    Expression ts = EventScan.event("ts");
    Expression first = matches.same() ? ts : call("IF", matches.target(), ts);
    Select persons =
        matches.byPerson(
            Long.MIN_VALUE,
            List.of(
                ByPerson.Aggregate.first(first, "first"),
                PersonPeriods.bits(
                    and(matches.inRange(), matches.returning()), matches.period(), Returns.NAME)));
    return cohort(persons).column(Returns.NAME);
  }

  /** The persons whose first target event lies in the range. */
  private Select cohort(Select persons) {
    return Select.from(persons, "")
        .where(column("first").ge(Expression.timestamp(periods.start())))
        .column(PERSON)
        .column(PeriodIndex.of(periods, column("first")), PERIOD);
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
    Select members = cohort(persons);
    for (String name : names()) {
      members = members.column(name);
    }
    return members.column(Returns.NAME);
  }

  /**
   * What an event is to the retention, over the event {@code e} of a scan.
   *
   * @param same whether target and returning are the same, and then true of every event that is
   *     wanted: the engine would work them out at each place
   */
  private record Matches(
      EventScan scan,
      Periods periods,
      Expression target,
      Expression returning,
      boolean same,
      Expression wanted) {
    Expression period() {
      return PeriodIndex.of(periods, EventScan.event("ts"));
    }

    Expression inRange() {
      return RetentionQuery.inRange(periods);
    }

    Select byPerson(long from, List<ByPerson.Aggregate> aggregates) {
      Expression all = and(scan.filters(), wanted);
      return ByPerson.of(scan, from, periods.end() - 1, all, List.of(), aggregates);
    }
  }

  private Matches matches(EventScan scan) {
    Expression target = scan.matches(spec.target());
    Expression returning = scan.matches(spec.returning());
    return target.equals(returning)
        ? new Matches(scan, periods, Expression.TRUE, Expression.TRUE, true, target)
        : new Matches(
            scan,
            periods,
            target.orFalse(),
            returning.orFalse(),
            false,
            or(List.of(target, and(returning, inRange(periods)))));
  }

  private static Expression inRange(Periods periods) {
    return EventScan.event("ts").ge(Expression.timestamp(periods.start()));
  }

  /** Target and returning events, the target ones from there on. */
  private Select events(long from) {
    EventScan scan = scans.get();
    Matches matches = matches(scan);
    List<Select.Column> columns = new ArrayList<>();
    columns.add(new Select.Column(scan.person(), PERSON));
    columns.add(new Select.Column(EventScan.event("ts"), "ts"));
    columns.add(new Select.Column(EventScan.event("stream_seq"), "stream_seq"));
    columns.add(new Select.Column(matches.period(), PERIOD));
    columns.add(new Select.Column(matches.target(), "target"));
    columns.add(new Select.Column(matches.returning(), "returning"));
    Breakdown breakdown = spec.breakdown();
    if (breakdown != null) {
      columns.addAll(Kept.values(breakdown, scan));
    }
    return scan.rows(
        from,
        periods.end() - 1,
        and(matches.wanted(), scan.person().isNotNull()),
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
