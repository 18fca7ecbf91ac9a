package io.causality.jobs.detection;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * When which key of an app wants to be called, in its app's event time. Flink's own timers know one
 * time for all. Made again from the states after a start. Not thread-safe.
 */
final class Timers {
  private final Map<String, PriorityQueue<Timer>> apps = new HashMap<>();

  private record Timer(long timeMs, String key) {}

  void add(String appId, long timeMs, String key) {
    apps.computeIfAbsent(
            appId, unused -> new PriorityQueue<>(Comparator.comparingLong(Timer::timeMs)))
        .add(new Timer(timeMs, key));
  }

  /** Takes out the key of the earliest timer at or before that time; null where there is none. */
  @Nullable String poll(String appId, long timeMs) {
    PriorityQueue<Timer> timers = apps.get(appId);
    if (timers == null || timers.isEmpty() || timers.peek().timeMs() > timeMs) {
      return null;
    }
    return timers.remove().key();
  }

  /** Forgets all whose key fits. */
  void removeIf(Predicate<String> key) {
    apps.values().forEach(timers -> timers.removeIf(timer -> key.test(timer.key())));
    apps.values().removeIf(PriorityQueue::isEmpty);
  }
}
