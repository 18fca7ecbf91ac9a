package io.causality.portal.insight.trends;

import static io.causality.portal.insight.sql.Expression.binary;
import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.column;
import static io.causality.portal.insight.sql.Expression.literal;

import io.causality.portal.insight.plan.EventScan;
import io.causality.portal.insight.plan.Kept;
import io.causality.portal.insight.spec.Breakdown;
import io.causality.portal.insight.spec.On;
import io.causality.portal.insight.spec.Series;
import io.causality.portal.insight.spec.TrendsSpec;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Select;
import java.util.ArrayList;
import java.util.List;

/**
 * One pass over the events for a series with a breakdown whose numbers can be added up: the numbers
 * of every value first, then the values beyond the limit merged, by the counts that decide which
 * those are. Needs memory for every value in every period.
 */
final class BreakdownTotals {
  private static final String PERIOD = "period";

  private BreakdownTotals() {}

  /**
   * Whether the query can answer the spec.
   *
   * @param mostNumbers of an answer; where there might be more, they are counted beforehand
   */
  static boolean fits(TrendsSpec spec, List<Frame> frames, long mostNumbers) {
    Breakdown breakdown = spec.breakdown();
    return breakdown != null
        && spec.series().size() == 1
        && frames.size() == 1
        && !frames.getFirst().window().isEmpty()
        && (breakdown.limit() + 1L) * frames.getFirst().size() <= mostNumbers
        && SeveralSeries.isSimple(spec.series().getFirst());
  }

  /** The query; its rows are those of {@link SeriesQuery#numbers}. */
  static Select query(Series series, Breakdown breakdown, Frame frame, EventScan scan) {
    List<String> names = Kept.columns(breakdown);
    List<Select.Column> columns = new ArrayList<>();
    columns.add(new Select.Column(frame.period(), PERIOD));
    columns.addAll(Kept.values(breakdown, scan));
    if (series.property() != null) {
      columns.add(new Select.Column(scan.number(On.EVENT, series.property()), "v"));
    }
    Select events =
        scan.rows(
            frame.from(),
            frame.to(),
            scan.matches(series.selector()),
            columns.toArray(Select.Column[]::new));
    Select counted =
        passed(Select.from(events, ""), names)
            .groupByColumns()
            .column(call("count", new Expression("*")), "n");
    for (Select.Column part : parts(series)) {
      counted = counted.column(part.value(), part.name());
    }
    String values = String.join(", ", names);
    Select totals =
        numbers(passed(Select.from(counted, ""), names), series)
            .column(new Expression("sum(n) OVER (PARTITION BY " + values + ")"), "total");
    Select placed =
        numbers(passed(Select.from(totals, ""), names), series)
            .column(
                new Expression("dense_rank() OVER (ORDER BY total DESC, " + values + ")"), "place");
    Select merged = Select.from(placed, "").column(PERIOD);
    for (String name : names) {
      Expression kept = binary(column("place"), "<=", literal((long) breakdown.limit()));
      merged = merged.column(call("IF", kept, column(name), literal(Breakdown.OTHER)), name);
    }
    return merged.groupByColumns().column(number(series), "value");
  }

  private static Select passed(Select select, List<String> names) {
    Select more = select.column(PERIOD);
    for (String name : names) {
      more = more.column(name);
    }
    return more;
  }

  private static Select numbers(Select select, Series series) {
    Select more = select.column("n");
    for (Select.Column part : parts(series)) {
      more = more.column(part.name());
    }
    return more;
  }

  /** What is kept of the numbers of each value, beside how many events there are. */
  private static List<Select.Column> parts(Series series) {
    if (series.property() == null) {
      return List.of();
    }
    Expression value = column("v");
    Select.Column sum = new Select.Column(call("sum", value), "s");
    return switch (series.calculation()) {
      case AVG -> List.of(sum, new Select.Column(call("count", value), "c"));
      case MIN, MAX -> List.of(new Select.Column(call(series.calculation().text(), value), "s"));
      default -> List.of(sum);
    };
  }

  private static Expression number(Series series) {
    if (series.property() == null) {
      return call("sum", column("n"));
    }
    return switch (series.calculation()) {
      case AVG ->
          binary(
              call("sum", column("s")), "/", call("nullif", call("sum", column("c")), literal(0)));
      case MIN, MAX -> call(series.calculation().text(), column("s"));
      default -> call("sum", column("s"));
    };
  }
}
