package io.causality.portal.insight.trends;

import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.column;

import io.causality.portal.insight.plan.EventScan;
import io.causality.portal.insight.spec.On;
import io.causality.portal.insight.spec.Series;
import io.causality.portal.insight.spec.TrendsSpec;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One query for all those series of a trend whose numbers need no more than one pass over events.
 */
final class SeveralSeries {
  private static final String PERIOD = "period";

  private SeveralSeries() {}

  /** The series that may be asked for together; none where there are not two of them. */
  static List<Integer> of(TrendsSpec spec) {
    List<Integer> simple =
        IntStream.range(0, spec.series().size())
            .filter(i -> spec.breakdown() == null && isSimple(spec.series().get(i)))
            .boxed()
            .toList();
    return simple.size() < 2 ? List.of() : simple;
  }

  /** Whether numbers of parts make the number of the whole. */
  static boolean isSimple(Series series) {
    return switch (series.calculation()) {
      case TOTAL, SUM, AVG, MIN, MAX -> true;
      case DAU,
          WEEKLY_ACTIVE,
          MONTHLY_ACTIVE,
          UNIQUE_SESSION,
          FIRST_TIME,
          MEDIAN,
          P75,
          P90,
          P95,
          P99,
          COUNT_PER_PERSON_AVG ->
          false;
    };
  }

  /** The query. Its rows: the period, then a number for each series. */
  static Select query(List<Series> series, Frame frame, EventScan scan) {
    List<Select.Column> columns = new ArrayList<>();
    List<Expression> matches = new ArrayList<>();
    List<Select.Column> numbers = new ArrayList<>();
    columns.add(new Select.Column(frame.period(), PERIOD));
    for (int i = 0; i < series.size(); i++) {
      Expression match = scan.matches(series.get(i).selector());
      matches.add(match);
      columns.add(new Select.Column(match, "m" + i));
      String property = series.get(i).property();
      if (property != null) {
        columns.add(new Select.Column(scan.number(On.EVENT, property), "n" + i));
      }
      numbers.add(new Select.Column(number(series.get(i), i), "v" + i));
    }
    Select rows =
        scan.rows(
            frame.from(),
            frame.to(),
            Expression.or(matches),
            columns.toArray(Select.Column[]::new));
    Select grouped = Select.from(rows, "").column(PERIOD).groupByColumns();
    for (Select.Column number : numbers) {
      grouped = grouped.column(number.value(), number.name());
    }
    return grouped;
  }

  private static Expression number(Series series, int i) {
    String function = series.calculation().text();
    Expression all =
        series.property() == null ? new Expression("count(*)") : call(function, column("n" + i));
    return new Expression(all.text() + " FILTER (WHERE m" + i + ")");
  }
}
