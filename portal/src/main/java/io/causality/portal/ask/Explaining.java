package io.causality.portal.ask;

import io.causality.portal.ask.read.Intent.Measure;
import io.causality.portal.ask.read.Vocabulary;
import io.causality.portal.ask.read.Vocabulary.Kind;
import io.causality.portal.ask.read.Vocabulary.Owner;
import io.causality.portal.ask.read.Vocabulary.Property;
import io.causality.portal.ask.tools.Contributions;
import io.causality.portal.ask.tools.Table;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which segment a rise or fall comes from: for each property, how much each value changed, against
 * what it would have changed had all changed alike. For one answer.
 */
final class Explaining {
  private static final int PROPERTIES = 10;
  private static final int VALUES = 50;
  private static final Set<String> NEVER = Set.of("page_title", "library_version", "library_name");

  private final Answering answering;
  private final Vocabulary vocabulary;

  Explaining(Answering answering, Vocabulary vocabulary) {
    this.answering = answering;
    this.vocabulary = vocabulary;
  }

  Table table(Measure measure) throws InterruptedException {
    List<Contributions.Segment> segments = new ArrayList<>();
    for (Property property : candidates(measure)) {
      segments.addAll(Contributions.of(property.name(), series(measure, property)));
    }
    return Contributions.table(segments, Units.column(measure).unit())
        .orElseThrow(
            () ->
                new NotAnsweredException(
                    "There is no property by which the change could be told."));
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

  private JsonArray series(Measure measure, Property property) throws InterruptedException {
    return answering
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
  }
}
