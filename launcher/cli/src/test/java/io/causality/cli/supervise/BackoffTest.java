package io.causality.cli.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration YOUNG = Duration.ofSeconds(2);

  @Test
  void startsAgainAtOnceAfterTheFirstEnd() {
    assertThat(new Backoff().after(YOUNG)).isZero();
  }

  @Test
  void waitsLongerEachTimeUpToHalfAMinute() {
    Backoff backoff = new Backoff();
    assertThat(IntStream.range(0, 30).mapToObj(i -> backoff.after(YOUNG).toMillis()))
        .startsWith(0L, 500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L)
        .allMatch(pause -> pause <= 30_000);
  }

  @Test
  void forgivesAPartThatHasLivedLong() {
    Backoff backoff = new Backoff();
    IntStream.range(0, 5).forEach(i -> backoff.after(YOUNG));
    assertThat(backoff.after(Duration.ofMinutes(5))).isZero();
    assertThat(backoff.after(YOUNG)).isZero();
  }
}
