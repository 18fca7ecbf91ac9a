package io.causality.portal.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Instant END = NOW.plus(Duration.ofDays(1));
  private static final WebhookSettings SETTINGS =
      new WebhookSettings(
          WebhookSettings.PrivateTargets.NEVER,
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofHours(1),
          Duration.ofDays(1),
          4);

  @Test
  void theLongestWaitDoublesUpToAnHour() {
    Backoff longest = new Backoff(SETTINGS, (from, to) -> to - 1);
    assertThat(wait(longest, 1)).isEqualTo(Duration.ofSeconds(2));
    assertThat(wait(longest, 2)).isEqualTo(Duration.ofSeconds(4));
    assertThat(wait(longest, 11)).isEqualTo(Duration.ofSeconds(2048));
    assertThat(wait(longest, 12)).isEqualTo(Duration.ofHours(1));
    assertThat(wait(longest, 1_000_000)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void jitterFillsAllBetweenTheShortestAndTheLongestWait() {
    SplittableRandom random = new SplittableRandom(7);
    Backoff backoff = new Backoff(SETTINGS, random::nextLong);
    long below = 0;
    for (int i = 0; i < 1_000; i++) {
      Duration wait = wait(backoff, 5);
      assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(32));
      below += wait.compareTo(Duration.ofSeconds(16)) < 0 ? 1 : 0;
    }
    assertThat(below).isBetween(400L, 600L);
  }

  @Test
  void theReceiversWishIsHonouredAndTheEndIsTheEnd() {
    Backoff shortest = new Backoff(SETTINGS, (from, to) -> from);
    assertThat(shortest.next(NOW, 1, Optional.of(Duration.ofMinutes(10)), END))
        .contains(NOW.plus(Duration.ofMinutes(10)));
    assertThat(shortest.next(NOW, 1, Optional.of(Duration.ofMillis(1)), END))
        .contains(NOW.plus(Duration.ofSeconds(1)));
    assertThat(shortest.next(END, 9, Optional.empty(), END)).isEmpty();
    assertThat(shortest.next(NOW, 1, Optional.of(Duration.ofDays(2)), END)).isEmpty();
  }

  @Test
  void retryAfterIsSecondsOrADate() {
    assertThat(WebhookClient.retryAfter("120", NOW)).contains(Duration.ofMinutes(2));
    assertThat(WebhookClient.retryAfter("Sat, 31 Jan 2026 12:01:00 GMT", NOW))
        .contains(Duration.ofMinutes(1));
    assertThat(WebhookClient.retryAfter("Sat, 31 Jan 2026 11:00:00 GMT", NOW)).isEmpty();
    assertThat(WebhookClient.retryAfter("soon", NOW)).isEmpty();
    assertThat(WebhookClient.retryAfter("-5", NOW)).isEmpty();
    assertThat(WebhookClient.retryAfter(null, NOW)).isEmpty();
  }

  private static Duration wait(Backoff backoff, int attempts) {
    return Duration.between(NOW, backoff.next(NOW, attempts, Optional.empty(), END).orElseThrow());
  }
}
