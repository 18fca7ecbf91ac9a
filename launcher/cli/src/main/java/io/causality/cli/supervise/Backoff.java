package io.causality.cli.supervise;

import java.time.Duration;

/**
 * How long to wait before a part that ended is started again: not at all after the first end,
 * longer each time while it keeps dying young. Not thread-safe.
 */
final class Backoff {
  private static final Duration OLD_ENOUGH = Duration.ofSeconds(30);
  private static final long FIRST_MS = 500;
  private static final long LONGEST_MS = 30_000;

  private int youngDeaths;

  /** The pause after a life of this length. */
  Duration after(Duration life) {
    if (life.compareTo(OLD_ENOUGH) >= 0) {
      youngDeaths = 0;
      return Duration.ZERO;
    }
    youngDeaths++;
    if (youngDeaths == 1) {
      return Duration.ZERO;
    }
    int doublings = Math.min(youngDeaths - 2, 16);
    return Duration.ofMillis(Math.min(LONGEST_MS, FIRST_MS << doublings));
  }
}
