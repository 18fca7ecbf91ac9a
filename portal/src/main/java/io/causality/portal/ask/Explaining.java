package io.causality.portal.ask;

import io.causality.portal.ask.read.Intent.Measure;
import io.causality.portal.ask.read.Vocabulary;
import io.causality.portal.ask.read.Vocabulary.Kind;
import io.causality.portal.ask.read.Vocabulary.Owner;
import io.causality.portal.ask.read.Vocabulary.Property;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which segment a rise or fall comes from: for each property, how much each value changed, against
 * what it would have changed had all changed alike. For one answer.
 */
final class Explaining {
  private static final int PROPERTIES = 10;
  private static final int VALUES = 50;
  private static final int ROWS = 20;
  private static final Set<String> NEVER = Set.of("page_title", "library_version", "library_name");

  private final Answering answering;
  private final Vocabulary vocabulary;

  Explaining(Answering answering, Vocabulary vocabulary) {
    this.answering = answering;
    this.vocabulary = vocabulary;
  }

  /**
   * A value's part in the change.
   *
   * @param surprise what it changed beyond its share of the whole change, in that direction
   */
  private record Segment(
      Property property, String value, double previous, double current, double surprise) {
    double change() {
      return current - previous;
    }
  }

  Table table(Measure measure) throws InterruptedException {
    List<Segment> segments = new ArrayList<>();
    for (Property property : candidates(measure)) {
      segments.addAll(segments(measure, property));
    }
    if (segments.isEmpty()) {
      throw new NotAnsweredException("There is no property by which the change could be told.");
    }
    Segment cause =
        segments.stream().max(Comparator.comparingDouble(Segment::surprise)).orElseThrow();
    List<Segment> rest = new ArrayList<>(segments);
    rest.remove(cause);
    rest.sort(
        Comparator.comparingDouble((Segment segment) -> Math.abs(segment.change())).reversed());
    rest.addFirst(cause);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Segment segment : rest.subList(0, Math.min(ROWS, rest.size()))) {
      rows.add(
          Arrays.asList(
              segment.property().name(),
              segment.value(),
              Answering.number(segment.previous()),
              Answering.number(segment.current()),
              Answering.number(segment.change())));
    }
    String unit = Units.column(measure).unit();
    return new Table(
        List.of(
            Table.Column.dimension("dimension"),
            Table.Column.dimension("value"),
            Table.Column.measure("previous", unit),
            Table.Column.measure("current", unit),
            Table.Column.measure("change", unit)),
        rows,
        rest.size() > ROWS);
  }

  private List<Property> candidates(Measure measure) {
    Set<String> carried =
        measure.event() == null
            ? Set.of()
            : vocabulary.event(measure.event()).map(Vocabulary.Event::properties).orElse(Set.of());
    return vocabulary.properties().stream()
        .filter(
            property ->
                property.owner() == Owner.PERSON
                    || measure.event() == null
                    || carried.contains(property.name()))
        .filter(property -> property.kind() != Kind.NUMBER && !NEVER.contains(property.name()))
        .filter(
            property ->
                property.complete()
                    && property.values().size() > 1
                    && property.values().size() <= VALUES)
        .filter(
            property ->
                answering.intent().filters().stream()
                    .noneMatch(filter -> filter.property().equals(property)))
        .limit(PROPERTIES)
        .toList();
  }

  private List<Segment> segments(Measure measure, Property property) throws InterruptedException {
    JsonArray series =
        answering
            .insight(
                "by " + property.name(),
                answering
                    .specs()
                    .trends(
                        List.of(measure),
                        answering.range(),
                        answering.compared().orElseThrow(),
                        null,
                        List.of(property.name()),
                        property.owner() == Owner.PERSON))
            .getJsonArray("series");
    Map<String, double[]> totals = new LinkedHashMap<>();
    double previous = 0;
    double current = 0;
    for (int i = 0; i < series.size(); i++) {
      JsonObject line = series.getJsonObject(i);
      boolean now = line.getString("window").equals("current");
      double total = line.getDouble("total");
      totals
              .computeIfAbsent(
                  TrendTables.value(line.getJsonArray("breakdown").getString(0)),
                  value -> new double[2])[now ? 1 : 0] =
          total;
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
}
