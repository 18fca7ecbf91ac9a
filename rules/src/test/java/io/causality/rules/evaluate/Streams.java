package io.causality.rules.evaluate;

import io.causality.rules.TestEvents;
import io.causality.rules.event.RuleEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random streams: few names, persons and times, so that equal times and exact edges are common. */
final class Streams {
  /** A Monday, 00:00 UTC. */
  static final long T0 = 1_899_936_000_000L + 4 * 86_400_000L;

  private static final long GRAIN_MS = 500;

  private Streams() {}

  /** An event of a test. */
  record Ev(String name, String person, long ms, long seq, int key, boolean ok) {
    RuleEvent event() {
      return TestEvents.event(name, person, ms, seq, Map.of("k", key, "ok", ok));
    }

    String id() {
      return "e" + seq;
    }
  }

  /** Events in order. */
  static List<Ev> random(Random random, int count, int seconds) {
    List<Ev> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long time = T0 + random.nextInt((int) (seconds * 1000L / GRAIN_MS)) * GRAIN_MS;
      // A ms beside the edge, at times.
      time += random.nextInt(6) == 0 ? random.nextInt(3) - 1 : 0;
      events.add(
          new Ev(
              String.valueOf("abcz".charAt(random.nextInt(4))),
              random.nextInt(4) == 0 ? "q" : "p",
              Math.max(T0, time),
              random.nextInt(1_000) * 1_000L + i,
              random.nextInt(2),
              random.nextBoolean()));
    }
    events.sort(order());
    return events;
  }

  static Comparator<Ev> order() {
    return Comparator.comparingLong(Ev::ms).thenComparingLong(Ev::seq);
  }

  /** The same events as they might arrive, none later than the lateness. */
  static List<Ev> outOfOrder(List<Ev> events, long latenessMs, Random random) {
    record Arrival(Ev event, long at, int tie) {}
    return events.stream()
        .map(
            event ->
                new Arrival(event, event.ms() + random.nextLong(latenessMs + 1), random.nextInt()))
        .sorted(Comparator.comparingLong(Arrival::at).thenComparingInt(Arrival::tie))
        .map(Arrival::event)
        .toList();
  }

  static List<RuleEvent> events(List<Ev> events) {
    return events.stream().map(Ev::event).toList();
  }
}
