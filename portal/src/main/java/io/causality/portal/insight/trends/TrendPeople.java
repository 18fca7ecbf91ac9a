package io.causality.portal.insight.trends;

import static io.causality.portal.insight.sql.Expression.and;
import static io.causality.portal.insight.sql.Expression.column;
import static io.causality.portal.insight.sql.Expression.literal;

import io.causality.portal.insight.Cell;
import io.causality.portal.insight.plan.EventScan;
import io.causality.portal.insight.plan.Kept;
import io.causality.portal.insight.spec.Breakdown;
import io.causality.portal.insight.spec.Calculation;
import io.causality.portal.insight.spec.Series;
import io.causality.portal.insight.spec.SpecException;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Relation;
import io.causality.portal.insight.sql.Select;
import io.causality.portal.insight.time.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** The persons behind a number of a trend: those whose events it counts. */
record TrendPeople(Series series, Frame frame, SeriesQuery query) {
  Select select(Cell cell) {
    OptionalInt period = frame.aggregate() ? OptionalInt.empty() : cell.period(frame.periods());
    Select people = Select.from(rows(period), "").column("person_id").asDistinct();
    people = people.where(column("person_id").isNotNull());
    return cell.breakdown().map(this::of).map(people::where).orElse(people);
  }

  /** Rows with {@code person_id} and the breakdown's values as they are. */
  private Relation rows(OptionalInt period) {
    if (series.calculation() == Calculation.FIRST_TIME) {
      Select first = query.firstTimes();
      return period.isEmpty()
          ? first
          : everyColumn(first).where(column("period").eq(literal(period.getAsInt())));
    }
    EventScan scan = query.scans().get();
    List<Select.Column> columns = new ArrayList<>(query.values(scan));
    columns.add(new Select.Column(scan.person(), "person_id"));
    Window window = window(period);
    return scan.rows(
        window.from(),
        window.to(),
        scan.matches(series.selector()),
        columns.toArray(Select.Column[]::new));
  }

  private static Select everyColumn(Select rows) {
    Select all = Select.from(rows, "");
    for (Select.Column column : rows.columns()) {
      all = all.column(column.name());
    }
    return all;
  }

  /** The stretch of time that a period's number is about. */
  private Window window(OptionalInt period) {
    int days = series.calculation().days();
    long from = frame.from(series.calculation());
    long to = frame.to();
    if (!frame.window().isEmpty() && (period.isPresent() || frame.aggregate())) {
      int index = period.orElse(0);
      if (days > 0) {
        ActiveDays active = new ActiveDays(frame, days);
        Window target = active.window(active.target(index));
        from = target.from();
        to = Math.min(to, target.to());
      } else if (!frame.aggregate()) {
        from = Math.max(frame.from(), frame.periods().start(index));
        to = Math.min(to, frame.periods().end(index) - 1);
      }
    }
    return new Window(from, to, frame.window().zone(), false);
  }

  private Expression of(List<String> values) {
    Breakdown breakdown = query.breakdown();
    if (breakdown == null || values.size() != breakdown.keys().size()) {
      throw new SpecException(
          "$.breakdown",
          "breakdown has one value per key of the query's breakdown, which has "
              + (breakdown == null ? 0 : breakdown.keys().size()),
          null);
    }
    List<Expression> merged = Objects.requireNonNull(query.kept()).merged(Kept.columns(breakdown));
    List<Expression> conditions = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      conditions.add(merged.get(i).eq(literal(values.get(i))));
    }
    return and(conditions);
  }
}
