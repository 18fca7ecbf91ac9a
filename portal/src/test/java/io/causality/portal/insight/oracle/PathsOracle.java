package io.causality.portal.insight.oracle;

import io.causality.portal.insight.oracle.Clock.Span;
import io.causality.portal.insight.spec.PathsSpec;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Ways that people take: path by path. */
final class PathsOracle {
  private final Oracle oracle;
  private final PathsSpec spec;

  PathsOracle(Oracle oracle, PathsSpec spec) {
    this.oracle = oracle;
    this.spec = spec;
  }

  private record Stop(String item, long ts) {}

  JsonObject answer() {
    Clock clock = new Clock(spec.common());
    Span range =
        new Span(
            clock.from(spec.common().from(), oracle.people.events()), clock.to(spec.common().to()));
    Map<String, List<Stop>> stops = new TreeMap<>();
    for (Event event : oracle.people.events()) {
      if (range.holds(event)
          && !People.isIdentity(event)
          && oracle.matching.all(spec.common().filters(), event)
          && included(event)) {
        String item = grouped(Items.of(event));
        if (!spec.exclude().contains(item)) {
          stops
              .computeIfAbsent(oracle.people.person(event), p -> new ArrayList<>())
              .add(new Stop(item, event.ts()));
        }
      }
    }
    Map<List<String>, List<Long>> edges = Oracle.ordered();
    stops.values().forEach(of -> cut(of).forEach(path -> count(shortened(path), edges)));
    return json(edges);
  }

  private boolean included(Event event) {
    if (spec.include().isEmpty()) {
      return true;
    }
    PathsSpec.Item kind =
        Items.isPage(event)
            ? PathsSpec.Item.PAGE
            : Items.isScreen(event) ? PathsSpec.Item.SCREEN : PathsSpec.Item.CUSTOM;
    return spec.include().contains(kind)
        && (kind != PathsSpec.Item.CUSTOM || !event.name().startsWith("$"));
  }

  private String grouped(String item) {
    for (String pattern : spec.group()) {
      if (fits(pattern, item)) {
        return pattern;
      }
    }
    return item;
  }

  private static boolean fits(String pattern, String item) {
    if (pattern.isEmpty()) {
      return item.isEmpty();
    }
    if (pattern.charAt(0) == '*') {
      for (int from = 0; from <= item.length(); from++) {
        if (fits(pattern.substring(1), item.substring(from))) {
          return true;
        }
      }
      return false;
    }
    return !item.isEmpty()
        && pattern.charAt(0) == item.charAt(0)
        && fits(pattern.substring(1), item.substring(1));
  }

  private List<List<Stop>> cut(List<Stop> stops) {
    List<List<Stop>> paths = new ArrayList<>();
    long before = 0;
    for (Stop stop : stops) {
      if (paths.isEmpty() || stop.ts() - before >= spec.sessionGapSeconds() * 1000L) {
        paths.add(new ArrayList<>());
      }
      List<Stop> path = paths.getLast();
      if (path.isEmpty() || !path.getLast().item().equals(stop.item())) {
        path.add(stop);
      }
      before = stop.ts();
    }
    return paths;
  }

  /** What counts of a path; empty when it does not count. */
  private List<Stop> shortened(List<Stop> whole) {
    List<Stop> path = whole;
    if (spec.start() != null) {
      int start = path.stream().map(Stop::item).toList().indexOf(spec.start());
      if (start < 0) {
        return List.of();
      }
      path = path.subList(start, path.size());
    }
    if (spec.end() != null) {
      int end = path.stream().map(Stop::item).toList().indexOf(spec.end());
      if (end < 0) {
        return List.of();
      }
      path = path.subList(0, end + 1);
    }
    if (path.size() <= spec.maxSteps()) {
      return path;
    }
    if (spec.end() == null) {
      return path.subList(0, spec.maxSteps());
    }
    return spec.start() == null
        ? path.subList(path.size() - spec.maxSteps(), path.size())
        : List.of();
  }

  private static void count(List<Stop> path, Map<List<String>, List<Long>> edges) {
    for (int i = 0; i + 1 < path.size(); i++) {
      Stop source = path.get(i);
      Stop target = path.get(i + 1);
      edges
          .computeIfAbsent(
              List.of((i + 1) + "_" + source.item(), (i + 2) + "_" + target.item()),
              edge -> new ArrayList<>())
          .add(target.ts() - source.ts());
    }
  }

  private JsonObject json(Map<List<String>, List<Long>> edges) {
    JsonArray json = new JsonArray();
    edges.entrySet().stream()
        .filter(edge -> edge.getValue().size() >= spec.minEdgeCount())
        // Stable: equal ones stay in the order of their text.
        .sorted(
            Comparator.comparingInt(
                (Map.Entry<List<String>, List<Long>> edge) -> -edge.getValue().size()))
        .limit(spec.edgeLimit())
        .forEach(
            edge ->
                json.add(
                    new JsonObject()
                        .put("source", edge.getKey().getFirst())
                        .put("target", edge.getKey().getLast())
                        .put("value", edge.getValue().size())
                        .put(
                            "avg_ms",
                            edge.getValue().stream()
                                .mapToLong(Long::longValue)
                                .average()
                                .orElseThrow())));
    return new JsonObject().put("edges", json);
  }
}
