package io.causality.portal.ask.tools;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts the result of an insight into rows. Pure. */
public final class InsightTables {
  private final JsonObject spec;
  private final JsonObject result;
  private final Instant now;

  private InsightTables(JsonObject spec, JsonObject result, Instant now) {
    this.spec = spec;
    this.result = result;
    this.now = now;
  }

  /**
   * The rows.
   *
   * @param spec that was answered
   * @param now periods that begin later are left out
   */
  public static Table of(JsonObject spec, JsonObject result, Instant now) {
    InsightTables tables = new InsightTables(spec, result, now);
    return switch (spec.getString("kind")) {
      case "trends" -> tables.trends();
      case "funnel" -> tables.funnel();
      case "retention" -> tables.retention();
      case "paths" -> tables.paths();
      case "lifecycle" -> tables.lifecycle();
      case "stickiness" -> tables.stickiness();
      case "sessions" -> tables.sessions();
      default -> throw new IllegalArgumentException("no insight of that kind");
    };
  }

  private List<String> keys() {
    JsonObject breakdown = spec.getJsonObject("breakdown");
    return breakdown == null ? List.of() : texts(breakdown.getJsonArray("keys"));
  }

  private static List<String> texts(JsonArray array) {
    return array.stream().map(String::valueOf).toList();
  }

  private static List<JsonObject> objects(JsonArray array) {
    return IntStream.range(0, array.size()).mapToObj(array::getJsonObject).toList();
  }

  private List<String> breakdown(JsonObject line) {
    JsonArray values = line.getJsonArray("breakdown");
    return values == null ? List.of() : texts(values).stream().map(Table::value).toList();
  }

  private Table.Column time(String name) {
    return Table.Column.time(name, interval().equals("hour"));
  }

  private String interval() {
    return spec.getString(
        "retention".equals(spec.getString("kind")) ? "period" : "interval", "day");
  }

  private String start(String period) {
    return interval().equals("hour") ? period : period.substring(0, 10);
  }

  private Table trends() {
    List<JsonObject> lines = objects(result.getJsonArray("series"));
    boolean aggregate = spec.getBoolean("aggregate", false);
    boolean windows = spec.getValue("compare") != null;
    boolean several = spec.getString("formula") == null && spec.getJsonArray("series").size() > 1;
    List<Table.Column> columns = new ArrayList<>();
    if (!aggregate) {
      columns.add(time(interval()));
    }
    if (windows) {
      columns.add(Table.Column.dimension("window"));
    }
    if (several) {
      columns.add(Table.Column.dimension("series"));
    }
    keys().forEach(key -> columns.add(Table.Column.dimension(key)));
    columns.add(measure());
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (JsonObject line : lines) {
      List<@Nullable Object> head = new ArrayList<>();
      if (windows) {
        head.add(line.getString("window"));
      }
      if (several) {
        head.add(line.getString("label"));
      }
      head.addAll(breakdown(line));
      if (aggregate) {
        rows.add(row(head, line.getValue("total")));
        continue;
      }
      JsonArray periods =
          result.getJsonArray(
              line.getString("window").equals("previous") ? "previous_periods" : "periods");
      JsonArray data = line.getJsonArray("data");
      for (int i = 0; i < data.size(); i++) {
        List<@Nullable Object> row = new ArrayList<>(List.of(start(periods.getString(i))));
        row.addAll(head);
        rows.add(row(row, data.getValue(i)));
      }
    }
    if (!aggregate) {
      rows.sort(Comparator.comparing(row -> String.valueOf(row.getFirst())));
    } else if (!keys().isEmpty() && !windows) {
      rows.sort(Comparator.comparingDouble(row -> -((Number) row.getLast()).doubleValue()));
    }
    return new Table(columns, rows, false);
  }

  private static List<@Nullable Object> row(List<@Nullable Object> head, @Nullable Object last) {
    List<@Nullable Object> row = new ArrayList<>(head);
    row.add(last);
    return row;
  }

  private Table.Column measure() {
    List<Table.Column> all =
        objects(spec.getJsonArray("series")).stream()
            .map(
                one ->
                    Quantities.measure(
                        one.getString("math", "total"), one.getString("math_property")))
            .distinct()
            .toList();
    return spec.getString("formula") == null && all.size() == 1
        ? all.getFirst()
        : Table.Column.measure("value", null);
  }

  private Table funnel() {
    return switch (spec.getString("output", "steps")) {
      case "trends" -> funnelTrends();
      case "time_to_convert" ->
          new Table(
              List.of(
                  Table.Column.measure("average_time", "seconds"),
                  Table.Column.measure("median_time", "seconds")),
              List.of(Arrays.asList(result.getValue("avg_s"), result.getValue("median_s"))),
              false);
      default -> funnelSteps();
    };
  }

  private Table funnelSteps() {
    Map<List<String>, Double> first = new LinkedHashMap<>();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (JsonObject step : objects(result.getJsonArray("steps"))) {
      List<String> values = breakdown(step);
      double count = step.getDouble("count");
      first.putIfAbsent(values, count);
      List<@Nullable Object> row = new ArrayList<>(values);
      row.addAll(
          Arrays.asList(
              step.getInteger("step") + 1,
              step.getString("label"),
              Quantities.number(count),
              Quantities.percent(count, first.get(values))));
      rows.add(row);
    }
    return new Table(
        columns(
            new Table.Column("step", "number", Table.Role.DIMENSION, null),
            Table.Column.dimension("label"),
            Table.Column.PEOPLE,
            Table.Column.PERCENT),
        rows,
        false);
  }

  /** The breakdown's keys, then these. */
  private List<Table.Column> columns(Table.Column... others) {
    return Stream.concat(keys().stream().map(Table.Column::dimension), Arrays.stream(others))
        .toList();
  }

  /** One line for each value of the breakdown, or the only one. */
  private List<JsonObject> lines() {
    return keys().isEmpty() ? List.of(result) : objects(result.getJsonArray("series"));
  }

  private Table funnelTrends() {
    JsonArray periods = result.getJsonArray("periods");
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (JsonObject line : lines()) {
      for (int i = 0; i < periods.size(); i++) {
        List<@Nullable Object> row = new ArrayList<>(breakdown(line));
        row.add(start(periods.getString(i)));
        row.add(line.getJsonArray("entered").getValue(i));
        row.add(line.getJsonArray("converted").getValue(i));
        row.add(line.getJsonArray("rate_pct").getValue(i));
        rows.add(row);
      }
    }
    return new Table(
        columns(
            time(interval()),
            Table.Column.measure("entered", "people"),
            Table.Column.measure("converted", "people"),
            Table.Column.PERCENT),
        rows,
        false);
  }

  private Table retention() {
    JsonArray periods = result.getJsonArray("periods");
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (JsonObject line : lines()) {
      JsonArray matrix = line.getJsonArray("matrix");
      for (int cohort = 0; cohort < matrix.size(); cohort++) {
        JsonArray numbers = matrix.getJsonArray(cohort);
        for (int i = 0; i < numbers.size() && hasBegun(periods.getString(cohort + i)); i++) {
          List<@Nullable Object> row = new ArrayList<>(breakdown(line));
          row.add(start(periods.getString(cohort)));
          row.add(i);
          row.add(numbers.getValue(i));
          row.add(Quantities.percent(numbers.getDouble(i), numbers.getDouble(0)));
          rows.add(row);
        }
      }
    }
    return new Table(
        columns(
            time("cohort"),
            new Table.Column("period", "number", Table.Role.DIMENSION, null),
            Table.Column.PEOPLE,
            Table.Column.PERCENT),
        rows,
        false);
  }

  private boolean hasBegun(String period) {
    return !OffsetDateTime.parse(period).toInstant().isAfter(now);
  }

  private Table paths() {
    return new Table(
        List.of(
            Table.Column.dimension("from"),
            Table.Column.dimension("to"),
            Table.Column.measure("paths", "count")),
        objects(result.getJsonArray("edges")).stream()
            .map(
                edge ->
                    Arrays.<@Nullable Object>asList(
                        edge.getString("source"), edge.getString("target"), edge.getValue("value")))
            .toList(),
        false);
  }

  private Table lifecycle() {
    List<String> parts = List.of("new", "returning", "resurrecting", "dormant");
    JsonArray periods = result.getJsonArray("periods");
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < periods.size(); i++) {
      List<@Nullable Object> row = new ArrayList<>(List.of(start(periods.getString(i))));
      for (String part : parts) {
        row.add(result.getJsonArray(part).getValue(i));
      }
      rows.add(row);
    }
    return new Table(
        Stream.concat(
                Stream.of(time(interval())),
                parts.stream().map(part -> Table.Column.measure(part, "people")))
            .toList(),
        rows,
        false);
  }

  private Table stickiness() {
    JsonArray data = result.getJsonArray("data");
    return new Table(
        List.of(
            new Table.Column("active_periods", "number", Table.Role.DIMENSION, null),
            Table.Column.PEOPLE),
        IntStream.range(0, data.size())
            .mapToObj(i -> Arrays.<@Nullable Object>asList(i + 1, data.getValue(i)))
            .toList(),
        false);
  }

  private Table sessions() {
    List<String> dimensions =
        List.of("start", "person_id", "entry", "exit", "utm_source", "device_type");
    List<String> measures = List.of("duration_s", "events", "page_views", "screen_views");
    return new Table(
        Stream.concat(
                dimensions.stream().map(Table.Column::dimension),
                measures.stream()
                    .map(
                        name ->
                            Table.Column.measure(
                                name, name.equals("duration_s") ? "seconds" : "count")))
            .toList(),
        objects(result.getJsonArray("sessions")).stream()
            .map(
                session ->
                    Stream.concat(dimensions.stream(), measures.stream())
                        .<@Nullable Object>map(session::getValue)
                        .toList())
            .toList(),
        result.getString("cursor") != null);
  }
}
