package io.causality.portal.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.portal.insight.oracle.Event;
import io.causality.testkit.Await;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Questions that would cost too much, or are none: each is refused or bounded, and told why. */
class HostileInsightsIT {
  private static final int VALUES = 5_000;
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String LIMIT = "CAUSALITY_INSIGHT_TIME_LIMIT_MS";

  /** Ends the ids of devices: all of them together are longer than a query usually may be. */
  private static final String LONG = "-".repeat(250);

  private static final String BOTH =
      "\"from\":\"2026-11-02\",\"to\":\"2026-11-02\",\"breakdown\":{\"keys\":[\"plan\"],\"limit\":LIMIT}";

  private static InsightFixture insights;
  private static String viewer;

  @BeforeAll
  static void start() {
    insights =
        new InsightFixture(
            "hostile-insights-it",
            Map.of(
                LIMIT,
                "20000",
                "CAUSALITY_INSIGHT_CONCURRENCY",
                "2",
                "CAUSALITY_INSIGHT_QUEUE_MS",
                "300"));
    long start = Instant.parse("2026-11-02T08:00:00Z").toEpochMilli();
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < VALUES; i++) {
      events.add(
          Event.of(i + 1, "Paid", start + i, "d" + i + LONG, null)
              .property("plan", "plan " + i)
              .property("note", "a".repeat(60) + "!"));
    }
    insights.app("many", events);
    insights.app("other", events.subList(0, 3));
    viewer = insights.portal().userWithToken("viewer@corp.example", "viewer", "many");
  }

  @AfterAll
  static void stop() {
    insights.close();
  }

  @AfterEach
  void thePortalIsStillUp() {
    assertThat(insights.portal().management("/readyz").status()).isEqualTo(200);
    assertThat(total("{\"event\":\"Paid\"}")).isEqualTo(VALUES);
  }

  private static int total(String series) {
    return insights
        .result("many", inAll(series))
        .getJsonArray("series")
        .getJsonObject(0)
        .getInteger("total");
  }

  private static JsonObject inAll(String series) {
    return new JsonObject(
        "{\"kind\":\"trends\",\"aggregate\":true,\"from\":\"2026-11-02\",\"to\":\"2026-11-02\",\"series\":["
            + series
            + "]}");
  }

  private static void refused(String spec, String field, String says) {
    PortalFixture.Answer answer = insights.ask("many", new JsonObject(spec));
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().getString("field")).as(answer.text()).isEqualTo(field);
    assertThat(answer.json().getString("detail")).contains(says);
  }

  @Test
  void aBreakdownOfThousandsOfValuesIsCutAndTheRestMerged() {
    String trends = "{\"kind\":\"trends\",\"series\":[{\"event\":\"Paid\"}]," + BOTH;
    refused(trends.replace("LIMIT", "1000000") + "}", "$.breakdown.limit", "1000");
    JsonArray series =
        insights
            .result(
                "many", new JsonObject(trends.replace("LIMIT", "1000") + ",\"aggregate\":true}"))
            .getJsonArray("series");
    assertThat(series.size()).isEqualTo(1_001);
    assertThat(series.encode())
        .contains("[\"Other\"],\"window\":\"current\",\"data\":[],\"total\":4000");
    String twentyYears =
        trends.replace("LIMIT", "1000").replace("\"from\":\"2026", "\"from\":\"2006");
    refused(twentyYears + ",\"interval\":\"hour\"}", "$.interval", "numbers");
  }

  @Test
  void aFunnelOfThousandsOfValuesAndPeriodsIsBoundedInTheEngineToo() {
    String funnel =
        "{\"kind\":\"funnel\",\"steps\":[{\"event\":\"Paid\"}],\"output\":\"trends\",\"interval\":\"hour\","
            + BOTH
            + "}";
    refused(
        funnel.replace("LIMIT", "1000").replace("\"from\":\"2026", "\"from\":\"2006"),
        "$.interval",
        "numbers");
    JsonArray series =
        insights
            .result(
                "many",
                new JsonObject(
                    funnel.replace("LIMIT", "25").replace("\"from\":\"2026", "\"from\":\"2022")))
            .getJsonArray("series");
    assertThat(series.size()).isEqualTo(26);
    assertThat(series.getJsonObject(25).getJsonArray("breakdown").encode())
        .isEqualTo("[\"Other\"]");
    assertThat(
            series.getJsonObject(25).getJsonArray("entered").stream()
                .mapToInt(number -> (Integer) number)
                .sum())
        .isEqualTo(VALUES - 25);
  }

  @Test
  void numbersWithoutMeasureAreRefused() {
    String range = ",\"from\":\"2026-11-02\",\"to\":\"2026-11-02\"}";
    refused("{\"kind\":\"paths\",\"edge_limit\":1000000000" + range, "$.edge_limit", "10000");
    refused("{\"kind\":\"sessions\",\"limit\":1000000000" + range, "$.limit", "10000");
    refused(
        "{\"kind\":\"retention\",\"mode\":\"recurring\",\"target\":{\"event\":null},\"returning\":{\"event\":null},"
            + "\"period\":\"hour\",\"intervals\":900,\"to\":\"2026-11-02\",\"breakdown\":{\"keys\":[\"plan\"],\"limit\":1000}}",
        "$.intervals",
        "numbers");
    refused(
        "{\"kind\":\"lifecycle\",\"series\":{\"event\":null},\"interval\":\"hour\",\"from\":\"0001-01-01\",\"to\":\"2026-11-02\"}",
        "$.interval",
        "periods");
  }

  @Test
  void aCohortOfMoreCharactersThanAQueryHasIsAFilterLikeAnyOther() {
    String range = "\"from\":\"2026-11-02\",\"to\":\"2026-11-02\"}";
    JsonObject trends =
        new JsonObject("{\"kind\":\"trends\",\"series\":[{\"event\":\"Paid\"}]," + range);
    JsonObject draft =
        new JsonObject()
            .put("name", "everybody")
            .put("kind", "static")
            .put("people_of", new JsonObject().put("query", trends).put("series", 0));
    JsonObject cohort = insights.portal().post("/api/apps/many/cohorts", draft).json();
    assertThat(cohort.getInteger("size")).isEqualTo(VALUES);
    for (Map.Entry<String, Integer> truth : Map.of("in", VALUES, "not_in", 0).entrySet()) {
      JsonObject filter =
          new JsonObject()
              .put("on", "cohort")
              .put("op", truth.getKey())
              .put("value", cohort.getString("id"));
      JsonObject answer =
          insights.answer(
              "many",
              trends.copy().put("aggregate", true).put("filters", new JsonArray().add(filter)));
      assertThat(
              answer
                  .getJsonObject("result")
                  .getJsonArray("series")
                  .getJsonObject(0)
                  .getInteger("total"))
          .isEqualTo(truth.getValue());
      assertThat(answer.getJsonObject("meta").getJsonArray("sql").encode().length())
          .isLessThan(10_000);
    }
  }

  @Test
  void questionsWithoutEndEndAndACrowdOfThemIsSentAway() {
    limit(4);
    try {
      List<CompletableFuture<PortalFixture.Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        JsonObject spec =
            new JsonObject(
                "{\"kind\":\"stickiness\",\"series\":{\"event\":\"Paid\",\"filters\":[{\"key\":\"note\",\"op\":\"regex\","
                    + "\"value\":\"^(a+)+"
                    + i
                    + "$\"}]},\"from\":\"2026-11-02\",\"to\":\"2026-11-02\"}");
        answers.add(CompletableFuture.supplyAsync(() -> insights.ask("many", spec)));
      }
      List<PortalFixture.Answer> all = answers.stream().map(CompletableFuture::join).toList();
      assertThat(all.stream().map(PortalFixture.Answer::code))
          .containsOnly("time_limit", "too_many_queries")
          .contains("time_limit", "too_many_queries");
      assertThat(all).allSatisfy(a -> assertThat(a.json().getString("detail")).isNotBlank());
      Await.until(
          "there is room for others again",
          SOON,
          () -> insights.ask("many", inAll("{\"event\":\"Paid\"}")).status() == 200);
    } finally {
      limit(20);
    }
  }

  private static void limit(int seconds) {
    insights.portal().restart(Map.of(LIMIT, Integer.toString(seconds * 1_000)));
    insights.portal().awaitReady();
  }

  @Test
  void whatIsNestedWithoutEndIsRefused() {
    String deep = "{\"all\":[".repeat(5_000) + "]}".repeat(5_000);
    PortalFixture.Answer answer =
        insights
            .portal()
            .call(
                "POST",
                "/api/apps/many/insights/query",
                "{\"kind\":\"sessions\",\"from\":\"-1d\",\"filters\":[" + deep + "]}",
                viewer);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    String formula = "(".repeat(50_000) + "A" + ")".repeat(50_000);
    refused(
        "{\"kind\":\"trends\",\"series\":[{\"event\":\"Paid\"}],\"from\":\"-1d\",\"formula\":\""
            + formula
            + "\"}",
        "$.formula",
        "");
  }

  @Test
  void textThatLooksLikeSqlIsText() {
    for (String text : List.of("x' OR '1'='1", "'; DROP VIEW events; --", "\\", "%", "\"", "\0")) {
      JsonObject selector =
          new JsonObject()
              .put("event", text)
              .put("label", text)
              .put("math", "sum")
              .put("math_property", text)
              .put(
                  "filters",
                  new JsonArray().add(new JsonObject().put("key", text).put("op", "is_set")));
      assertThat(total(selector.encode())).as(text).isZero();
    }
  }

  @Test
  void theDataOfAnotherAppIsOutOfReach() {
    JsonObject spec = new JsonObject("{\"kind\":\"sessions\",\"from\":\"2026-11-02\"}");
    for (String what : List.of("query", "people", "correlation")) {
      JsonObject body = what.equals("query") ? spec : new JsonObject().put("query", spec);
      assertThat(
              insights
                  .portal()
                  .call("POST", "/api/apps/other/insights/" + what, body.encode(), viewer)
                  .code())
          .as(what)
          .isEqualTo("no_such_app");
    }
    String cohort =
        insights
            .portal()
            .post(
                "/api/apps/other/cohorts",
                new JsonObject()
                    .put("name", "theirs")
                    .put("kind", "static")
                    .put("people", new JsonArray().add("d1")))
            .json()
            .getString("id");
    refused(
        "{\"kind\":\"trends\",\"series\":[{\"event\":\"Paid\"}],\"from\":\"2026-11-02\",\"filters\":"
            + "[{\"on\":\"cohort\",\"op\":\"in\",\"value\":\""
            + cohort
            + "\"}]}",
        "$.filters[0].value",
        "cohort");
    JsonObject filter = new JsonObject("{\"key\":\"app_id\",\"op\":\"exact\",\"value\":\"other\"}");
    JsonObject ofOther =
        new JsonObject("{\"event\":\"Paid\"}").put("filters", new JsonArray().add(filter));
    assertThat(total(ofOther.encode())).isZero();
  }
}
