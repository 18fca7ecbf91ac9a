package io.causality.portal.insight.oracle;

import io.causality.portal.insight.oracle.Clock.Span;
import io.causality.portal.insight.spec.Breakdown;
import io.causality.portal.insight.spec.FunnelSpec;
import io.causality.portal.insight.spec.FunnelSpec.Attribution;
import io.causality.portal.insight.spec.FunnelSpec.Exclusion;
import io.causality.portal.insight.spec.On;
import io.causality.portal.insight.spec.Selector;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** How far people get: every attempt is written down, then looked at. */
final class FunnelOracle {
  private static final double MS_PER_SECOND = 1000;
  private static final int DIGITS = 12;

  private final Oracle oracle;
  private final FunnelSpec spec;
  private final Clock clock;
  private final Span range;
  private final int count;

  /** Per step the first event ever of each person. */
  private final List<Map<String, Event>> firstEver = new ArrayList<>();

  FunnelOracle(Oracle oracle, FunnelSpec spec) {
    this.oracle = oracle;
    this.spec = spec;
    this.clock = new Clock(spec.common());
    this.range =
        new Span(
            clock.from(spec.common().from(), oracle.people.events()), clock.to(spec.common().to()));
    this.count = spec.steps().size();
    for (FunnelSpec.Step step : spec.steps()) {
      Map<String, Event> first = new HashMap<>();
      for (Event event : oracle.select(spec.common(), step.selector())) {
        first.putIfAbsent(oracle.people.person(event), event);
      }
      firstEver.add(first);
    }
  }

  /**
   * Events in the order in which they were taken.
   *
   * @param steps for which step each was taken
   */
  private record Attempt(List<Event> events, List<Integer> steps) {
    int depth() {
      return events.size();
    }

    long at(int place) {
      return events.get(place).ts();
    }
  }

  /** The attempts of persons that are not void: none has an empty list. */
  private static final class Attempts extends TreeMap<String, List<Attempt>> {
    private static final long serialVersionUID = 1;

    int depth(String person) {
      return get(person).stream().mapToInt(Attempt::depth).max().orElseThrow();
    }

    List<Attempt> deepest(String person) {
      return get(person).stream().filter(attempt -> attempt.depth() == depth(person)).toList();
    }
  }

  JsonObject answer() {
    Map<List<String>, Attempts> attempts = allAttempts(kept());
    return switch (spec.output()) {
      case STEPS -> {
        JsonArray steps = new JsonArray();
        attempts.forEach((value, of) -> steps(value, of).forEach(steps::add));
        yield new JsonObject().put("steps", steps);
      }
      case TRENDS -> trends(attempts);
      case TIME_TO_CONVERT -> times(attempts.get(List.<String>of()));
    };
  }

  /** Who reached a step, or reached it as the deepest. */
  Set<String> people(int step, boolean dropped) {
    Attempts attempts = allAttempts(null).getOrDefault(List.<String>of(), new Attempts());
    Set<String> people = new TreeSet<>();
    for (String person : attempts.keySet()) {
      int depth = attempts.depth(person);
      if (dropped ? depth == step + 1 : depth > step) {
        people.add(person);
      }
    }
    return people;
  }

  private @Nullable Set<List<String>> kept() {
    if (spec.split() == null) {
      return null;
    }
    Map<List<String>, Integer> persons = new HashMap<>();
    allAttempts(null).forEach((value, of) -> persons.put(value, of.size()));
    // A value without an attempt is not counted: it merges with the rest where there is one, and a
    // value that is called "Other" stays itself else.
    Breakdown breakdown = spec.split().breakdown();
    return persons.size() <= breakdown.limit() ? null : Oracle.kept(breakdown, persons);
  }

  private Map<List<String>, Attempts> allAttempts(@Nullable Set<List<String>> kept) {
    Map<String, List<Event>> events = new TreeMap<>();
    for (Event event : oracle.people.events()) {
      if (range.holds(event) && oracle.matching.all(spec.common().filters(), event)) {
        events.computeIfAbsent(oracle.people.person(event), p -> new ArrayList<>()).add(event);
      }
    }
    Map<List<String>, Attempts> attempts = Oracle.ordered();
    if (spec.split() == null) {
      attempts.put(List.of(), new Attempts());
    }
    events.forEach(
        (person, of) ->
            byValue(of, kept)
                .forEach(
                    (value, some) -> {
                      if (!some.isEmpty()) {
                        attempts
                            .computeIfAbsent(value, v -> new Attempts())
                            .put(person, List.copyOf(some));
                      }
                    }));
    return attempts;
  }

  private Map<List<String>, List<Attempt>> byValue(
      List<Event> events, @Nullable Set<List<String>> kept) {
    FunnelSpec.Split split = spec.split();
    if (split == null) {
      return Map.of(List.of(), attempts(events));
    }
    Breakdown breakdown = split.breakdown();
    if (breakdown.on() == On.PERSON) {
      List<String> traits = oracle.values(breakdown, events.getFirst());
      return Map.of(Oracle.merge(kept, traits), attempts(events));
    }
    Map<List<String>, List<Attempt>> byValue = new LinkedHashMap<>();
    switch (split.attribution()) {
      case FIRST_TOUCH, LAST_TOUCH ->
          byValue.put(Oracle.merge(kept, touched(split, events)), attempts(events));
      case ALL_EVENTS -> {
        Map<List<String>, List<Event>> parts = new LinkedHashMap<>();
        for (Event event : events) {
          parts
              .computeIfAbsent(
                  Oracle.merge(kept, oracle.values(breakdown, event)), v -> new ArrayList<>())
              .add(event);
        }
        parts.forEach((value, part) -> byValue.put(value, attempts(part)));
      }
      case STEP -> {
        for (Attempt attempt : attempts(events)) {
          int place = attempt.steps().indexOf(split.step());
          if (place >= 0) {
            List<String> values = oracle.values(breakdown, attempt.events().get(place));
            byValue
                .computeIfAbsent(Oracle.merge(kept, values), v -> new ArrayList<>())
                .add(attempt);
          }
        }
      }
      case null -> throw new IllegalStateException("events have an attribution");
    }
    return byValue;
  }

  private List<String> touched(FunnelSpec.Split split, List<Event> events) {
    List<List<String>> values = new ArrayList<>();
    for (Event event : events) {
      List<String> of = oracle.values(split.breakdown(), event);
      if (matchesAny(event) && !of.stream().allMatch(String::isEmpty)) {
        values.add(of);
      }
    }
    if (values.isEmpty()) {
      return Collections.nCopies(split.breakdown().keys().size(), "");
    }
    return split.attribution() == Attribution.FIRST_TOUCH ? values.getFirst() : values.getLast();
  }

  private boolean matches(int step, Event event) {
    if (spec.steps().get(step).firstTimeEver()) {
      return firstEver.get(step).get(oracle.people.person(event)) == event;
    }
    return selects(spec.steps().get(step).selector(), event);
  }

  private boolean selects(Selector selector, Event event) {
    return oracle.matching.selects(selector, event);
  }

  private boolean matchesAny(Event event) {
    for (int step = 0; step < count; step++) {
      if (matches(step, event)) {
        return true;
      }
    }
    return false;
  }

  /** The attempts in a person's events that are not void. */
  private List<Attempt> attempts(List<Event> events) {
    List<Attempt> attempts = new ArrayList<>();
    for (int start = 0; start < events.size(); start++) {
      Attempt attempt =
          switch (spec.order()) {
            case ORDERED -> ordered(events, start);
            case STRICT -> strict(events, start);
            case UNORDERED -> unordered(events, start);
          };
      if (attempt.depth() > 0 && !isVoid(attempt, events)) {
        attempts.add(attempt);
      }
    }
    return attempts;
  }

  private boolean inWindow(Event first, Event event) {
    return event.ts() - first.ts() <= spec.window().toMillis();
  }

  private Attempt ordered(List<Event> events, int start) {
    List<Event> taken = new ArrayList<>();
    Event first = events.get(start);
    if (matches(0, first)) {
      taken.add(first);
      for (int step = 1; step == taken.size() && step < count; step++) {
        for (Event event : events) {
          if (event.ts() >= taken.getLast().ts()
              && inWindow(first, event)
              && !taken.contains(event)
              && matches(step, event)) {
            taken.add(event);
            break;
          }
        }
      }
    }
    return inOrder(taken);
  }

  private Attempt strict(List<Event> events, int start) {
    List<Event> taken = new ArrayList<>();
    if (matches(0, events.get(start))) {
      taken.add(events.get(start));
      for (Event event : events.subList(start + 1, events.size())) {
        if (taken.size() < count
            && inWindow(taken.getFirst(), event)
            && matches(taken.size(), event)) {
          taken.add(event);
        } else if (!People.isIdentity(event)) {
          break;
        }
      }
    }
    return inOrder(taken);
  }

  private static Attempt inOrder(List<Event> taken) {
    List<Integer> steps = new ArrayList<>();
    for (int step = 0; step < taken.size(); step++) {
      steps.add(step);
    }
    return new Attempt(taken, steps);
  }

  private Attempt unordered(List<Event> events, int start) {
    List<Event> taken = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    if (matchesAny(events.get(start))) {
      for (Event event : events.subList(start, events.size())) {
        for (int step = 0; step < count && inWindow(events.get(start), event); step++) {
          if (!steps.contains(step) && matches(step, event)) {
            taken.add(event);
            steps.add(step);
            break;
          }
        }
      }
    }
    return new Attempt(taken, steps);
  }

  private boolean isVoid(Attempt attempt, List<Event> events) {
    for (Exclusion exclusion : spec.exclusions()) {
      if (attempt.depth() > exclusion.fromStep()) {
        long after = attempt.at(exclusion.fromStep());
        long before =
            attempt.depth() > exclusion.toStep()
                ? attempt.at(exclusion.toStep())
                : attempt.at(0) + spec.window().toMillis();
        for (Event event : events) {
          if (event.ts() > after && event.ts() < before && selects(exclusion.selector(), event)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private List<JsonObject> steps(List<String> value, Attempts attempts) {
    List<JsonObject> steps = new ArrayList<>();
    for (int step = 0; step < count; step++) {
      int place = step;
      List<String> reached =
          attempts.keySet().stream().filter(person -> attempts.depth(person) > place).toList();
      steps.add(
          new JsonObject()
              .put("step", step)
              .put("label", spec.steps().get(step).selector().label())
              .put("count", reached.size())
              .put("avg_s", step == 0 ? null : time(attempts, reached, step, FunnelOracle::mean))
              .put(
                  "median_s",
                  step == 0 ? null : time(attempts, reached, step, FunnelOracle::median))
              .put("breakdown", spec.split() == null ? null : new JsonArray(value)));
    }
    return steps;
  }

  private static @Nullable Double time(
      Attempts attempts, List<String> persons, int step, ToDoubleFunction<List<Double>> of) {
    List<Double> each = new ArrayList<>();
    for (String person : persons) {
      List<Double> times = new ArrayList<>();
      for (Attempt attempt : attempts.deepest(person)) {
        times.add((attempt.at(step) - attempt.at(step - 1)) / MS_PER_SECOND);
      }
      each.add(of.applyAsDouble(times));
    }
    return each.isEmpty() ? null : of.applyAsDouble(each);
  }

  private static double mean(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).sum() / numbers.size();
  }

  private static double median(List<Double> numbers) {
    List<Double> sorted = numbers.stream().sorted().toList();
    return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
  }

  private JsonObject trends(Map<List<String>, Attempts> attempts) {
    List<Span> periods = clock.periods(spec.interval(), range);
    JsonArray labels = new JsonArray();
    periods.forEach(period -> labels.add(clock.label(period.from())));
    JsonObject result = new JsonObject().put("periods", labels);
    JsonArray series = new JsonArray();
    attempts.forEach(
        (value, of) -> {
          JsonObject line = spec.split() == null ? result : new JsonObject();
          JsonArray entered = new JsonArray();
          JsonArray converted = new JsonArray();
          JsonArray rates = new JsonArray();
          for (Span period : periods) {
            int in = begun(of, period, spec.fromStep());
            int out = begun(of, period, spec.toStep());
            entered.add(in);
            converted.add(out);
            rates.add(
                in == 0
                    ? 0
                    : BigDecimal.valueOf(100L * out)
                        .divide(BigDecimal.valueOf(in), 2, RoundingMode.HALF_UP)
                        .doubleValue());
          }
          line.put("entered", entered).put("converted", converted).put("rate_pct", rates);
          if (spec.split() != null) {
            series.add(line.put("breakdown", new JsonArray(value)));
          }
        });
    return spec.split() == null ? result : result.put("series", series);
  }

  /** Persons with an attempt that begins in a period and reaches a step. */
  private static int begun(Attempts attempts, Span period, int step) {
    int persons = 0;
    for (List<Attempt> of : attempts.values()) {
      persons +=
          of.stream()
                  .anyMatch(
                      attempt ->
                          period.holds(attempt.events().getFirst()) && attempt.depth() > step)
              ? 1
              : 0;
    }
    return persons;
  }

  private JsonObject times(Attempts attempts) {
    List<BigDecimal> times = new ArrayList<>();
    for (String person : attempts.keySet()) {
      if (attempts.depth(person) > spec.toStep()) {
        List<Attempt> deepest = attempts.deepest(person);
        long sum = 0;
        for (Attempt attempt : deepest) {
          sum += attempt.at(spec.toStep()) - attempt.at(spec.fromStep());
        }
        times.add(
            BigDecimal.valueOf(sum)
                .divide(
                    BigDecimal.valueOf(1000L * deepest.size()), DIGITS, RoundingMode.HALF_EVEN));
      }
    }
    if (times.isEmpty()) {
      return new JsonObject().put("bins", new JsonArray()).putNull("avg_s").putNull("median_s");
    }
    long low = Collections.min(times).setScale(0, RoundingMode.FLOOR).longValueExact();
    int bins = spec.binCount().orElse((int) Math.ceil(Math.cbrt(times.size())));
    long width =
        Collections.max(times)
            .subtract(BigDecimal.valueOf(low))
            .divide(BigDecimal.valueOf(bins), 0, RoundingMode.CEILING)
            .longValueExact();
    if (width == 0) {
      width = 60;
    }
    JsonArray lines = new JsonArray();
    for (int i = 0; i <= bins; i++) {
      BigDecimal from = BigDecimal.valueOf(low + i * width);
      BigDecimal to = BigDecimal.valueOf(low + (i + 1) * width);
      long in = times.stream().filter(t -> t.compareTo(from) >= 0 && t.compareTo(to) < 0).count();
      lines.add(new JsonArray().add(from.longValueExact()).add(in));
    }
    List<Double> seconds = times.stream().map(BigDecimal::doubleValue).toList();
    return new JsonObject()
        .put("bins", lines)
        .put("avg_s", mean(seconds))
        .put("median_s", median(seconds));
  }
}
