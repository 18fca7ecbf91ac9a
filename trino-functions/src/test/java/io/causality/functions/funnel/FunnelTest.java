package io.causality.functions.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.causality.functions.log.Events;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sentences that say what a funnel is, one test each. */
class FunnelTest {
  private static final int A = 1;
  private static final int B = 2;
  private static final int C = 4;
  private static final long X = Masks.exclusion(0);
  private static final long NOTHING = 0;

  private final Events events = new Events();
  private long sequence;

  private FunnelTest at(long second, long mask) {
    return at(second, mask, null);
  }

  private FunnelTest at(long second, long mask, String value) {
    events.add(second * 1000, sequence++, mask, value);
    return this;
  }

  private int depth(Funnel funnel) {
    events.sort();
    return new FunnelEvaluator(funnel).depth(events, "");
  }

  private String report(Funnel funnel) {
    events.sort();
    FunnelReport report = new FunnelReport(funnel.text());
    report.add(events, null);
    return report.json();
  }

  private static Funnel ordered(int steps, long seconds) {
    return Funnel.of(steps, FunnelOrder.ORDERED, seconds * 1000);
  }

  private static Funnel excluding(Funnel funnel, int from, int to) {
    return new Funnel(
        funnel.steps(),
        funnel.order(),
        funnel.windowMs(),
        List.of(new Span(from, to)),
        0,
        Breakdown.NONE,
        FunnelOutput.STEPS,
        0,
        funnel.steps() - 1,
        Periods.NONE,
        Funnel.EVERY_PERIOD,
        0,
        0);
  }

  @Test
  void theWindowRunsFromTheFirstStepAndItsEdgeCounts() {
    at(0, A).at(6, B).at(10, C);
    assertThat(depth(ordered(3, 10))).isEqualTo(3);
    assertThat(depth(ordered(3, 9))).isEqualTo(2);
  }

  @Test
  void anEventOfEqualTimeCountsAlsoWhenItCameBefore() {
    at(5, B).at(5, A);
    assertThat(depth(ordered(2, 0))).isEqualTo(2);
  }

  @Test
  void anEventIsUsedOncePerAttempt() {
    at(5, A | B);
    assertThat(depth(ordered(2, 10))).isEqualTo(1);
    at(6, A | B);
    assertThat(depth(ordered(2, 10))).isEqualTo(2);
  }

  @Test
  void theNextStepIsTheEarliestAndTheDeepestAttemptCounts() {
    at(0, A).at(1, B).at(20, A).at(21, B).at(22, C);
    assertThat(depth(ordered(3, 10))).isEqualTo(3);
  }

  @Test
  void strictStepsAreInterruptedByAnyEventButNotByIdentity() {
    Funnel strict = Funnel.of(2, FunnelOrder.STRICT, 10_000);
    at(0, A).at(1, Masks.IDENTITY).at(2, B);
    assertThat(depth(strict)).isEqualTo(2);
    at(1, NOTHING);
    assertThat(depth(strict)).isEqualTo(1);
  }

  @Test
  void unorderedTakesEachEventForTheFirstOpenStepItMatches() {
    Funnel unordered = Funnel.of(3, FunnelOrder.UNORDERED, 10_000);
    at(0, C).at(1, A | B).at(2, A | B).at(30, A);
    assertThat(depth(unordered)).isEqualTo(3);
    assertThat(report(unordered)).contains("\"counts\":[1,1,1],\"avg_s\":[null,1,1]");
  }

  @Test
  void anExclusionStrictlyBetweenVoidsTheAttempt() {
    at(0, A).at(0, X).at(5, X).at(5, B);
    assertThat(depth(excluding(ordered(2, 10), 0, 1))).isEqualTo(2);
    at(3, X);
    assertThat(depth(excluding(ordered(2, 10), 0, 1))).isZero();
  }

  @Test
  void anExclusionReachesToTheWindowsEndExclusiveWhereItsStepWasNotReached() {
    at(0, A).at(10, X);
    assertThat(depth(excluding(ordered(2, 10), 0, 1))).isEqualTo(1);
    assertThat(depth(excluding(ordered(2, 11), 0, 1))).isZero();
    assertThat(depth(excluding(ordered(3, 11), 1, 2))).isEqualTo(1);
  }

  @Test
  void meansAndMediansAreOverTheDeepestAttempts() {
    at(0, A).at(4, B).at(100, A).at(101, B).at(200, A).at(201, B).at(300, A);
    assertThat(report(ordered(2, 10)))
        .isEqualTo(
            "{\"values\":[{\"breakdown\":[\"\"],\"other\":false,\"counts\":[1,1],"
                + "\"avg_s\":[null,2],\"median_s\":[null,1]}]}");
  }

  @Test
  void theFirstEverMayLieBeforeTheRangeAndThenNothingMatches() {
    Funnel first =
        new Funnel(
            2,
            FunnelOrder.ORDERED,
            10_000,
            List.of(),
            A,
            Breakdown.NONE,
            FunnelOutput.STEPS,
            0,
            1,
            Periods.NONE,
            Funnel.EVERY_PERIOD,
            0,
            0);
    at(10, A).at(11, B).at(12, A);
    assertThat(depth(first)).isEqualTo(2);
    at(1, A | Masks.BEFORE_RANGE);
    assertThat(depth(first)).isZero();
  }

  @Test
  void everyDefinitionIsReadBackFromItsText() {
    Funnel funnel =
        new Funnel(
            3,
            FunnelOrder.STRICT,
            86_400_000,
            List.of(new Span(0, 2), new Span(1, 2)),
            5,
            new Breakdown(Attribution.STEP, 2, 7, List.of("", "a b,c=%", "é\u001f\u001b")),
            FunnelOutput.TRENDS,
            1,
            2,
            new Periods(List.of(0L, 10L, 20L, 30L, 35L, 45L)),
            4,
            9,
            2);
    assertThat(Funnel.of(funnel.text())).isEqualTo(funnel);
    assertThatThrownBy(() -> Funnel.of("steps=0 order=STRICT")).hasMessageContaining("window_ms");
    assertThatThrownBy(() -> Funnel.of(funnel.text().replace("steps=3", "steps=21")))
        .hasMessageContaining("21");
  }

  @Test
  void valuesOfSeveralKeysSurviveTheirText() {
    Breakdown breakdown = new Breakdown(Attribution.STEP, 3, 7, null);
    List<String> values = List.of("a\u001fb", "", "\u001bs");
    assertThat(breakdown.values(breakdown.text(values))).isEqualTo(values);
    assertThat(breakdown.values(breakdown.other())).containsOnly("Other");
  }

  @Test
  void ratesAreRoundedHalfUpToTwoDecimals() {
    assertThat(FunnelJson.rate(1, 3)).isEqualTo("33.33");
    assertThat(FunnelJson.rate(1, 16)).isEqualTo("6.25");
    assertThat(FunnelJson.rate(1, 800)).isEqualTo("0.13");
    assertThat(FunnelJson.rate(0, 0)).isEqualTo("0");
  }

  @Test
  @Timeout(120)
  void aHundredThousandEventsOfOnePersonAreNoMatter() {
    for (FunnelOrder order : FunnelOrder.values()) {
      events.clear();
      for (int i = 0; i < 100_000; i++) {
        at(i / 3, (1L << i % 20) | (1L << (i * 7) % 20) | (i % 50 == 0 ? X : 0), "v" + i);
      }
      Funnel funnel =
          excluding(Funnel.of(20, order, Duration.ofDays(30).toMillis()), 18, 19)
              .with(new Breakdown(Attribution.ALL_EVENTS, 1, 10, null));
      assertThat(report(funnel)).isNotEmpty();
      assertThat(report(funnel.with(Breakdown.NONE))).isNotEmpty();
    }
  }
}
