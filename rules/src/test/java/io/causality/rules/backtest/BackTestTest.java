package io.causality.rules.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.rules.TestEvents;
import io.causality.rules.evaluate.Alert;
import io.causality.rules.event.RuleEvent;
import io.causality.rules.model.PublishedRule;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackTestTest {
  private static final long T0 = 1_900_000_800_000L;
  private static final long HOUR = 3_600_000;
  private static final BackTest.Range RANGE =
      new BackTest.Range(T0, T0 + HOUR, T0 + 4 * HOUR, HOUR);

  private static final PublishedRule RULE =
      TestEvents.rule("{'match':{'event':'x'}}", ",'enabled':false");

  /** One event a second, from T0 on. */
  private static List<RuleEvent> events(long count) {
    return LongStream.range(0, count)
        .mapToObj(i -> TestEvents.event("x", "p", T0 + i * 1_000, i))
        .toList();
  }

  @Test
  void tellsWhenADraftWouldHaveFired() {
    List<BackTest.Progress> progress = new ArrayList<>();
    BackTest.Result result =
        new BackTest(RULE, RANGE, 3).run(events(5 * 3_600).iterator(), progress::add, () -> false);
    assertThat(result.alerts()).isEqualTo(3 * 3_600);
    assertThat(result.first())
        .extracting(Alert::firedAtMs)
        .containsExactly(T0 + HOUR, T0 + HOUR + 1_000, T0 + HOUR + 2_000);
    assertThat(result.byBucket())
        .containsExactlyEntriesOf(
            new java.util.TreeMap<>(
                java.util.Map.of(T0 + HOUR, 3_600L, T0 + 2 * HOUR, 3_600L, T0 + 3 * HOUR, 3_600L)));
    assertThat(result.cancelled()).isFalse();
    assertThat(result.lateEvents()).isZero();
    assertThat(progress).hasSize(2);
    assertThat(progress.get(1))
        .isEqualTo(new BackTest.Progress(10_000, T0 + 9_999_000, 10_000 - 3_600));
  }

  @Test
  void endsWhenItIsCancelled() {
    AtomicInteger asked = new AtomicInteger();
    BackTest.Result result =
        new BackTest(RULE, RANGE, 3)
            .run(events(4 * 3_600).iterator(), p -> {}, () -> asked.incrementAndGet() == 2);
    assertThat(result.cancelled()).isTrue();
    assertThat(result.events()).isEqualTo(10_000);
  }

  @Test
  void firesByTheClockUpToTheEndOfTheRange() {
    PublishedRule silence = TestEvents.rule("{'silence':{'event':'x','for_s':600}}", "");
    BackTest.Result result =
        new BackTest(silence, RANGE, 10).run(events(2 * 3_600).iterator(), p -> {}, () -> false);
    assertThat(result.first())
        .extracting(Alert::firedAtMs)
        .containsExactly(T0 + 2 * HOUR - 1_000 + 600_000);
  }
}
