package io.causality.jobs.detection;

import java.util.Arrays;

/**
 * How far event time has come in one app when several tasks report: as far as the slowest of those
 * from which something comes. Not thread-safe.
 */
final class MergedTime {
  /** Before the first event. */
  static final long UNKNOWN = Long.MIN_VALUE;

  private final long[] times;
  private final boolean[] heard;
  private final boolean[] idle;

  MergedTime(int tasks) {
    times = new long[tasks];
    Arrays.fill(times, UNKNOWN);
    heard = new boolean[tasks];
    idle = new boolean[tasks];
  }

  /** Takes the report of one task; true when it changes what {@link #timeMs} and idle say. */
  boolean hear(int task, long timeMs, boolean nothingComes) {
    long before = timeMs();
    boolean idleBefore = idle();
    heard[task] = true;
    times[task] = Math.max(times[task], timeMs);
    idle[task] = nothingComes;
    return before != timeMs() || idleBefore != idle();
  }

  /** Nothing comes from any task; false until all have reported. */
  boolean idle() {
    for (int i = 0; i < times.length; i++) {
      if (!heard[i] || !idle[i]) {
        return false;
      }
    }
    return true;
  }

  /** Event time, ms since the epoch, or {@link #UNKNOWN}. May go back when a task wakes up. */
  long timeMs() {
    boolean allIdle = idle();
    long least = Long.MAX_VALUE;
    long most = UNKNOWN;
    for (int i = 0; i < times.length; i++) {
      if (!heard[i]) {
        return UNKNOWN;
      }
      most = Math.max(most, times[i]);
      if (!idle[i]) {
        least = Math.min(least, times[i]);
      }
    }
    return allIdle ? most : least;
  }
}
