package io.causality.jobs.detection;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How far event time has come in each app, by the events that one task reads. A partition from
 * which an app got nothing for two seconds does not count. Partitions are read one after the other:
 * what was read within the last half second may be ahead of what lies beside it, so it does not
 * count yet. Not thread-safe.
 */
final class AppTimes {
  /** How often {@link #tick} is to be called. */
  static final long TICK_MS = 100;

  static final long IDLE_MS = 2_000;
  private static final int DELAY_TICKS = 5;

  private final Map<String, App> apps = new HashMap<>();

  /** Takes reports. */
  interface Output {
    void report(String appId, long timeMs, boolean idle);
  }

  private static final class App {
    final Map<Integer, Partition> partitions = new HashMap<>();
    final long[] candidates = new long[DELAY_TICKS];
    int next;
    long reportedMs = MergedTime.UNKNOWN;
    boolean reportedIdle;

    App() {
      java.util.Arrays.fill(candidates, MergedTime.UNKNOWN);
    }
  }

  private static final class Partition {
    long maxMs = MergedTime.UNKNOWN;
    long seenWallMs;
  }

  /** From now on only these apps are of interest. */
  void follow(Set<String> appIds) {
    apps.keySet().retainAll(appIds);
    appIds.forEach(app -> apps.computeIfAbsent(app, unused -> new App()));
  }

  /** Takes an event of an app that is followed. */
  void event(String appId, int partition, long timeMs, long wallMs) {
    App app = apps.get(appId);
    if (app != null) {
      Partition at = app.partitions.computeIfAbsent(partition, unused -> new Partition());
      at.maxMs = Math.max(at.maxMs, timeMs);
      at.seenWallMs = wallMs;
    }
  }

  /**
   * Reports what has changed.
   *
   * @param mayIdle false while nobody knows whether there is something to read
   */
  void tick(long wallMs, boolean mayIdle, Output out) {
    apps.forEach((id, app) -> tick(id, app, wallMs, mayIdle, out));
  }

  private static void tick(String id, App app, long wallMs, boolean mayIdle, Output out) {
    long least = Long.MAX_VALUE;
    long most = MergedTime.UNKNOWN;
    for (Partition partition : app.partitions.values()) {
      most = Math.max(most, partition.maxMs);
      if (wallMs - partition.seenWallMs < IDLE_MS) {
        least = Math.min(least, partition.maxMs);
      }
    }
    boolean idle = least == Long.MAX_VALUE && mayIdle;
    long candidate = least == Long.MAX_VALUE ? most : least;
    app.candidates[app.next] = candidate;
    app.next = (app.next + 1) % DELAY_TICKS;
    long settled = candidate;
    for (long earlier : app.candidates) {
      settled = Math.min(settled, earlier);
    }
    long timeMs = Math.max(app.reportedMs, settled);
    if (timeMs != app.reportedMs || idle != app.reportedIdle) {
      app.reportedMs = timeMs;
      app.reportedIdle = idle;
      out.report(id, timeMs, idle);
    }
  }
}
