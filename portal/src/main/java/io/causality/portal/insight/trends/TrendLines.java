package io.causality.portal.insight.trends;

import io.causality.portal.insight.Numbers;
import io.causality.portal.insight.plan.Kept;
import io.causality.portal.insight.plan.Row;
import io.causality.portal.insight.spec.Formula;
import io.causality.portal.insight.spec.Series;
import io.causality.portal.insight.spec.TrendsSpec;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts the numbers of all series and windows together. Not thread-safe. */
final class TrendLines {
  private final TrendsSpec spec;
  private final List<Frame> frames;
  private final Map<Place, Map<List<String>, double[]>> lines = new HashMap<>();

  private record Place(int series, String window) {}

  TrendLines(TrendsSpec spec, List<Frame> frames) {
    this.spec = spec;
    this.frames = List.copyOf(frames);
  }

  /**
   * Takes the rows of one series in one window.
   *
   * @param present values of the breakdown that are there although they may have no number
   */
  void add(int series, Frame frame, List<Row> rows, List<Row> present) {
    int keys = keys();
    Map<List<String>, double[]> numbers = at(series, frame);
    for (Row row : present) {
      numbers.computeIfAbsent(row.texts(0, keys), key -> new double[frame.size()]);
    }
    int days = spec.series().get(series).calculation().days();
    ActiveDays active = days == 0 ? null : new ActiveDays(frame, days);
    Map<List<String>, Map<Integer, Double>> byTarget = new HashMap<>();
    for (Row row : rows) {
      List<String> values = row.texts(1, keys);
      double[] data = numbers.computeIfAbsent(values, key -> new double[frame.size()]);
      int period = (int) row.integer(0);
      double number = row.number(1 + keys);
      if (active == null) {
        data[period] = number;
      } else {
        byTarget.computeIfAbsent(values, key -> new HashMap<>()).put(period, number);
      }
    }
    if (active != null) {
      byTarget.forEach(
          (values, targets) -> {
            double[] data = numbers.get(values);
            for (int i = 0; data != null && i < data.length; i++) {
              data[i] = targets.getOrDefault(active.target(i), 0.0);
            }
          });
    }
  }

  /** Takes rows with a number for each of these series, without a breakdown. */
  void addTogether(List<Integer> series, Frame frame, List<Row> rows) {
    for (int i = 0; i < series.size(); i++) {
      double[] data =
          at(series.get(i), frame).computeIfAbsent(List.of(), key -> new double[frame.size()]);
      for (Row row : rows) {
        data[(int) row.integer(0)] = row.number(1 + i);
      }
    }
  }

  private int keys() {
    return spec.breakdown() == null ? 0 : spec.breakdown().keys().size();
  }

  private Map<List<String>, double[]> at(int series, Frame frame) {
    return lines.computeIfAbsent(
        new Place(series, frame.name()), place -> new TreeMap<>(Kept.ORDER));
  }

  /** The lines of the answer. */
  List<JsonObject> json() {
    if (spec.breakdown() == null) {
      for (Frame frame : frames) {
        for (int i = 0; i < spec.series().size(); i++) {
          at(i, frame).computeIfAbsent(List.of(), key -> new double[frame.size()]);
        }
      }
    }
    if (spec.cumulative() && !spec.aggregate()) {
      lines.values().forEach(line -> line.values().forEach(TrendLines::sumUp));
    }
    List<JsonObject> all = new ArrayList<>();
    Formula formula = spec.formula();
    if (formula != null) {
      frames.forEach(frame -> calculated(formula, frame, all));
      return all;
    }
    for (int i = 0; i < spec.series().size(); i++) {
      Series series = spec.series().get(i);
      for (Frame frame : frames) {
        int index = i;
        at(i, frame)
            .forEach(
                (values, data) ->
                    all.add(line(index, series.selector().label(), values, frame, data)));
      }
    }
    return all;
  }

  private static void sumUp(double[] data) {
    for (int i = 1; i < data.length; i++) {
      data[i] += data[i - 1];
    }
  }

  private void calculated(Formula formula, Frame frame, List<JsonObject> all) {
    Set<List<String>> values = new TreeSet<>(Kept.ORDER);
    for (int i = 0; i < spec.series().size(); i++) {
      values.addAll(at(i, frame).keySet());
    }
    for (List<String> value : values) {
      double[] data = new double[frame.size()];
      for (int period = 0; period < data.length; period++) {
        int now = period;
        data[period] = formula.of(series -> number(series, frame, value, now));
      }
      all.add(line("formula", formula.text(), value, frame, data));
    }
  }

  private double number(int series, Frame frame, List<String> value, int period) {
    double[] data = at(series, frame).get(value);
    return data == null ? 0 : data[period];
  }

  private JsonObject line(
      Object series, String label, List<String> values, Frame frame, double[] data) {
    return new JsonObject()
        .put("series", series)
        .put("label", label)
        .put("breakdown", breakdown(values))
        .put("window", frame.name())
        .put("data", spec.aggregate() ? new JsonArray() : Numbers.json(data))
        .put("total", Numbers.json(total(data)));
  }

  private @Nullable JsonArray breakdown(List<String> values) {
    return spec.breakdown() == null ? null : new JsonArray(values);
  }

  private double total(double[] data) {
    if (spec.cumulative() && !spec.aggregate()) {
      return data.length == 0 ? 0 : data[data.length - 1];
    }
    double sum = 0;
    for (double number : data) {
      sum += number;
    }
    return sum;
  }
}
