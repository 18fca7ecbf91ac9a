package io.causality.portal.insight.trends;

import static io.causality.portal.insight.sql.Expression.and;
import static io.causality.portal.insight.sql.Expression.binary;
import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.column;
import static io.causality.portal.insight.sql.Expression.literal;

import io.causality.portal.insight.plan.ByPerson;
import io.causality.portal.insight.plan.EventScan;
import io.causality.portal.insight.plan.Kept;
import io.causality.portal.insight.plan.PeriodIndex;
import io.causality.portal.insight.plan.PersonPeriods;
import io.causality.portal.insight.spec.Breakdown;
import io.causality.portal.insight.spec.On;
import io.causality.portal.insight.spec.Series;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Relation;
import io.causality.portal.insight.sql.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The query of one series in one window. Its rows: the period (for "active in the last days" the
 * target), the breakdown's values, the number.
 *
 * @param breakdown null for none
 * @param kept its values; null without breakdown, and while they are still looked for
 */
record SeriesQuery(
    Series series,
    Frame frame,
    @Nullable Breakdown breakdown,
    @Nullable Kept kept,
    Supplier<EventScan> scans) {
  private static final String PERIOD = "period";
  private static final String PERSON = "person_id";
  private static final String VALUE = "value";
  private static final String NUMBER = "v";

  /** First of all instants, for "ever". */
  private static final long EVER = Long.MIN_VALUE;

  /** The numbers. */
  Select numbers() {
    return switch (series.calculation()) {
      case TOTAL -> grouped(matching(false, null), call("count", new Expression("*")));
      case DAU -> people();
      case COUNT_PER_PERSON_AVG ->
          grouped(
              matching(true, null),
              binary(
                  Expression.cast(call("count", new Expression("*")), "double"),
                  "/",
                  call("nullif", distinct(PERSON), literal(0))));
      case SUM -> ofNumbers("sum");
      case AVG -> ofNumbers("avg");
      case MIN -> ofNumbers("min");
      case MAX -> ofNumbers("max");
      case MEDIAN, P75, P90, P95, P99 -> percentile(series.calculation().rank().orElseThrow());
      case WEEKLY_ACTIVE, MONTHLY_ACTIVE ->
          new ActivePeople(this).rows().groupByColumns().column(distinct(PERSON), VALUE);
      case UNIQUE_SESSION -> grouped(new SessionMarks(this).rows(), distinct("session"));
      case FIRST_TIME -> grouped(firstTimes(), call("count", column(PERSON)));
    };
  }

  /** How many events match, per value of the breakdown as it is: {@code b0}, …, {@code n}. */
  Select counts() {
    EventScan scan = scans.get();
    List<Select.Column> columns = new ArrayList<>(values(scan));
    Select select =
        scan.rows(
            frame.from(series.calculation()),
            frame.to(),
            scan.matches(series.selector()),
            columns.toArray(Select.Column[]::new));
    return select.groupByColumns().column(call("count", new Expression("*")), "n");
  }

  /** The breakdown's values that matching events carry, also those that make no number. */
  Select present() {
    Select select = Select.from(counts(), "");
    for (Select.Column column : merged()) {
      select = select.column(column.value(), column.name());
    }
    return select.asDistinct();
  }

  /**
   * Whether numbers may lack values of the breakdown that matching events carry.
   *
   * <p>All other calculations make a row for each period and value with a matching event.
   */
  boolean needsPresent() {
    return breakdown != null
        && switch (series.calculation()) {
          case WEEKLY_ACTIVE, MONTHLY_ACTIVE, FIRST_TIME, UNIQUE_SESSION -> true;
          default -> false;
        };
  }

  List<Select.Column> values(EventScan scan) {
    return breakdown == null ? List.of() : Kept.values(breakdown, scan);
  }

  List<Select.Column> merged() {
    if (breakdown == null) {
      return List.of();
    }
    List<String> names = Kept.columns(breakdown);
    List<Expression> values = Objects.requireNonNull(kept).merged(names);
    return Stream.iterate(0, i -> i < names.size(), i -> i + 1)
        .map(i -> new Select.Column(values.get(i), names.get(i)))
        .toList();
  }

  /** Matching events: period, breakdown, perhaps the person and a number. */
  private Select matching(boolean person, @Nullable String property) {
    EventScan scan = scans.get();
    List<Select.Column> columns = new ArrayList<>();
    columns.add(new Select.Column(frame.period(), PERIOD));
    columns.addAll(values(scan));
    if (person) {
      columns.add(new Select.Column(scan.person(), PERSON));
    }
    if (property != null) {
      columns.add(new Select.Column(scan.number(On.EVENT, property), NUMBER));
    }
    return scan.rows(
        frame.from(),
        frame.to(),
        scan.matches(series.selector()),
        columns.toArray(Select.Column[]::new));
  }

  private Select people() {
    if (breakdown != null) {
      return grouped(matching(true, null), distinct(PERSON));
    }
    EventScan scan = scans.get();
    Select rows =
        PersonPeriods.rows(
            scan,
            frame.from(),
            frame.to(),
            scan.matches(series.selector()),
            frame.period(),
            frame.size());
    return grouped(rows, call("count", new Expression("*")));
  }

  private Select grouped(Select rows, Expression number) {
    return byPeriod(rows).groupByColumns().column(number, VALUE);
  }

  private Select byPeriod(Relation rows) {
    Select select = Select.from(rows, "").column(PERIOD);
    for (Select.Column column : merged()) {
      select = select.column(column.value(), column.name());
    }
    return select;
  }

  private Select ofNumbers(String function) {
    return grouped(
        matching(false, Objects.requireNonNull(series.property())), call(function, column(NUMBER)));
  }

  /**
   * Exact, between the two closest values: equal values are counted first, so that what must be
   * held in memory grows with the distinct ones.
   */
  private Select percentile(double rank) {
    Select counted =
        byPeriod(matching(false, Objects.requireNonNull(series.property())))
            .column(NUMBER)
            .groupByColumns()
            .column(call("count", column(NUMBER)), "n");
    List<String> groups = new ArrayList<>();
    groups.add(PERIOD);
    if (breakdown != null) {
      groups.addAll(Kept.columns(breakdown));
    }
    String partition = "PARTITION BY " + String.join(", ", groups);
    Select ranked = Select.from(counted, "");
    Select numbers;
    for (String group : groups) {
      ranked = ranked.column(group);
    }
    ranked =
        ranked
            .column(NUMBER)
            .column(new Expression("sum(n) OVER (" + partition + " ORDER BY v NULLS LAST)"), "upto")
            .column(
                new Expression(literal(rank).text() + " * (sum(n) OVER (" + partition + ") - 1)"),
                "place");
    numbers = Select.from(ranked, "");
    for (String group : groups) {
      numbers = numbers.column(group);
    }
    Expression below = new Expression("min(IF(upto > floor(place), v))");
    Expression above = new Expression("min(IF(upto > ceiling(place), v))");
    Expression between = new Expression("(max(place) - floor(max(place)))");
    return numbers
        .groupByColumns()
        .column(binary(below, "+", binary(binary(above, "-", below), "*", between)), VALUE);
  }

  /** Of each person the first matching event ever, if it lies in this window. */
  Select firstTimes() {
    Select first = breakdown == null ? firstOfPeople() : firstByValue();
    Select inWindow =
        Select.from(first, "e")
            .where(EventScan.event("ts").ge(Expression.timestamp(frame.from())))
            .column(
                frame.aggregate()
                    ? literal(0)
                    : PeriodIndex.of(frame.periods(), EventScan.event("ts")),
                PERIOD);
    if (breakdown != null) {
      for (String name : Kept.columns(breakdown)) {
        inWindow = inWindow.column(name);
      }
    }
    return inWindow.column(PERSON).where(column(PERSON).isNotNull());
  }

  private Select firstOfPeople() {
    EventScan scan = scans.get();
    Expression all = and(scan.filters(), scan.matches(series.selector()));
    ByPerson.Aggregate first = ByPerson.Aggregate.first(EventScan.event("ts"), "first");
    Select persons = ByPerson.of(scan, EVER, frame.to(), all, List.of(), List.of(first));
    return Select.from(persons, "").column(PERSON).column(column("first"), "ts");
  }

  private Select firstByValue() {
    EventScan scan = scans.get();
    List<Select.Column> columns = new ArrayList<>();
    columns.add(new Select.Column(EventScan.event("ts"), "ts"));
    columns.add(new Select.Column(EventScan.event("stream_seq"), "stream_seq"));
    columns.addAll(values(scan));
    columns.add(new Select.Column(scan.person(), PERSON));
    Select events =
        scan.rows(
            EVER,
            frame.to(),
            scan.matches(series.selector()),
            columns.toArray(Select.Column[]::new));
    Select first =
        Select.from(events, "")
            .column(PERSON)
            .groupByColumns()
            .column(call("min", column("ts")), "ts");
    for (String name : Kept.columns(Objects.requireNonNull(breakdown))) {
      first =
          first.column(call("min_by", column(name), new Expression("ROW(ts, stream_seq)")), name);
    }
    return first;
  }

  private static Expression distinct(String name) {
    return new Expression("count(DISTINCT " + name + ")");
  }
}
