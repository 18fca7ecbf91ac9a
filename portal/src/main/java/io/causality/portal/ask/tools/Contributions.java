package io.causality.portal.ask.tools;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which value of which property a rise or fall comes from: for each one, how much it changed,
 * against what it would have changed had all changed alike. Pure.
 */
public final class Contributions {
  private static final int ROWS = 20;

  private Contributions() {}

  /**
   * A value's part in the change.
   *
   * @param surprise what it changed beyond its share of the whole change, in that direction
   */
  public record Segment(
      String property, String value, double previous, double current, double surprise) {
    double change() {
      return current - previous;
    }
  }

  /**
   * The parts of one property.
   *
   * @param series of an aggregated trend with comparison, broken down by the property alone
   */
  public static List<Segment> of(String property, JsonArray series) {
    Map<String, double[]> totals = new LinkedHashMap<>();
    double previous = 0;
    double current = 0;
    for (int i = 0; i < series.size(); i++) {
      JsonObject line = series.getJsonObject(i);
      boolean now = line.getString("window").equals("current");
      double total = line.getDouble("total");
      String value = Table.value(line.getJsonArray("breakdown").getString(0));
      totals.computeIfAbsent(value, key -> new double[2])[now ? 1 : 0] = total;
      previous += now ? 0 : total;
      current += now ? total : 0;
    }
    double change = current - previous;
    double before = previous;
    List<Segment> segments = new ArrayList<>();
    totals.forEach(
        (value, pair) -> {
          double expected = before == 0 ? 0 : change * pair[0] / before;
          double surprise = (pair[1] - pair[0] - expected) * Math.signum(change);
          segments.add(new Segment(property, value, pair[0], pair[1], surprise));
        });
    return segments;
  }

  /** The one that explains the change first, then by size of change; empty without any. */
  public static Optional<Table> table(List<Segment> segments, @Nullable String unit) {
    Optional<Segment> cause = segments.stream().max(Comparator.comparingDouble(Segment::surprise));
    if (cause.isEmpty()) {
      return Optional.empty();
    }
    List<Segment> rest = new ArrayList<>(segments);
    rest.remove(cause.get());
    rest.sort(
        Comparator.comparingDouble((Segment segment) -> Math.abs(segment.change())).reversed());
    rest.addFirst(cause.get());
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Segment segment : rest.subList(0, Math.min(ROWS, rest.size()))) {
      rows.add(
          Arrays.asList(
              segment.property(),
              segment.value(),
              Quantities.number(segment.previous()),
              Quantities.number(segment.current()),
              Quantities.number(segment.change())));
    }
    return Optional.of(
        new Table(
            List.of(
                Table.Column.dimension("dimension"),
                Table.Column.dimension("value"),
                Table.Column.measure("previous", unit),
                Table.Column.measure("current", unit),
                Table.Column.measure("change", unit)),
            rows,
            rest.size() > ROWS));
  }
}
