package io.causality.portal.lake;

import io.causality.portal.lake.EngineException.Kind;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a statement's answers are waited for.
 *
 * @param end when the whole of it must be done
 * @param silence of the engine, after which it counts as away
 * @param cancellation ends the wait at once
 */
record Waiting(Instant end, Duration silence, Cancellation cancellation) {
  /**
   * Least time that a request gets, so that one just before the end is not refused as malformed.
   */
  private static final Duration LEAST = Duration.ofMillis(1);

  /**
   * Ends the statement when nobody waits any more.
   *
   * @throws EngineException of kind CANCELLED or TIME
   */
  void check() throws EngineException {
    if (cancellation.isCancelled()) {
      throw new EngineException(Kind.CANCELLED, "USER_CANCELED", "cancelled", 0, 0);
    }
    if (Instant.now().isAfter(end)) {
      throw new EngineException(Kind.TIME, "EXCEEDED_TIME_LIMIT", "time", 0, 0);
    }
  }

  /** Whether the wait for something that has been silent so long is over. */
  boolean isOver(Duration silent) {
    return cancellation.isCancelled()
        || silent.compareTo(silence) > 0
        || Instant.now().isAfter(end);
  }

  /** How long one more answer may take to begin. */
  Duration left() {
    Duration left = Duration.between(Instant.now(), end);
    return left.compareTo(LEAST) < 0 ? LEAST : left.compareTo(silence) < 0 ? left : silence;
  }
}
