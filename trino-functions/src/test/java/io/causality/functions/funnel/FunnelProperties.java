package io.causality.functions.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.causality.functions.funnel.Naive.Event;
import io.causality.functions.funnel.Naive.Person;
import io.causality.functions.funnel.Naive.Result;
import io.causality.functions.log.LogStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The evaluators and reports, over logs in pieces, against {@link Naive}. */
class FunnelProperties {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MINUTE = 60_000;
  private static final long RANGE_STARTS = 10 * MINUTE;
  private static final double CLOSE = 1e-9;

  private final List<String> texts = List.of("", "a", "Other", "é", "\uD83D\uDE00");

  @Property(tries = 1500)
  void stepsAreThoseOfTheNaiveLoops(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    Funnel funnel = funnel(random, FunnelOutput.STEPS);
    List<Person> persons = persons(random, funnel);
    Map<String, List<Result>> expected = new Naive(funnel).results(persons);
    JsonNode values = report(funnel, persons, random).get("values");
    assertThat(values.size()).isEqualTo(expected.size());
    for (JsonNode value : values) {
      List<Result> results = expected.get(value.get("breakdown").get(0).asText());
      for (int step = 0; step < funnel.steps(); step++) {
        int depth = step + 1;
        List<Result> reached = results.stream().filter(r -> r.depth() >= depth).toList();
        assertThat(value.get("counts").get(step).asInt()).isEqualTo(reached.size());
        if (step == 0 || reached.isEmpty()) {
          assertThat(value.get("avg_s").get(step).isNull()).isTrue();
          assertThat(value.get("median_s").get(step).isNull()).isTrue();
        } else {
          double[] means = new double[reached.size()];
          double[] medians = new double[reached.size()];
          for (int i = 0; i < reached.size(); i++) {
            double[] seconds = seconds(reached.get(i), step - 1, step);
            means[i] = mean(seconds);
            medians[i] = median(seconds);
          }
          assertThat(value.get("avg_s").get(step).asDouble()).isCloseTo(mean(means), within(CLOSE));
          assertThat(value.get("median_s").get(step).asDouble())
              .isCloseTo(median(medians), within(CLOSE));
        }
      }
    }
  }

  @Property(tries = 800)
  void trendsAreThoseOfTheNaiveLoops(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    Funnel funnel = funnel(random, FunnelOutput.TRENDS);
    List<Person> persons = persons(random, funnel);
    Map<String, List<Result>> expected = new Naive(funnel).results(persons);
    JsonNode values = report(funnel, persons, random).get("values");
    assertThat(values.size()).isEqualTo(expected.size());
    for (JsonNode value : values) {
      List<Result> results = expected.get(value.get("breakdown").get(0).asText());
      for (int period = 0; period < funnel.periods().starts().size(); period++) {
        int entered = 0;
        int converted = 0;
        for (Result result : results) {
          int deepest = 0;
          for (Naive.Attempt attempt : result.attempts()) {
            if (period(funnel, attempt.events().getFirst().ts()) == period) {
              deepest = Math.max(deepest, attempt.depth());
            }
          }
          entered += deepest > funnel.fromStep() ? 1 : 0;
          converted += deepest > funnel.toStep() ? 1 : 0;
        }
        assertThat(value.get("entered").get(period).asInt()).isEqualTo(entered);
        assertThat(value.get("converted").get(period).asInt()).isEqualTo(converted);
      }
    }
  }

  @Property(tries = 800)
  void binsAreThoseOfTheNaiveLoops(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    Funnel funnel = funnel(random, FunnelOutput.TIME_TO_CONVERT).with(Breakdown.NONE);
    List<Person> persons =
        persons(random, funnel).stream().map(p -> new Person(p.events(), null)).toList();
    List<Result> results = new Naive(funnel).results(persons).getOrDefault("", List.of());
    double[] seconds =
        results.stream()
            .filter(result -> result.depth() > funnel.toStep())
            .mapToDouble(result -> mean(seconds(result, funnel.fromStep(), funnel.toStep())))
            .toArray();
    JsonNode values = report(funnel, persons, random).get("values");
    if (values.isEmpty()) {
      assertThat(results).isEmpty();
      return;
    }
    JsonNode shown = values.get(0);
    if (seconds.length == 0) {
      assertThat(shown.get("bins").isEmpty()).isTrue();
      assertThat(shown.get("avg_s").isNull()).isTrue();
      return;
    }
    int bins = funnel.bins() > 0 ? funnel.bins() : (int) Math.ceil(Math.cbrt(seconds.length));
    double low = Math.floor(Arrays.stream(seconds).min().orElseThrow());
    double width = Math.ceil((Arrays.stream(seconds).max().orElseThrow() - low) / bins);
    width = width == 0 ? 60 : width;
    assertThat(shown.get("bins").size()).isEqualTo(bins + 1);
    for (int bin = 0; bin <= bins; bin++) {
      double start = low + bin * width;
      double end = start + width;
      assertThat(shown.get("bins").get(bin).get(0).asDouble()).isEqualTo(start);
      assertThat(shown.get("bins").get(bin).get(1).asLong())
          .isEqualTo(Arrays.stream(seconds).filter(s -> s >= start && s < end).count());
    }
    assertThat(shown.get("avg_s").asDouble()).isCloseTo(mean(seconds), within(CLOSE));
    assertThat(shown.get("median_s").asDouble()).isCloseTo(median(seconds), within(CLOSE));
  }

  @Property(tries = 400)
  void depthUnderAValueIsThatOfTheReport(@ForAll long seed) {
    Random random = new Random(seed);
    Funnel funnel = funnel(random, FunnelOutput.STEPS);
    if (funnel.breakdown().attribution() == Attribution.NONE) {
      return;
    }
    Funnel whole = funnel.with(new Breakdown(funnel.breakdown().attribution(), 1, 100, null));
    for (Person person : persons(random, whole)) {
      Map<String, List<Result>> results = new Naive(whole).results(List.of(person));
      for (String value : texts) {
        int expected = results.containsKey(value) ? results.get(value).getFirst().depth() : 0;
        io.causality.functions.log.Events events = new io.causality.functions.log.Events();
        byte[] log = log(person, random);
        events.read(log, 0, log.length);
        assertThat(new FunnelEvaluator(Funnel.of(whole.text())).depth(events, value))
            .isEqualTo(expected);
      }
    }
  }

  /** As Trino does it: logs from pieces, reports from parts, twice where values must be known. */
  private static JsonNode report(Funnel funnel, List<Person> persons, Random random)
      throws Exception {
    FunnelReport total = null;
    for (Person person : persons) {
      FunnelReport part = new FunnelReport(funnel.text());
      byte[] log = log(person, random);
      part.add(log, 0, log.length, person.trait());
      FunnelReport copy = FunnelReport.of(part.bytes());
      if (total == null) {
        total = copy;
      } else {
        total.add(copy);
      }
    }
    JsonNode json = JSON.readTree(total == null ? "{\"values\":[]}" : total.json());
    if (json.has("keep")) {
      List<String> kept = new ArrayList<>();
      json.get("keep").forEach(value -> kept.add(value.asText()));
      return report(funnel.with(funnel.breakdown().keeping(kept)), persons, random);
    }
    return json;
  }

  private static byte[] log(Person person, Random random) {
    LogStore parts = new LogStore();
    parts.ensureCapacity(3);
    List<Event> shuffled = new ArrayList<>(person.events());
    Collections.shuffle(shuffled, random);
    for (Event event : shuffled) {
      long mask = 0;
      for (int step : event.steps()) {
        mask |= Masks.step(step);
      }
      for (int exclusion : event.excludes()) {
        mask |= Masks.exclusion(exclusion);
      }
      mask |= event.identity() ? Masks.IDENTITY : 0;
      mask |= event.beforeRange() ? Masks.BEFORE_RANGE : 0;
      byte[] text = event.value().getBytes(StandardCharsets.UTF_8);
      int part = random.nextInt(2);
      if (text.length == 0 && random.nextBoolean()) {
        parts.add(part, event.ts(), event.seq(), mask);
      } else {
        parts.add(part, event.ts(), event.seq(), mask, text, 0, text.length);
      }
    }
    parts.append(2, parts.bytes(1), 0, parts.length(1));
    parts.append(2, parts.bytes(0), 0, parts.length(0));
    return Arrays.copyOf(parts.bytes(2), parts.length(2));
  }

  private static Funnel funnel(Random random, FunnelOutput output) {
    int steps = 1 + random.nextInt(4);
    List<Span> exclusions = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0 && steps > 1; i--) {
      int from = random.nextInt(steps - 1);
      exclusions.add(new Span(from, from + 1 + random.nextInt(steps - 1 - from)));
    }
    int from = random.nextInt(steps);
    Attribution attribution = pick(random, Attribution.values());
    return new Funnel(
        steps,
        pick(random, FunnelOrder.values()),
        random.nextInt(12) * MINUTE,
        exclusions,
        random.nextInt(3) == 0 ? random.nextInt(1 << steps) : 0,
        new Breakdown(attribution, 1, 1 + random.nextInt(4), null),
        output,
        from,
        from + random.nextInt(steps - from),
        new Periods(List.of(RANGE_STARTS, RANGE_STARTS + 4 * MINUTE, RANGE_STARTS + 8 * MINUTE)),
        Funnel.EVERY_PERIOD,
        random.nextInt(4),
        random.nextInt(steps));
  }

  private List<Person> persons(Random random, Funnel funnel) {
    List<Person> persons = new ArrayList<>();
    boolean traits = funnel.breakdown().attribution() == Attribution.NONE && random.nextBoolean();
    long seq = 0;
    for (int i = random.nextInt(6); i > 0; i--) {
      List<Event> events = new ArrayList<>();
      for (int j = random.nextInt(7); j > 0; j--) {
        long ts = random.nextInt(22) * MINUTE;
        Set<Integer> steps = new TreeSet<>();
        for (int step = 0; step < funnel.steps(); step++) {
          if (random.nextInt(5) < 2) {
            steps.add(step);
          }
        }
        Set<Integer> excludes = new HashSet<>();
        for (int e = 0; e < funnel.exclusions().size(); e++) {
          if (random.nextInt(6) == 0) {
            excludes.add(e);
          }
        }
        events.add(
            new Event(
                ts,
                seq++,
                steps,
                excludes,
                random.nextInt(5) == 0,
                ts < RANGE_STARTS,
                texts.get(random.nextInt(texts.size()))));
      }
      Collections.shuffle(events, random);
      persons.add(new Person(events, traits ? texts.get(random.nextInt(texts.size())) : null));
    }
    return persons;
  }

  private static <T> T pick(Random random, T[] from) {
    return from[random.nextInt(from.length)];
  }

  private static int period(Funnel funnel, long ts) {
    int period = 0;
    while (period + 1 < funnel.periods().starts().size()
        && funnel.periods().starts().get(period + 1) <= ts) {
      period++;
    }
    return period;
  }

  private static double[] seconds(Result result, int from, int to) {
    return result.deepest().stream()
        .mapToDouble(a -> (a.events().get(to).ts() - a.events().get(from).ts()) / 1000.0)
        .toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
