package io.causality.portal.ask;

import io.causality.portal.ask.read.Calendar;
import io.causality.portal.ask.read.Intent.Interval;
import io.causality.portal.ask.read.Intent.Retention;
import io.causality.portal.ask.read.Range;
import io.causality.portal.ask.tools.InsightTables;
import io.causality.portal.ask.tools.Quantities;
import io.causality.portal.ask.tools.Table;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;

/** Tables of retention. For one answer. */
final class RetentionTables {
  private static final int MOST_PERIODS = 60;

  private final Answering answering;

  RetentionTables(Answering answering) {
    this.answering = answering;
  }

  Table table(Retention retention) throws InterruptedException {
    if (!answering.intent().keys().isEmpty() || answering.compared().isPresent()) {
      throw new NotAnsweredException("Retention is told for one range and everybody at once only.");
    }
    Range range = answering.range();
    int cohorts = periods(retention.period(), range.from(), range.to());
    if (cohorts > MOST_PERIODS) {
      throw new NotAnsweredException(
          "That are " + cohorts + " cohorts; at most " + MOST_PERIODS + " are shown.");
    }
    int later = retention.cell().orElse(0);
    Range last = later == 0 ? range : extended(retention.period(), range, later);
    Map<String, Object> spec =
        answering
            .specs()
            .retention(retention, periods(retention.period(), range.from(), last.to()), last);
    JsonObject result = answering.insight("retention", spec);
    return retention.cell().isPresent()
        ? cell(retention, result, cohorts, later)
        : InsightTables.of(new JsonObject(spec), result, answering.calendar().now());
  }

  /** Reaches as many periods further, but not past now. */
  private Range extended(Interval period, Range range, int later) {
    Calendar calendar = answering.calendar();
    Instant end =
        switch (period) {
          case HOUR -> range.to().plus(later, ChronoUnit.HOURS);
          case DAY -> range.to().atZone(calendar.zone()).plusDays(later).toInstant();
          case WEEK -> range.to().atZone(calendar.zone()).plusWeeks(later).toInstant();
          case MONTH -> range.to().atZone(calendar.zone()).plusMonths(later).toInstant();
        };
    return new Range(
        range.first(), null, range.from(), end.isAfter(calendar.now()) ? calendar.now() : end);
  }

  private int periods(Interval period, Instant from, Instant to) {
    Calendar calendar = answering.calendar();
    LocalDate first = from.atZone(calendar.zone()).toLocalDate();
    LocalDate last = to.atZone(calendar.zone()).toLocalDate();
    long count =
        switch (period) {
          case HOUR -> ChronoUnit.HOURS.between(from, to);
          case DAY -> ChronoUnit.DAYS.between(first, last);
          case WEEK ->
              ChronoUnit.WEEKS.between(
                  first.with(TemporalAdjusters.previousOrSame(calendar.weekStart())),
                  last.with(TemporalAdjusters.previousOrSame(calendar.weekStart())));
          case MONTH -> ChronoUnit.MONTHS.between(first.withDayOfMonth(1), last.withDayOfMonth(1));
        };
    return (int) Math.min(count + 1, 1 + (long) MOST_PERIODS * 10);
  }

  private boolean hasBegun(JsonArray periods, int period) {
    return !OffsetDateTime.parse(periods.getString(period))
        .toInstant()
        .isAfter(answering.calendar().now());
  }

  /** Of all cohorts of the range whose period has begun, together. */
  private Table cell(Retention retention, JsonObject result, int cohorts, int later) {
    JsonArray matrix = result.getJsonArray("matrix");
    JsonArray periods = result.getJsonArray("periods");
    long people = 0;
    long returned = 0;
    int counted = 0;
    for (int cohort = 0; cohort < cohorts && cohort < matrix.size(); cohort++) {
      JsonArray row = matrix.getJsonArray(cohort);
      if (later < row.size() && hasBegun(periods, cohort + later)) {
        people += row.getLong(0);
        returned += row.getLong(later);
        counted++;
      }
    }
    if (counted == 0) {
      throw new NotAnsweredException("That period has not begun yet.");
    }
    if (counted > 1) {
      answering.note("All cohorts of the range together.");
    }
    return retention.people()
        ? Table.one(Table.Column.PEOPLE, returned)
        : Table.one(Table.Column.PERCENT, Quantities.percent(returned, people));
  }
}
