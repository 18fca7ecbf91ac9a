package io.causality.portal.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongBinaryOperator;

/**
 * When a delivery that failed is tried again: full jitter between the shortest wait and one that
 * doubles with each attempt, never before the receiver wants it.
 */
final class Backoff {
  private static final int MOST_DOUBLINGS = 30;

  private final WebhookSettings settings;
  private final LongBinaryOperator random;

  /**
   * A backoff.
   *
   * @param random a number between two, the first included, the second excluded
   */
  Backoff(WebhookSettings settings, LongBinaryOperator random) {
    this.settings = settings;
    this.random = random;
  }

  /**
   * The time of the next attempt; empty when it would come after the end.
   *
   * @param attempts made so far, from 1
   * @param giveUpAt the end
   */
  Optional<Instant> next(
      Instant now, int attempts, Optional<Duration> retryAfter, Instant giveUpAt) {
    long least = settings.retryMin().toMillis();
    long most =
        Math.min(settings.retryMax().toMillis(), least << Math.min(attempts, MOST_DOUBLINGS));
    Duration wait = Duration.ofMillis(random.applyAsLong(least, Math.max(most, least) + 1));
    Duration asked = retryAfter.orElse(Duration.ZERO);
    Instant at = now.plus(wait.compareTo(asked) >= 0 ? wait : asked);
    return at.isAfter(giveUpAt) ? Optional.empty() : Optional.of(at);
  }
}
