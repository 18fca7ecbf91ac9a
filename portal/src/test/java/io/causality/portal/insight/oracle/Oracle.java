package io.causality.portal.insight.oracle;

import io.causality.portal.insight.oracle.Clock.Span;
import io.causality.portal.insight.spec.Breakdown;
import io.causality.portal.insight.spec.Common;
import io.causality.portal.insight.spec.FunnelSpec;
import io.causality.portal.insight.spec.InsightSpec;
import io.causality.portal.insight.spec.Interval;
import io.causality.portal.insight.spec.LifecycleSpec;
import io.causality.portal.insight.spec.PathsSpec;
import io.causality.portal.insight.spec.RetentionSpec;
import io.causality.portal.insight.spec.Selector;
import io.causality.portal.insight.spec.SessionsSpec;
import io.causality.portal.insight.spec.StickinessSpec;
import io.causality.portal.insight.spec.TrendsSpec;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** True answers. Relative ranges are not known here: nothing moves. */
public final class Oracle {
  final People people;
  final Matching matching;

  /** All events of an app, in any order. */
  public Oracle(List<Event> events) {
    people = new People(events);
    matching = new Matching(people);
  }

  /** The result. */
  public JsonObject answer(InsightSpec spec) {
    return switch (spec) {
      case TrendsSpec trends -> new TrendsOracle(this, trends).answer();
      case RetentionSpec retention -> retention(retention);
      case LifecycleSpec lifecycle -> lifecycle(lifecycle);
      case StickinessSpec stickiness -> stickiness(stickiness);
      case FunnelSpec funnel -> new FunnelOracle(this, funnel).answer();
      case PathsSpec paths -> new PathsOracle(this, paths).answer();
      case SessionsSpec sessions -> throw new IllegalArgumentException("page by page: " + sessions);
    };
  }

  /** All sessions of a spec, whatever its limit. */
  public List<JsonObject> sessions(SessionsSpec spec) {
    return new SessionsOracle(this).sessions(spec.common());
  }

  /** Who reached a step of a funnel without a breakdown, or reached it as his deepest. */
  public Set<String> people(FunnelSpec spec, int step, boolean dropped) {
    return new FunnelOracle(this, spec).people(step, dropped);
  }

  /** Events to which the query's filters and a selector apply, in order. */
  List<Event> select(Common common, Selector selector) {
    return people.events().stream()
        .filter(event -> matching.all(common.filters(), event))
        .filter(event -> matching.selects(selector, event))
        .toList();
  }

  List<String> values(Breakdown breakdown, Event event) {
    List<String> values = new ArrayList<>();
    for (String key : breakdown.keys()) {
      Object value = matching.value(breakdown.on(), key, event);
      values.add(value == null ? "" : People.text(value));
    }
    return values;
  }

  /** The values that are kept, given how often each was counted. */
  static Set<List<String>> kept(Breakdown breakdown, Map<List<String>, Integer> counts) {
    List<List<String>> all = new ArrayList<>(counts.keySet());
    all.sort(
        Comparator.comparing((List<String> v) -> -counts.get(v)).thenComparing(Oracle::compare));
    return new HashSet<>(all.subList(0, Math.min(breakdown.limit(), all.size())));
  }

  static List<String> merge(@Nullable Set<List<String>> kept, List<String> values) {
    return kept == null || kept.contains(values)
        ? values
        : Collections.nCopies(values.size(), "Other");
  }

  /** By code points. */
  static int compare(List<String> left, List<String> right) {
    for (int i = 0; i < left.size(); i++) {
      int[] a = left.get(i).codePoints().toArray();
      int[] b = right.get(i).codePoints().toArray();
      int order = java.util.Arrays.compare(a, b);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  static <T> Map<List<String>, T> ordered() {
    return new TreeMap<>(Oracle::compare);
  }

  /** Per person the periods with an event of the list. */
  private Map<String, Set<Integer>> active(List<Event> events, List<Span> periods) {
    Map<String, Set<Integer>> active = new HashMap<>();
    for (Event event : events) {
      for (int i = 0; i < periods.size(); i++) {
        if (periods.get(i).holds(event)) {
          active.computeIfAbsent(people.person(event), p -> new TreeSet<>()).add(i);
        }
      }
    }
    return active;
  }

  private List<Span> periods(Common common, Interval interval) {
    Clock clock = new Clock(common);
    return clock.periods(
        interval, new Span(clock.from(common.from(), people.events()), clock.to(common.to())));
  }

  private static JsonArray labels(Common common, List<Span> periods) {
    Clock clock = new Clock(common);
    JsonArray labels = new JsonArray();
    periods.forEach(period -> labels.add(clock.label(period.from())));
    return labels;
  }

  private JsonObject stickiness(StickinessSpec spec) {
    List<Span> periods = periods(spec.common(), spec.interval());
    int[] data = new int[periods.size()];
    active(select(spec.common(), spec.series()), periods)
        .values()
        .forEach(active -> data[active.size() - 1]++);
    return new JsonObject().put("data", json(data));
  }

  private static JsonArray json(int[] numbers) {
    JsonArray array = new JsonArray();
    for (int number : numbers) {
      array.add(number);
    }
    return array;
  }

  private JsonObject lifecycle(LifecycleSpec spec) {
    List<Span> periods = periods(spec.common(), spec.interval());
    List<Span> more = new ArrayList<>(periods);
    if (!periods.isEmpty()) {
      more.addFirst(new Clock(spec.common()).before(spec.interval(), periods.getFirst()));
    }
    Map<String, Long> first = new HashMap<>();
    for (Event event : people.events()) {
      if (!People.isIdentity(event)) {
        first.putIfAbsent(people.person(event), event.ts());
      }
    }
    Map<String, Set<Integer>> active = active(select(spec.common(), spec.series()), more);
    int[] begun = new int[periods.size()];
    int[] returning = new int[periods.size()];
    int[] resurrecting = new int[periods.size()];
    int[] dormant = new int[periods.size()];
    active.forEach(
        (person, in) -> {
          for (int i = 0; i < periods.size(); i++) {
            boolean now = in.contains(i + 1);
            boolean before = in.contains(i);
            Long at = first.get(person);
            boolean isNew = at != null && at >= periods.get(i).from() && at <= periods.get(i).to();
            if (now && isNew) {
              begun[i]++;
            } else if (now && before) {
              returning[i]++;
            } else if (now) {
              resurrecting[i]++;
            } else if (before) {
              dormant[i]--;
            }
          }
        });
    return new JsonObject()
        .put("periods", labels(spec.common(), periods))
        .put("new", json(begun))
        .put("returning", json(returning))
        .put("resurrecting", json(resurrecting))
        .put("dormant", json(dormant));
  }

  private JsonObject retention(RetentionSpec spec) {
    Clock clock = new Clock(spec.common());
    long to = clock.to(spec.common().to());
    List<Span> periods = new ArrayList<>(clock.periods(spec.period(), new Span(to, to)));
    while (periods.size() < spec.intervals()) {
      periods.addFirst(clock.before(spec.period(), periods.getFirst()));
    }
    List<Event> targets = select(spec.common(), spec.target());
    Map<String, Set<Integer>> returned = active(select(spec.common(), spec.returning()), periods);
    Map<String, Map<Integer, Event>> memberships = memberships(spec, periods, targets);
    Breakdown breakdown = spec.breakdown();
    Map<List<String>, Integer> counts = new HashMap<>();
    memberships
        .values()
        .forEach(
            of ->
                of.values()
                    .forEach(
                        event -> counts.merge(valuesOrNone(breakdown, event), 1, Integer::sum)));
    Set<List<String>> kept = breakdown == null ? null : kept(breakdown, counts);
    Map<List<String>, int[][]> matrices = ordered();
    if (breakdown == null) {
      matrices.put(List.of(), triangle(periods.size()));
    }
    memberships.forEach(
        (person, of) ->
            of.forEach(
                (period, event) -> {
                  List<String> values = merge(kept, valuesOrNone(breakdown, event));
                  int[] row =
                      matrices.computeIfAbsent(values, v -> triangle(periods.size()))[period];
                  Set<Integer> back = returned.getOrDefault(person, Set.of());
                  row[0]++;
                  for (int j = 1; j < row.length; j++) {
                    int at = period + j;
                    boolean came =
                        spec.cumulative()
                            ? back.stream().anyMatch(p -> p >= at)
                            : back.contains(at);
                    row[j] += came ? 1 : 0;
                  }
                }));
    JsonObject result = new JsonObject().put("periods", labels(spec.common(), periods));
    if (breakdown == null) {
      return result.put("matrix", json(matrices.get(List.of())));
    }
    JsonArray series = new JsonArray();
    matrices.forEach(
        (values, matrix) ->
            series.add(
                new JsonObject()
                    .put("breakdown", new JsonArray(values))
                    .put("matrix", json(matrix))));
    return result.put("series", series);
  }

  /** Per person and period the first target event in it, as far as it makes a membership. */
  private Map<String, Map<Integer, Event>> memberships(
      RetentionSpec spec, List<Span> periods, List<Event> targets) {
    Map<String, Map<Integer, Event>> memberships = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (Event event : targets) {
      boolean firstEver = seen.add(people.person(event));
      if (spec.mode() == RetentionSpec.Mode.FIRST_TIME && !firstEver) {
        continue;
      }
      for (int i = 0; i < periods.size(); i++) {
        if (periods.get(i).holds(event)) {
          memberships
              .computeIfAbsent(people.person(event), p -> new TreeMap<>())
              .putIfAbsent(i, event);
        }
      }
    }
    return memberships;
  }

  List<String> valuesOrNone(@Nullable Breakdown breakdown, Event event) {
    return Optional.ofNullable(breakdown).map(b -> values(b, event)).orElse(List.of());
  }

  private static int[][] triangle(int periods) {
    int[][] matrix = new int[periods][];
    for (int i = 0; i < periods; i++) {
      matrix[i] = new int[periods - i];
    }
    return matrix;
  }

  private static JsonArray json(int[][] matrix) {
    JsonArray rows = new JsonArray();
    for (int[] row : matrix) {
      rows.add(json(row));
    }
    return rows;
  }
}
