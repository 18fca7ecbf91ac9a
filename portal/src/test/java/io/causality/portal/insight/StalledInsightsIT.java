package io.causality.portal.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.portal.insight.oracle.Event;
import io.causality.portal.lake.StallingRelay;
import io.causality.portal.lake.StallingRelay.Stall;
import io.causality.testkit.Await;
import io.causality.testkit.Servers;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An engine that stalls under an insight or a query: both end at their limit, and their place is
 * free.
 */
@Timeout(180)
class StalledInsightsIT {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofSeconds(60);

  private static StallingRelay relay;
  private static InsightFixture insights;

  @BeforeAll
  static void start() throws IOException {
    relay = new StallingRelay(Servers.trino().url());
    insights =
        new InsightFixture(
            "stalled-insights-it",
            Map.of(
                "CAUSALITY_TRINO_URL", relay.url(),
                "CAUSALITY_INSIGHT_TIME_LIMIT_MS", Long.toString(LIMIT.toMillis()),
                "CAUSALITY_INSIGHT_CONCURRENCY", "1",
                "CAUSALITY_SQL_TIME_LIMIT_MS", Long.toString(LIMIT.toMillis()),
                "CAUSALITY_SQL_CONCURRENCY", "1"));
    long start = Instant.parse("2026-11-02T08:00:00Z").toEpochMilli();
    insights.app("shop", List.of(Event.of(1, "Paid", start, "d1", null)));
  }

  @AfterAll
  static void stop() {
    insights.close();
    relay.close();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void anInsightAndAQueryEndAtTheirLimit(Stall stall) {
    JsonObject weekly =
        new JsonObject(
            "{\"kind\":\"trends\",\"series\":[{\"event\":null,\"math\":\"unique_session\"}],\"interval\":\"week\","
                + "\"from\":\"2026-11-01\",\"to\":\"2026-11-30\"}");
    JsonObject sql = new JsonObject().put("sql", "SELECT count(*) FROM events").put("app", "shop");
    relay.stall(stall);
    try {
      CompletableFuture<Void> insight =
          CompletableFuture.runAsync(
              () -> ends(() -> insights.ask("shop", weekly.copy().put("timezone", zone(stall)))));
      ends(() -> insights.portal().post("/api/sql", sql));
      insight.join();
    } finally {
      relay.stall(Stall.NONE);
    }
    weekly.put("timezone", zone(stall));
    Await.until(
        "the place is free and the engine is used again",
        SOON,
        () ->
            insights.ask("shop", weekly).text().contains("\"total\":1")
                && insights.portal().post("/api/sql", sql).text().contains("[[1]]"));
  }

  /** Another question for each case, so that none is answered from the cache. */
  private static String zone(Stall stall) {
    return List.of("UTC", "Europe/Berlin", "Europe/Paris", "Europe/Rome", "Europe/Madrid")
        .get(stall.ordinal());
  }

  private static void ends(Supplier<PortalFixture.Answer> question) {
    Instant begun = Instant.now();
    assertThat(question.get().code()).isEqualTo("time_limit");
    assertThat(Duration.between(begun, Instant.now())).isBetween(LIMIT, LIMIT.plus(GRACE));
  }
}
