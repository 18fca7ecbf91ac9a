package io.causality.portal.ask;

import io.causality.portal.ask.read.Intent;
import io.causality.portal.ask.read.Intent.Funnel;
import io.causality.portal.ask.read.Range;
import io.causality.portal.ask.tools.Quantities;
import io.causality.portal.ask.tools.Table;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tables of funnels. For one answer. */
final class FunnelTables {
  private final Answering answering;

  FunnelTables(Answering answering) {
    this.answering = answering;
  }

  Table table(Funnel funnel) throws InterruptedException {
    boolean time =
        funnel.show() == Funnel.Show.AVERAGE_TIME || funnel.show() == Funnel.Show.MEDIAN_TIME;
    if (time) {
      return time(funnel);
    }
    if (answering.intent().interval() != null) {
      return overTime(funnel);
    }
    if (answering.compared().isPresent()) {
      List<List<@Nullable Object>> rows = new ArrayList<>();
      Table now = ofRange(funnel, answering.range());
      Table before = ofRange(funnel, answering.compared().get());
      now.rows().forEach(row -> rows.add(named("current", row)));
      before.rows().forEach(row -> rows.add(named("previous", row)));
      List<Table.Column> columns = new ArrayList<>(List.of(Table.Column.dimension("window")));
      columns.addAll(now.columns());
      return new Table(columns, rows, false);
    }
    return ofRange(funnel, answering.range());
  }

  private static List<@Nullable Object> named(String window, List<@Nullable Object> row) {
    List<@Nullable Object> named = new ArrayList<>();
    named.add(window);
    named.addAll(row);
    return named;
  }

  private Table ofRange(Funnel funnel, Range range) throws InterruptedException {
    JsonArray steps =
        answering
            .insight(
                "funnel",
                answering
                    .specs()
                    .funnel(funnel, range, "steps", null, answering.intent().keys(), List.of()))
            .getJsonArray("steps");
    Map<List<String>, long[]> counts = new LinkedHashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      JsonObject step = steps.getJsonObject(i);
      List<String> values = new ArrayList<>();
      JsonArray breakdown = step.getJsonArray("breakdown");
      for (int k = 0; breakdown != null && k < breakdown.size(); k++) {
        values.add(Table.value(breakdown.getString(k)));
      }
      counts
              .computeIfAbsent(values, key -> new long[funnel.steps().size()])[
              step.getInteger("step")] =
          step.getLong("count");
    }
    List<Table.Column> columns = new ArrayList<>();
    answering.intent().keys().forEach(key -> columns.add(Table.Column.dimension(key.name())));
    List<List<@Nullable Object>> rows = new ArrayList<>();
    counts.forEach((values, people) -> rows.addAll(rows(funnel, values, people)));
    switch (funnel.show()) {
      case STEPS -> {
        columns.add(new Table.Column("step", "number", Table.Role.DIMENSION, null));
        columns.add(Table.Column.dimension("label"));
        columns.add(Table.Column.PEOPLE);
        columns.add(Table.Column.PERCENT);
        return new Table(columns, rows, false);
      }
      case PEOPLE, DROPPED -> columns.add(Table.Column.PEOPLE);
      case CONVERSION, DROP_RATE, AVERAGE_TIME, MEDIAN_TIME -> columns.add(Table.Column.PERCENT);
    }
    Table table = new Table(columns, rows, false);
    return answering.intent().keys().isEmpty() ? table : Ranking.sorted(table);
  }

  private static List<List<@Nullable Object>> rows(
      Funnel funnel, List<String> values, long[] people) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    int last = people.length - 1;
    List<@Nullable Object> head = new ArrayList<>(values);
    switch (funnel.show()) {
      case STEPS -> {
        for (int step = 0; step <= last; step++) {
          List<@Nullable Object> row = new ArrayList<>(head);
          row.addAll(
              Arrays.asList(
                  step + 1,
                  funnel.steps().get(step),
                  people[step],
                  Quantities.percent(people[step], people[0])));
          rows.add(row);
        }
        return rows;
      }
      case PEOPLE -> head.add(people[last]);
      case DROPPED -> head.add(people[0] - people[last]);
      case DROP_RATE -> head.add(Quantities.percent(people[0] - people[last], people[0]));
      case CONVERSION, AVERAGE_TIME, MEDIAN_TIME ->
          head.add(Quantities.percent(people[last], people[0]));
    }
    rows.add(head);
    return rows;
  }

  private Table overTime(Funnel funnel) throws InterruptedException {
    Intent.Interval interval = java.util.Objects.requireNonNull(answering.intent().interval());
    JsonObject result =
        answering.insight(
            "funnel over time",
            answering
                .specs()
                .funnel(
                    funnel,
                    answering.range(),
                    "trends",
                    interval,
                    answering.intent().keys(),
                    List.of()));
    JsonArray periods = result.getJsonArray("periods");
    boolean split = !answering.intent().keys().isEmpty();
    List<JsonObject> lines = new ArrayList<>();
    if (split) {
      JsonArray series = result.getJsonArray("series");
      for (int i = 0; i < series.size(); i++) {
        lines.add(series.getJsonObject(i));
      }
    } else {
      lines.add(result);
    }
    boolean people = funnel.show() == Funnel.Show.PEOPLE;
    if (funnel.show() == Funnel.Show.DROPPED || funnel.show() == Funnel.Show.DROP_RATE) {
      throw new NotAnsweredException("Who did not get there is told for the whole time only.");
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int period = 0; period < periods.size(); period++) {
      for (JsonObject line : lines) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(TrendTables.time(periods.getString(period), interval));
        JsonArray values = line.getJsonArray("breakdown");
        for (int k = 0; split && k < values.size(); k++) {
          row.add(Table.value(values.getString(k)));
        }
        long entered = line.getJsonArray("entered").getLong(period);
        long converted = line.getJsonArray("converted").getLong(period);
        row.add(people ? (Number) converted : Quantities.percent(converted, entered));
        rows.add(row);
      }
    }
    List<Table.Column> columns = new ArrayList<>();
    columns.add(Table.Column.time(Specs.text(interval), interval == Intent.Interval.HOUR));
    answering.intent().keys().forEach(key -> columns.add(Table.Column.dimension(key.name())));
    columns.add(people ? Table.Column.PEOPLE : Table.Column.PERCENT);
    return new Table(columns, rows, false);
  }

  private Table time(Funnel funnel) throws InterruptedException {
    if (!answering.intent().keys().isEmpty() || answering.intent().interval() != null) {
      throw new NotAnsweredException("Times to convert are told for everybody at once only.");
    }
    JsonObject times =
        answering.insight(
            "time to convert",
            answering
                .specs()
                .funnel(funnel, answering.range(), "time_to_convert", null, List.of(), List.of()));
    boolean median = funnel.show() == Funnel.Show.MEDIAN_TIME;
    Double seconds = times.getDouble(median ? "median_s" : "avg_s");
    if (seconds == null) {
      throw new NotAnsweredException("Nobody got there in that time.");
    }
    return Table.one(
        Table.Column.measure(median ? "median_time" : "average_time", "seconds"),
        Quantities.number(seconds));
  }
}
