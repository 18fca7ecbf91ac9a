package io.causality.jobs.detection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EndWatchTest {
  private static final StreamEnd NOBODY =
      new StreamEnd() {
        @Override
        public long lastSequence() {
          return 0;
        }

        @Override
        public void close() {}
      };

  private long now = 1_000_000;

  @Test
  void aStreamThatDoesNotAnswerIsNotSilent() {
    EndWatch watch = new EndWatch(NOBODY, true);
    assertThat(watch.allRead(7, now)).isFalse();
    watch.see(7, now);
    assertThat(watch.allRead(7, now)).isTrue();
    assertThat(watch.allRead(7, now + EndWatch.VALID_MS)).isTrue();
    assertThat(watch.allRead(7, now + EndWatch.VALID_MS + 1)).isFalse();
  }

  @Test
  void whatLiesUnreadIsABacklogUnlessNobodyWillReadIt() {
    EndWatch watch = new EndWatch(NOBODY, true);
    watch.see(100, now);
    assertThat(watch.allRead(99, now)).isFalse();
    assertThat(watch.allRead(100, now + 500)).as("a little later it is read").isTrue();
    for (long at = 0; at < EndWatch.STILL_MS; at += 1_000) {
      watch.see(200, now + 10_000 + at);
      assertThat(watch.allRead(100, now + 10_000 + at)).isFalse();
    }
    watch.see(200, now + 10_000 + EndWatch.STILL_MS);
    assertThat(watch.allRead(100, now + 10_000 + EndWatch.STILL_MS)).isTrue();
  }

  @Test
  void underLoadThereIsAlwaysSomethingOnTheWay() {
    EndWatch watch = new EndWatch(NOBODY, true);
    for (int second = 0; second < 20; second++) {
      now += 1_000;
      watch.see(1_000L * second, now);
      assertThat(watch.allRead(1_000L * second - 1, now)).as("at " + second).isEqualTo(second > 0);
      assertThat(watch.allRead(1_000L * second + 1, now + 100)).isTrue();
    }
  }
}
