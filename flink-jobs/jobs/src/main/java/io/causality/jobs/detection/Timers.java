package io.causality.jobs.detection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * When which key of an app wants to be called, in its app's event time. Flink's own timers know one
 * time for all. Kept by slices of time, since time goes on in steps and there are many: one costs
 * the same however many there are. Made again from the states after a start. Not thread-safe.
 */
final class Timers {
  private static final long SLICE_MS = 64;

  private final Map<String, TreeMap<Long, List<Timer>>> apps = new HashMap<>();

  private record Timer(long timeMs, String key) {}

  void add(String appId, long timeMs, String key) {
    apps.computeIfAbsent(appId, unused -> new TreeMap<>())
        .computeIfAbsent(Math.floorDiv(timeMs, SLICE_MS), unused -> new ArrayList<>(2))
        .add(new Timer(timeMs, key));
  }

  /**
   * Takes out the timers at or before that time; their keys, the earlier slices first. A key that
   * has several is there as often.
   */
  List<String> due(String appId, long timeMs) {
    TreeMap<Long, List<Timer>> slices = apps.get(appId);
    if (slices == null) {
      return List.of();
    }
    List<String> keys = new ArrayList<>();
    long last = Math.floorDiv(timeMs, SLICE_MS);
    Iterator<Map.Entry<Long, List<Timer>>> before =
        slices.headMap(last, true).entrySet().iterator();
    while (before.hasNext()) {
      Map.Entry<Long, List<Timer>> slice = before.next();
      List<Timer> later = new ArrayList<>();
      for (Timer timer : slice.getValue()) {
        if (timer.timeMs() <= timeMs) {
          keys.add(timer.key());
        } else {
          later.add(timer);
        }
      }
      if (later.isEmpty()) {
        before.remove();
      } else {
        slice.setValue(later);
      }
    }
    return keys;
  }

  /** Forgets all whose key fits. */
  void removeIf(Predicate<String> key) {
    for (TreeMap<Long, List<Timer>> slices : apps.values()) {
      slices.values().forEach(slice -> slice.removeIf(timer -> key.test(timer.key())));
      slices.values().removeIf(List::isEmpty);
    }
    apps.values().removeIf(TreeMap::isEmpty);
  }
}
