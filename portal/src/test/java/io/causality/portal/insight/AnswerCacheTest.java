package io.causality.portal.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.insight.InsightService.Answer;
import io.causality.portal.insight.spec.InsightSpec;
import io.causality.portal.insight.spec.SpecParser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {
  private static final Instant NOON = Instant.parse("2026-11-10T12:00:00Z");
  private static final Instant NEXT_DAY = NOON.plus(Duration.ofDays(1));

  private final AnswerCache cache = new AnswerCache(1 << 20);

  private static InsightSpec trend(String range) {
    return SpecParser.parse(
        InsightRoutes.plain(
            new JsonObject(
                "{\"kind\":\"trends\",\"series\":[{\"event\":\"Paid\"}]," + range + "}")));
  }

  private static Answer answer(Optional<Instant> incompleteFrom) {
    return new Answer(
        Buffer.buffer("{}"),
        List.of(),
        0,
        0,
        0,
        NOON,
        "1",
        Optional.empty(),
        incompleteFrom,
        new JsonArray());
  }

  private void keep(InsightSpec spec, Optional<Instant> incompleteFrom, boolean dependsOnNow) {
    cache.keep(key(spec, NOON), state("1", NOON), NOON, answer(incompleteFrom), dependsOnNow);
  }

  private static AnswerCache.Key key(InsightSpec spec, Instant now) {
    return AnswerCache.key("shop", spec, now, "", List.of());
  }

  private static AnswerCache.State state(String version, Instant now) {
    return AnswerCache.State.at(version, now);
  }

  private boolean isKept(InsightSpec spec, String version, Instant now) {
    return cache.current(key(spec, now), state(version, now), now).isPresent();
  }

  @Test
  void aRangeThatIsOverHasOneAnswerUntilTheDataChanges() {
    InsightSpec past = trend("\"from\":\"2026-11-01\",\"to\":\"2026-11-09\"");
    keep(past, Optional.empty(), false);
    assertThat(isKept(past, "1", NEXT_DAY)).isTrue();
    assertThat(isKept(past, "2", NOON)).isFalse();
    assertThat(isKept(past, "1", NOON.minus(Duration.ofDays(30))))
        .as("asked as if it were a time at which the range was not over")
        .isFalse();
  }

  @Test
  void aRangeThatReachesToNowMovesOn() {
    InsightSpec open = trend("\"from\":\"-7d\"");
    keep(open, Optional.empty(), false);
    assertThat(isKept(open, "1", NOON.plusSeconds(29))).isTrue();
    assertThat(isKept(open, "1", NOON.plusSeconds(31))).isFalse();
  }

  @Test
  void whatSaysThatAPeriodIsNotOverMovesOnToo() {
    InsightSpec today = trend("\"from\":\"2026-11-01\",\"to\":\"2026-11-10\"");
    keep(today, Optional.of(NOON), false);
    assertThat(isKept(today, "1", NEXT_DAY)).isFalse();
    InsightSpec past = trend("\"from\":\"2026-11-01\",\"to\":\"2026-11-09\"");
    keep(past, Optional.empty(), true);
    assertThat(isKept(past, "1", NEXT_DAY)).as("a cohort of the last days").isFalse();
  }

  @Test
  void relativeDaysAreOtherDaysTomorrow() {
    InsightSpec yesterday = trend("\"from\":\"yesterday\",\"to\":\"yesterday\"");
    keep(yesterday, Optional.empty(), false);
    assertThat(isKept(yesterday, "1", NOON.plus(Duration.ofHours(11)))).isTrue();
    assertThat(isKept(yesterday, "1", NEXT_DAY)).isFalse();
    InsightSpec compared =
        trend(
            "\"from\":\"2026-11-01\",\"to\":\"2026-11-09\","
                + "\"compare\":{\"from\":\"-20d\",\"to\":\"-11d\"}");
    keep(compared, Optional.empty(), false);
    assertThat(isKept(compared, "1", NOON.plus(Duration.ofHours(11)))).isTrue();
    assertThat(isKept(compared, "1", NEXT_DAY)).isFalse();
  }

  @Test
  void whoAllowsAnAgeGetsWhatWasTrueThen() {
    InsightSpec open = trend("\"from\":\"-7d\"");
    keep(open, Optional.empty(), false);
    Instant later = NOON.plusSeconds(40);
    assertThat(isKept(open, "2", later)).isFalse();
    assertThat(cache.recent(key(open, later), later, Duration.ofSeconds(60))).isPresent();
    assertThat(cache.recent(key(open, later), later, Duration.ofSeconds(30))).isEmpty();
  }
}
