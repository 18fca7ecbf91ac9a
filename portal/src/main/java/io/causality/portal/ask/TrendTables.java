package io.causality.portal.ask;

import io.causality.portal.ask.read.Intent;
import io.causality.portal.ask.read.Intent.Measure;
import io.causality.portal.ask.tools.Quantities;
import io.causality.portal.ask.tools.Table;
import io.causality.portal.insight.spec.Breakdown;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tables of trends. For one answer. */
final class TrendTables {
  private final Answering answering;
  private final Table.Column measure;
  private final List<Measure> measures;

  /**
   * @param measures named in the rows; empty when there is only one
   */
  TrendTables(Answering answering, Table.Column measure, List<Measure> measures) {
    this.answering = answering;
    this.measure = measure;
    this.measures = measures;
  }

  Table table(JsonObject result) {
    Intent intent = answering.intent();
    Intent.Interval interval = intent.interval();
    boolean over = interval != null && !intent.perPeriod();
    Intent.Interval cut = interval == null ? Intent.Interval.DAY : interval;
    List<Table.Column> columns = new ArrayList<>();
    if (over) {
      columns.add(Table.Column.time(Specs.text(cut), cut == Intent.Interval.HOUR));
    }
    boolean windows = answering.compared().isPresent();
    if (windows) {
      columns.add(Table.Column.dimension("window"));
    }
    if (!measures.isEmpty()) {
      columns.add(Table.Column.dimension("event"));
    }
    intent.keys().forEach(key -> columns.add(Table.Column.dimension(key.name())));
    columns.add(measure);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    boolean truncated = false;
    JsonArray series = result.getJsonArray("series");
    for (int i = 0; i < series.size(); i++) {
      JsonObject line = series.getJsonObject(i);
      List<@Nullable Object> head = head(line, windows);
      if (head.contains(Breakdown.OTHER) && series.size() > Specs.VALUES) {
        truncated = true;
        continue;
      }
      JsonArray data = line.getJsonArray("data");
      if (over) {
        JsonArray periods =
            result.getJsonArray(
                line.getString("window").equals("previous") ? "previous_periods" : "periods");
        for (int period = 0; period < data.size(); period++) {
          List<@Nullable Object> row = new ArrayList<>();
          row.add(time(periods.getString(period), cut));
          row.addAll(head);
          row.add(data.getValue(period));
          rows.add(row);
        }
      } else {
        List<@Nullable Object> row = new ArrayList<>(head);
        row.add(intent.perPeriod() ? mean(data) : line.getValue("total"));
        rows.add(row);
      }
    }
    Table table = new Table(columns, rows, truncated);
    boolean breakdown = !intent.keys().isEmpty() || !measures.isEmpty();
    return over ? byTime(table) : breakdown && !windows ? Ranking.sorted(table) : table;
  }

  private List<@Nullable Object> head(JsonObject line, boolean windows) {
    List<@Nullable Object> head = new ArrayList<>();
    if (windows) {
      head.add(line.getString("window"));
    }
    if (!measures.isEmpty()) {
      head.add(measures.get(line.getInteger("series")).event());
    }
    JsonArray values = line.getJsonArray("breakdown");
    for (int i = 0; values != null && i < values.size(); i++) {
      head.add(Table.value(values.getString(i)));
    }
    return head;
  }

  static String time(String label, Intent.Interval interval) {
    return interval == Intent.Interval.HOUR ? label : label.substring(0, 10);
  }

  private static Number mean(JsonArray data) {
    double sum = 0;
    for (int i = 0; i < data.size(); i++) {
      sum += data.getDouble(i);
    }
    return Quantities.number(data.isEmpty() ? 0 : sum / data.size());
  }

  /** Rows of the same period stand together, in the order in which their lines came. */
  private static Table byTime(Table table) {
    List<List<@Nullable Object>> rows = new ArrayList<>(table.rows());
    rows.sort(java.util.Comparator.comparing(row -> String.valueOf(row.getFirst())));
    return new Table(table.columns(), rows, table.truncated());
  }
}
