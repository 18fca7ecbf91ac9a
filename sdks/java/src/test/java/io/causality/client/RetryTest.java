package io.causality.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryTest {
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofMinutes(1);
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  @Test
  void theWaitDoublesUpToItsBoundAndIsRandomInItsUpperHalf() {
    for (int failures = 0; failures < 100; failures++) {
      long full = failures < 6 ? 1000L << failures : 60_000;
      assertThat(Retry.backoff(failures, LEAST, MOST).toMillis()).isBetween(full / 2, full);
    }
  }

  @Test
  void aRetryAfterIsSecondsOrADateAndElseNothing() {
    assertThat(Retry.after("7", NOW)).hasSeconds(7);
    assertThat(Retry.after("Tue, 24 Nov 2026 12:00:30 GMT", NOW)).hasSeconds(30);
    assertThat(Retry.after("Tue, 24 Nov 2026 11:00:30 GMT", NOW)).isZero();
    assertThat(Retry.after("999999999", NOW)).hasHours(24);
    assertThat(Retry.after("-1", NOW)).isZero();
    assertThat(Retry.after("soon", NOW)).isZero();
    assertThat(Retry.after(null, NOW)).isZero();
  }

  @Test
  void aReplyIsJudgedByItsStatusAndByWhatItNames() {
    String named =
        "{\"acceptedCount\":1,\"results\":[{\"index\":0,\"status\":\"accepted\"},"
            + "{\"index\":1,\"status\":\"rejected\",\"error\":\"event 1: \\u00e9\"},"
            + "{\"index\":9,\"status\":\"rejected\"}]}";
    Verdict delivered = Transport.judge(200, named, 2, null);
    assertThat(delivered.kind).isEqualTo(Verdict.Kind.DELIVERED);
    assertThat(delivered.named).containsOnlyKeys(1).containsValue("event 1: é");
    assertThat(Transport.judge(400, named, 2, null).kind).isEqualTo(Verdict.Kind.REFUSED);
    assertThat(Transport.judge(400, "{\"code\":\"x\"}", 2, null).kind)
        .isEqualTo(Verdict.Kind.DIVIDE);
    assertThat(Transport.judge(200, "<html>", 2, null).kind).isEqualTo(Verdict.Kind.AGAIN);
    assertThat(Transport.judge(200, "{", 2, null).kind).isEqualTo(Verdict.Kind.AGAIN);
    assertThat(Transport.judge(503, "", 2, "3").after).hasSeconds(3);
  }
}
