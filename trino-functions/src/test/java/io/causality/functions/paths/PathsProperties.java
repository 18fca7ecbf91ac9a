package io.causality.functions.paths;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.causality.functions.log.Events;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The evaluator and reports against the sentences as loops. */
class PathsProperties {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SECOND = 1000;

  private record Visit(long ts, long seq, String item) {}

  private record Edge(String source, String target) {}

  @Property(tries = 1500)
  void edgesAreThoseOfTheNaiveLoops(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    List<String> items = List.of("/", "/a", "/a/1", "/a/2", "/b", "Bought");
    Paths paths =
        new Paths(
            (1 + random.nextInt(4)) * 10L * SECOND,
            random.nextInt(3) == 0 ? items.get(random.nextInt(items.size())) : null,
            random.nextInt(3) == 0 ? items.get(random.nextInt(items.size())) : null,
            1 + random.nextInt(5),
            random.nextInt(3) == 0 ? List.of("/b") : List.of(),
            random.nextInt(3) == 0 ? List.of("/a/*", "*") : List.of(),
            random.nextInt(3),
            1 + random.nextInt(20));
    Map<Edge, List<Long>> expected = new HashMap<>();
    PathsReport total = new PathsReport(paths.text());
    long seq = 0;
    for (int person = random.nextInt(5); person > 0; person--) {
      List<Visit> visits = new ArrayList<>();
      Events events = new Events();
      for (int i = random.nextInt(12); i > 0; i--) {
        Visit visit =
            new Visit(
                random.nextInt(30) * 5L * SECOND, seq++, items.get(random.nextInt(items.size())));
        visits.add(visit);
        events.add(visit.ts, visit.seq, 0, visit.item);
      }
      events.sort();
      PathsReport part = new PathsReport(paths.text());
      part.add(events);
      total.add(PathsReport.of(part.bytes()));
      naive(paths, visits, expected);
    }
    List<Map.Entry<Edge, List<Long>>> shown =
        expected.entrySet().stream()
            .filter(entry -> entry.getValue().size() >= paths.minEdgeCount())
            .sorted(
                Comparator.comparing((Map.Entry<Edge, List<Long>> e) -> -e.getValue().size())
                    .thenComparing(e -> e.getKey().source)
                    .thenComparing(e -> e.getKey().target))
            .limit(paths.edgeLimit())
            .toList();
    JsonNode edges = JSON.readTree(total.json()).get("edges");
    assertThat(edges.size()).isEqualTo(shown.size());
    for (int i = 0; i < shown.size(); i++) {
      List<Long> times = shown.get(i).getValue();
      assertThat(edges.get(i).get("source").asText()).isEqualTo(shown.get(i).getKey().source);
      assertThat(edges.get(i).get("target").asText()).isEqualTo(shown.get(i).getKey().target);
      assertThat(edges.get(i).get("value").asInt()).isEqualTo(times.size());
      assertThat(edges.get(i).get("avg_ms").asDouble())
          .isEqualTo(times.stream().mapToLong(t -> t).sum() / (double) times.size());
    }
  }

  private static void naive(Paths paths, List<Visit> visits, Map<Edge, List<Long>> edges) {
    List<Visit> remaining =
        visits.stream()
            .sorted(Comparator.comparing(Visit::ts).thenComparing(Visit::seq))
            .map(visit -> new Visit(visit.ts, visit.seq, grouped(paths, visit.item)))
            .filter(visit -> !paths.exclude().contains(visit.item))
            .toList();
    List<List<Visit>> cut = new ArrayList<>();
    for (int i = 0; i < remaining.size(); i++) {
      if (i == 0 || remaining.get(i).ts - remaining.get(i - 1).ts >= paths.gapMs()) {
        cut.add(new ArrayList<>());
      }
      cut.getLast().add(remaining.get(i));
    }
    for (List<Visit> whole : cut) {
      List<Visit> path = new ArrayList<>();
      for (Visit visit : whole) {
        if (path.isEmpty() || !path.getLast().item.equals(visit.item)) {
          path.add(visit);
        }
      }
      List<String> items = path.stream().map(Visit::item).toList();
      if (paths.start() != null) {
        int at = items.indexOf(paths.start());
        path = at < 0 ? List.of() : path.subList(at, path.size());
      }
      items = path.stream().map(Visit::item).toList();
      if (paths.end() != null) {
        path = path.subList(0, items.indexOf(paths.end()) + 1);
      }
      int most = paths.maxSteps();
      if (paths.start() != null && paths.end() != null) {
        path = path.size() > most ? List.of() : path;
      } else if (paths.end() != null) {
        path = path.subList(Math.max(0, path.size() - most), path.size());
      } else {
        path = path.subList(0, Math.min(most, path.size()));
      }
      for (int i = 0; i + 1 < path.size(); i++) {
        edges
            .computeIfAbsent(
                new Edge((i + 1) + "_" + path.get(i).item, (i + 2) + "_" + path.get(i + 1).item),
                edge -> new ArrayList<>())
            .add(path.get(i + 1).ts - path.get(i).ts);
      }
    }
  }

  private static String grouped(Paths paths, String item) {
    for (String pattern : paths.group()) {
      String regex =
          java.util.Arrays.stream(pattern.split("\\*", -1))
              .map(java.util.regex.Pattern::quote)
              .collect(java.util.stream.Collectors.joining(".*"));
      if (item.matches(regex)) {
        return pattern;
      }
    }
    return item;
  }
}
