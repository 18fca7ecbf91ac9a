package io.causality.portal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.portal.insight.InsightFixture;
import io.causality.portal.insight.oracle.Event;
import io.causality.testkit.Await;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BackTestIT {
  private static final String APP = "history";
  private static final long DAY = Instant.parse("2026-03-10T00:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  private static final String MATCH_ALL = "{\"name\":\"r\",\"when\":{\"match\":{}}}";

  private static InsightFixture lake;
  private static PortalFixture portal;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    lake = new InsightFixture("backtest", Map.of());
    portal = lake.portal();
    lake.app(APP, events());
  }

  @AfterAll
  static void stop() {
    lake.close();
    HTTP.close();
  }

  /** Two days: ada pays, not signed in yet, and crashes at once; cy pays more and crashes later. */
  private static List<Event> events() {
    List<Event> events = new ArrayList<>();
    for (int day = 0; day < 2; day++) {
      long midnight = DAY + day * 24 * HOUR;
      for (int hour = 0; hour < 24; hour++) {
        events.add(
            Event.of(events.size() + 1, "screen_view", midnight + hour * HOUR, "tablet", "cy"));
      }
      long noon = midnight + 12 * HOUR;
      events.add(
          Event.of(events.size() + 1, "purchase_complete", noon, "phone", null)
              .column("total_cents", 1_500L)
              .property("plan", "pro"));
      events.add(
          Event.of(events.size() + 1, "purchase_complete", noon, "tablet", "cy")
              .column("total_cents", 90_000L)
              .property("plan", "free"));
      events.add(Event.of(events.size() + 1, "app_crash", noon + MINUTE, "phone", "ada"));
      events.add(Event.of(events.size() + 1, "app_crash", noon + 30 * MINUTE, "tablet", "cy"));
    }
    return events;
  }

  @Test
  void aSequenceFiresWhereItWouldHave() {
    JsonObject result =
        test(
            """
            {"name": "pays and crashes", "scope": "person", "when": {"sequence": {"within_s": 300, "steps": [
              {"name": "pay", "event": "purchase_complete"}, {"name": "crash", "event": "app_crash"}]}}}
            """);
    assertThat(result.getLong("fired")).isEqualTo(2);
    assertThat(result.getJsonArray("alerts"))
        .extracting(alert -> ((JsonObject) alert).getString("scope_key"))
        .containsExactly("ada", "ada");
    assertThat(result.getJsonArray("alerts").getJsonObject(0).getString("fired_at"))
        .isEqualTo("2026-03-10T12:01:00.000Z");
    assertThat(result.getLong("read")).as("only events of these names").isEqualTo(8);
    assertThat(result.getJsonArray("buckets")).hasSize(2);
    assertThat(result.getBoolean("truncated")).isFalse();
  }

  @Test
  void conditionsSeeColumnsAndProperties() {
    String rule =
        """
        {"name": "big", "when": {"match": {"event": "purchase_complete", "where": [
          {"path": "$.total_cents", "op": "gt", "value": 10000},
          {"path": "$.properties.plan", "op": "eq", "value": "free"}]}}}
        """;
    assertThat(test(rule).getLong("fired")).isEqualTo(2);
    assertThat(test(rule, "2026-03-11", "2026-03-11").getLong("fired")).isEqualTo(1);
    assertThat(test(rule, "2026-03-12", "2026-03-12").getLong("fired")).isZero();
  }

  @Test
  void whatHasNoEventsInAWindowFires() {
    JsonObject result =
        test(
            """
            {"name": "quiet", "scope": "app", "when": {"count": {"event": "purchase_complete",
              "op": "fewer_than", "n": 1, "window_s": 86400}}}
            """,
            "2026-03-11",
            "2026-03-13");
    assertThat(result.getLong("fired")).isEqualTo(2);
  }

  @Test
  void aBadDraftOrRangeIsRefusedBeforeAnythingRuns() {
    assertThat(refused("{\"name\":\"r\",\"when\":{\"match\":{\"colour\":1}}}", "-7d"))
        .startsWith("$.rule.when.match");
    assertThat(refused("{\"name\":\"r\",\"when\":{\"match\":{}}}", "once upon a time"))
        .isEqualTo("$.from");
    assertThat(refused("{\"name\":\"r\",\"when\":{\"match\":{}}}", "2020-01-01"))
        .isEqualTo("$.from");
  }

  @Test
  void closingTheConnectionFreesItsPlace() throws Exception {
    for (int i = 0; i < 4; i++) {
      HttpResponse<InputStream> response =
          HTTP.send(request(MATCH_ALL, "2026-03-10", "2026-03-11"), BodyHandlers.ofInputStream());
      response.body().close();
    }
    Await.until(
        "there is a place again",
        Duration.ofSeconds(30),
        () -> text(MATCH_ALL, "2026-03-10", "2026-03-11").contains("event: result\n"));
    assertThat(test(MATCH_ALL).getLong("fired")).isEqualTo(56);
  }

  private static String refused(String rule, String from) {
    JsonObject body = new JsonObject().put("rule", new JsonObject(rule)).put("from", from);
    PortalFixture.Answer answer = portal.post("/api/apps/" + APP + "/rules/backtest", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    return answer.json().getString("field");
  }

  @Test
  void progressIsToldInHoursThatHaveEvents() {
    List<JsonObject> progress =
        text(MATCH_ALL, "2026-03-10", "2026-03-14")
            .lines()
            .filter(line -> line.startsWith("data: ") && line.contains("hours_read"))
            .map(line -> new JsonObject(line.substring("data: ".length())))
            .toList();
    assertThat(progress).isNotEmpty();
    assertThat(progress).allMatch(at -> at.getInteger("hours") == 48);
    assertThat(progress.getFirst().getInteger("hours_read")).isZero();
    assertThat(progress.getFirst().getString("at")).isEqualTo("2026-03-10T00:00:00Z");
    assertThat(progress.getLast().getInteger("hours_read")).isBetween(0, 47);
  }

  private static JsonObject test(String rule) {
    return test(rule, "2026-03-10", "2026-03-11");
  }

  private static JsonObject test(String rule, String from, String to) {
    String text = text(rule, from, to);
    assertThat(text).contains("event: progress\n");
    int at = text.indexOf("event: result\ndata: ");
    assertThat(at).as(text).isPositive();
    return new JsonObject(text.substring(at + "event: result\ndata: ".length()).trim());
  }

  private static String text(String rule, String from, String to) {
    try {
      return HTTP.send(request(rule, from, to), BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static HttpRequest request(String rule, String from, String to) {
    JsonObject body =
        new JsonObject().put("rule", new JsonObject(rule)).put("from", from).put("to", to);
    return HttpRequest.newBuilder(
            URI.create(
                "http://127.0.0.1:" + portal.port() + "/api/apps/" + APP + "/rules/backtest"))
        .header("Authorization", "Bearer " + PortalFixture.TOKEN)
        .header("Content-Type", "application/json")
        .timeout(Duration.ofMinutes(2))
        .POST(BodyPublishers.ofString(body.encode()))
        .build();
  }
}
