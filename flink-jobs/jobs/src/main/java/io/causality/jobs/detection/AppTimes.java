package io.causality.jobs.detection;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How far event time has come in each app, by the events that one task reads. A partition from
 * which an app got nothing for two seconds does not count. Partitions are read one after the other:
 * what was read within the last half second may be ahead of what lies beside it, so it does not
 * count yet. What lies unread in a partition is as old as what was read there last, so nobody's
 * time goes further; and after a start nothing is said before each partition was read, or ten
 * seconds have passed. Not thread-safe.
 */
final class AppTimes {
  /** How often {@link #tick} is to be called. */
  static final long TICK_MS = 100;

  static final long IDLE_MS = 2_000;
  private static final int DELAY_TICKS = 5;

  /** After a start; a partition from which nothing came for so long has nothing. */
  static final long START_MS = 10_000;

  private final Map<String, App> apps = new HashMap<>();
  private final Map<Integer, Read> reads = new HashMap<>();
  private final int partitions;
  private final long startedWallMs;

  /**
   * Starts without knowing anything.
   *
   * @param partitions that are read, at most
   */
  AppTimes(int partitions, long startedWallMs) {
    this.partitions = partitions;
    this.startedWallMs = startedWallMs;
  }

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

    boolean busy(long wallMs) {
      return wallMs - seenWallMs < IDLE_MS;
    }
  }

  /** How far a partition was read. */
  private static final class Read {
    long storedMs;
    boolean behind;
  }

  /** From now on only these apps are of interest. */
  void follow(Set<String> appIds) {
    apps.keySet().retainAll(appIds);
    appIds.forEach(app -> apps.computeIfAbsent(app, unused -> new App()));
  }

  /**
   * A message was read, of whatever apps.
   *
   * @param storedMs when the stream took it
   * @param pending what lay unread behind it
   */
  void read(int partition, long storedMs, long pending) {
    Read read = reads.computeIfAbsent(partition, unused -> new Read());
    read.storedMs = storedMs;
    read.behind = pending > 0;
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
    if (reads.size() >= partitions || wallMs - startedWallMs >= START_MS) {
      apps.forEach((id, app) -> tick(id, app, wallMs, mayIdle, out));
    }
  }

  private void tick(String id, App app, long wallMs, boolean mayIdle, Output out) {
    long least = Long.MAX_VALUE;
    long most = MergedTime.UNKNOWN;
    for (Partition partition : app.partitions.values()) {
      most = Math.max(most, partition.maxMs);
      if (partition.busy(wallMs)) {
        least = Math.min(least, partition.maxMs);
      }
    }
    long unread = unread(app, wallMs);
    boolean idle = mayIdle && least == Long.MAX_VALUE && unread == Long.MAX_VALUE;
    long candidate = Math.min(least == Long.MAX_VALUE ? most : least, unread);
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

  /** The time of what may lie unread where the app is silent. */
  private long unread(App app, long wallMs) {
    long least = Long.MAX_VALUE;
    for (Map.Entry<Integer, Read> read : reads.entrySet()) {
      Partition own = app.partitions.get(read.getKey());
      if (read.getValue().behind && (own == null || !own.busy(wallMs))) {
        long from = read.getValue().storedMs - AppClock.BEHIND_MS;
        least = Math.min(least, own == null ? from : Math.max(from, own.maxMs));
      }
    }
    return least;
  }
}
