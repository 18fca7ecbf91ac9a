package io.causality.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void letsABurstOfASecondIn() {
    RateLimit limit = new RateLimit(10, 0);
    for (int i = 0; i < 10; i++) {
      assertThat(limit.waitSeconds(0)).isZero();
      limit.charge(1, 0);
    }
    limit.charge(1, 0);
    assertThat(limit.waitSeconds(0)).isEqualTo(1);
    assertThat(limit.waitSeconds(SECOND / 5)).isZero();
  }

  @Test
  void aBatchBeyondTheBurstIsPaidForByWaiting() {
    RateLimit limit = new RateLimit(10, 0);
    limit.charge(50, 0);
    assertThat(limit.waitSeconds(0)).isEqualTo(4);
    assertThat(limit.waitSeconds(4 * SECOND)).isZero();
  }

  @Test
  void silenceDoesNotSaveUpMoreThanASecond() {
    RateLimit limit = new RateLimit(10, 0);
    limit.charge(20, 100 * SECOND);
    assertThat(limit.waitSeconds(100 * SECOND)).isEqualTo(1);
  }
}
