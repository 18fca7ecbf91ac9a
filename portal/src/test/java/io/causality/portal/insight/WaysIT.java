package io.causality.portal.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.portal.insight.oracle.Event;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Funnels, paths and sessions: the reference's examples with their true answers, and people. */
class WaysIT {
  private static final String SIGNED_UP_AND_PAID =
      "{\"kind\":\"funnel\",\"steps\":[{\"event\":\"Signed up\"},{\"event\":\"Paid\",\"label\":\"First"
          + " payment\"}],\"order\":\"ordered\",\"window\":{\"value\":1,\"unit\":\"day\"},R}";
  private static final String BY_PLAN =
      "{\"kind\":\"funnel\",\"steps\":[{\"event\":\"Signed up\"},{\"event\":\"Paid\"}],"
          + "\"window\":{\"value\":7,\"unit\":\"day\"},"
          + "\"exclusions\":[{\"event\":\"Refunded\",\"from_step\":0,\"to_step\":1}],"
          + "\"breakdown\":{\"on\":\"event\",\"keys\":[\"plan\"],\"attribution\":\"first_touch\"},R}";
  private static final String TRENDS =
      "{\"kind\":\"funnel\",\"steps\":[{\"event\":\"Signed up\",\"first_time_ever\":true},{\"event\":\"Paid\"}],"
          + "\"window\":{\"value\":7,\"unit\":\"day\"},\"output\":\"trends\",\"from_step\":0,\"to_step\":1,"
          + "\"interval\":\"day\"BREAKDOWN,R}";
  private static final String PATHS =
      "{\"kind\":\"paths\",\"include\":[\"page\"],\"max_steps\":5,\"session_gap_s\":1800,R}";

  private static final long HOUR = 3_600_000;

  private static InsightFixture insights;

  @BeforeAll
  static void start() {
    insights = new InsightFixture("ways-it", Map.of());
    insights.app("shop", Reference.events());
  }

  @AfterAll
  static void stop() {
    insights.close();
  }

  private static void answers(String spec, String result) {
    JsonObject answer = insights.result("shop", Reference.spec(spec));
    assertThat(answer).as(answer.encode()).isEqualTo(new JsonObject(result));
  }

  private static List<String> people(String spec, String cell) {
    return insights.persons("shop", new JsonObject(cell).put("query", Reference.spec(spec)));
  }

  @Test
  void funnelSteps() {
    answers(
        SIGNED_UP_AND_PAID,
        """
        {"steps":[{"step":0,"label":"Signed up","count":3,"avg_s":null,"median_s":null,"breakdown":null},
                  {"step":1,"label":"First payment","count":1,"avg_s":1800,"median_s":1800,"breakdown":null}]}
        """);
    JsonObject body =
        new JsonObject()
            .put("query", Reference.spec(SIGNED_UP_AND_PAID))
            .put("step", 0)
            .put("outcome", "dropped");
    assertThat(insights.persons("shop", body)).containsExactly("ben", "cyd");
    assertThat(insights.people("shop", body).getInteger("total")).isEqualTo(2);
    assertThat(people(SIGNED_UP_AND_PAID, "{\"step\":0}")).containsExactly("ada", "ben", "cyd");
    assertThat(people(SIGNED_UP_AND_PAID, "{\"step\":1,\"outcome\":\"reached\"}"))
        .containsExactly("ada");
  }

  @Test
  void funnelStepsByPlan() {
    answers(
        BY_PLAN,
        """
        {"steps":[{"step":0,"label":"Signed up","count":1,"avg_s":null,"median_s":null,"breakdown":["free"]},
                  {"step":1,"label":"Paid","count":1,"avg_s":1800,"median_s":1800,"breakdown":["free"]},
                  {"step":0,"label":"Signed up","count":1,"avg_s":null,"median_s":null,"breakdown":["pro"]},
                  {"step":1,"label":"Paid","count":1,"avg_s":90000,"median_s":90000,"breakdown":["pro"]},
                  {"step":0,"label":"Signed up","count":1,"avg_s":null,"median_s":null,"breakdown":[""]},
                  {"step":1,"label":"Paid","count":0,"avg_s":null,"median_s":null,"breakdown":[""]}]}
        """);
    assertThat(people(BY_PLAN, "{\"step\":1,\"breakdown\":[\"free\"]}")).containsExactly("ada");
    assertThat(people(BY_PLAN, "{\"step\":0,\"breakdown\":[\"\"],\"outcome\":\"dropped\"}"))
        .containsExactly("cyd");
    String one = BY_PLAN.replace("\"keys\"", "\"limit\":1,\"keys\"");
    assertThat(people(one, "{\"step\":0,\"breakdown\":[\"Other\"]}")).containsExactly("ada", "ben");
    assertThat(people(one, "{\"step\":0,\"breakdown\":[\"\"]}")).containsExactly("cyd");
  }

  @Test
  void everyAttributionMergesTheRest() {
    String all =
        BY_PLAN.replace("first_touch", "all_events").replace("\"keys\"", "\"limit\":1,\"keys\"");
    JsonArray steps = insights.result("shop", Reference.spec(all)).getJsonArray("steps");
    assertThat(steps.encode())
        .isEqualTo(
            "[{\"step\":0,\"label\":\"Signed up\",\"count\":1,\"avg_s\":null,\"median_s\":null,\"breakdown\":[\"\"]},"
                + "{\"step\":1,\"label\":\"Paid\",\"count\":0,\"avg_s\":null,\"median_s\":null,\"breakdown\":[\"\"]},"
                + "{\"step\":0,\"label\":\"Signed up\",\"count\":2,\"avg_s\":null,\"median_s\":null,\"breakdown\":[\"Other\"]},"
                + "{\"step\":1,\"label\":\"Paid\",\"count\":2,\"avg_s\":45900,\"median_s\":45900,\"breakdown\":[\"Other\"]}]");
    assertThat(people(all, "{\"step\":1,\"breakdown\":[\"Other\"]}")).containsExactly("ada", "ben");
    String step =
        BY_PLAN.replace("\"attribution\":\"first_touch\"", "\"attribution\":\"step\",\"step\":1");
    assertThat(people(step, "{\"step\":1,\"breakdown\":[\"pro\"]}")).containsExactly("ada", "ben");
    assertThat(insights.result("shop", Reference.spec(step)).getJsonArray("steps").size())
        .isEqualTo(2);
  }

  @Test
  void funnelTrends() {
    answers(
        TRENDS.replace("BREAKDOWN", ""),
        """
        {"periods":["2026-11-02T00:00:00+01:00","2026-11-03T00:00:00+01:00","2026-11-04T00:00:00+01:00"],
         "entered":[2,1,0],"converted":[2,0,0],"rate_pct":[100,0,0]}
        """);
    String byCountry =
        TRENDS.replace("BREAKDOWN", ",\"breakdown\":{\"on\":\"person\",\"keys\":[\"country\"]}");
    answers(
        byCountry,
        """
        {"periods":["2026-11-02T00:00:00+01:00","2026-11-03T00:00:00+01:00","2026-11-04T00:00:00+01:00"],
         "series":[{"breakdown":["DE"],"entered":[1,0,0],"converted":[1,0,0],"rate_pct":[100,0,0]},
                   {"breakdown":["FR"],"entered":[1,0,0],"converted":[1,0,0],"rate_pct":[100,0,0]},
                   {"breakdown":[""],"entered":[0,1,0],"converted":[0,0,0],"rate_pct":[0,0,0]}]}
        """);
    assertThat(people(byCountry, "{\"breakdown\":[\"FR\"],\"outcome\":\"reached\"}"))
        .containsExactly("ben");
    assertThat(
            people(
                TRENDS.replace("BREAKDOWN", ""),
                "{\"period\":\"2026-11-03T00:00:00+01:00\",\"outcome\":\"dropped\"}"))
        .containsExactly("cyd");
  }

  @Test
  void funnelTimes() {
    answers(
        "{\"kind\":\"funnel\",\"steps\":[{\"event\":\"Signed up\"},{\"event\":\"Paid\"}],"
            + "\"window\":{\"value\":7,\"unit\":\"day\"},\"output\":\"time_to_convert\",R}",
        "{\"bins\":[[1800,1],[45900,0],[90000,1]],\"avg_s\":45900,\"median_s\":45900}");
  }

  @Test
  void namesThatNobodyEverSentAreZerosWithAWarning() {
    JsonObject answer =
        insights.answer(
            "shop",
            Reference.spec(
                "{\"kind\":\"funnel\",\"steps\":[{\"event\":\"Signed upp\"},{\"event\":\"Paid\"}],R}"));
    assertThat(answer.getJsonObject("result").encode())
        .isEqualTo(
            "{\"steps\":[{\"step\":0,\"label\":\"Signed upp\",\"count\":0,\"avg_s\":null,\"median_s\":null,\"breakdown\":null},"
                + "{\"step\":1,\"label\":\"Paid\",\"count\":0,\"avg_s\":null,\"median_s\":null,\"breakdown\":null}]}");
    assertThat(answer.getJsonObject("meta").getJsonArray("warnings").encode())
        .contains("Signed up");
  }

  @Test
  void aRangeThatEndsBeforeItBeginsIsEmptyForAllKinds() {
    String empty = ",\"from\":\"2026-11-04\",\"to\":\"2026-11-02\"}";
    assertThat(insights.result("shop", new JsonObject(PATHS.replace(",R}", empty))).encode())
        .isEqualTo("{\"edges\":[]}");
    assertThat(
            insights
                .result("shop", new JsonObject(SIGNED_UP_AND_PAID.replace(",R}", empty)))
                .getJsonArray("steps")
                .getJsonObject(0)
                .getInteger("count"))
        .isZero();
    assertThat(
            insights
                .result(
                    "shop", new JsonObject(TRENDS.replace("BREAKDOWN", "").replace(",R}", empty)))
                .encode())
        .isEqualTo("{\"periods\":[],\"entered\":[],\"converted\":[],\"rate_pct\":[]}");
    assertThat(insights.result("shop", new JsonObject("{\"kind\":\"sessions\"" + empty)).encode())
        .isEqualTo("{\"sessions\":[],\"cursor\":null}");
  }

  @Test
  void paths() {
    answers(
        PATHS,
        """
        {"edges":[{"source":"1_/","target":"2_/pricing","value":1,"avg_ms":120000},
                  {"source":"1_/pricing","target":"2_/docs","value":1,"avg_ms":120000}]}
        """);
    assertThat(people(PATHS, "{\"breakdown\":[\"1_/\",\"2_/pricing\"]}")).containsExactly("ada");
    answers(
        "{\"kind\":\"paths\",\"start\":\"Signed up\",\"group\":[\"/*\"],R}",
        "{\"edges\":[{\"source\":\"1_Signed up\",\"target\":\"2_/*\",\"value\":1,\"avg_ms\":60000}]}");
  }

  @Test
  void sessions() {
    JsonObject result = insights.result("shop", Reference.spec("{\"kind\":\"sessions\",R}"));
    JsonArray sessions = result.getJsonArray("sessions");
    assertThat(sessions.size()).isEqualTo(6);
    assertThat(result.getValue("cursor")).isNull();
    assertThat(sessions.getJsonObject(0))
        .isEqualTo(
            new JsonObject(
                """
                {"session_id":null,"person_id":"ada","start":"2026-11-02T08:00:00.000Z","end":"2026-11-02T08:05:00.000Z","duration_s":300,
                 "events":2,"page_views":1,"screen_views":0,"entry":"/","exit":"/",
                 "entry_url":"https://shop.example/?utm_source=news","exit_url":"https://shop.example/?utm_source=news","bounce":true,
                 "utm_source":"news","utm_campaign":null,"device_type":null}
                """));
    assertThat(sessions.getJsonObject(3))
        .isEqualTo(
            new JsonObject(
                """
                {"session_id":"s9","person_id":"cyd","start":"2026-11-03T07:00:00.000Z","end":"2026-11-03T07:03:00.000Z","duration_s":180,
                 "events":3,"page_views":2,"screen_views":0,"entry":"/pricing","exit":"/docs",
                 "entry_url":"https://shop.example/pricing/","exit_url":"https://shop.example/docs","bounce":false,
                 "utm_source":null,"utm_campaign":null,"device_type":null}
                """));
    assertThat(people("{\"kind\":\"sessions\",R}", "{}")).containsExactly("ada", "ben", "cyd");
  }

  @Test
  void sessionsGoOnBehindTheCursor() {
    String spec = "{\"kind\":\"sessions\",\"limit\":4,R}";
    JsonObject first = insights.result("shop", Reference.spec(spec));
    assertThat(first.getJsonArray("sessions").size()).isEqualTo(4);
    JsonObject second =
        insights.result("shop", Reference.spec(spec).put("cursor", first.getString("cursor")));
    assertThat(second.getJsonArray("sessions").size()).isEqualTo(2);
    assertThat(second.getValue("cursor")).isNull();
    PortalFixture.Answer bad = insights.ask("shop", Reference.spec(spec).put("cursor", "x"));
    assertThat(bad.status()).isEqualTo(400);
    assertThat(bad.json().getString("field")).isEqualTo("$.cursor");
  }

  @Test
  void sessionsOfManyHoursAreReadInStretches() {
    long start = Instant.parse("2026-10-05T00:00:00Z").toEpochMilli();
    int hours = 40;
    List<Event> events = new ArrayList<>();
    for (int hour = 0; hour < hours; hour++) {
      events.add(Event.of(events.size() + 1, "a", start + hour * HOUR, null, "u" + hour));
    }
    // These two go on from the first stretch, of 24 hours, into the second.
    events.add(Event.of(41, "a", start + 24 * HOUR - 600_000, null, "over"));
    events.add(Event.of(42, "a", start + 24 * HOUR + 600_000, null, "over"));
    events.add(Event.of(43, "a", start + 3 * HOUR + 1, null, "named").session("s1"));
    events.add(Event.of(44, "a", start + 30 * HOUR, null, "named").session("s1"));
    insights.app("long", events);
    JsonObject spec =
        new JsonObject(
            "{\"kind\":\"sessions\",\"limit\":1000,\"from\":\"2026-10-01\",\"to\":\"2026-10-31\"}");
    JsonObject whole = insights.answer("long", spec);
    JsonArray all = whole.getJsonObject("result").getJsonArray("sessions");
    assertThat(whole.getJsonObject("meta").getJsonArray("sql").size()).isEqualTo(2);
    assertThat(all.size()).isEqualTo(hours + 2);
    assertThat(all.stream().map(session -> ((JsonObject) session).getString("start"))).isSorted();
    for (String person : List.of("over", "named")) {
      assertThat(all.stream().map(JsonObject.class::cast))
          .filteredOn(session -> person.equals(session.getString("person_id")))
          .singleElement()
          .satisfies(session -> assertThat(session.getInteger("events")).isEqualTo(2));
    }
    JsonArray pages = new JsonArray();
    spec.put("limit", 19);
    do {
      JsonObject page = insights.result("long", spec);
      pages.addAll(page.getJsonArray("sessions"));
      spec.put("cursor", page.getString("cursor"));
    } while (spec.getString("cursor") != null);
    assertThat(pages).isEqualTo(all);
  }

  @Test
  void aCellThatTheKindDoesNotHaveIsAnErrorThatSaysWhere() {
    for (String cell :
        List.of(
            "{\"step\":7} $.step",
            "{} $.step",
            "{\"step\":0,\"outcome\":\"lost\"} $.outcome",
            "{\"step\":0,\"period\":0} $.period",
            "{\"step\":0,\"breakdown\":[\"x\"]} $.breakdown")) {
      String[] parts = cell.split(" ");
      PortalFixture.Answer answer =
          insights
              .portal()
              .post(
                  "/api/apps/shop/insights/people",
                  new JsonObject(parts[0]).put("query", Reference.spec(SIGNED_UP_AND_PAID)));
      assertThat(answer.status()).as(answer.text()).isEqualTo(400);
      assertThat(answer.json().getString("field")).isEqualTo(parts[1]);
    }
  }

  @Test
  void correlationTellsWhatConvertersHaveMoreOften() {
    PortalFixture.Answer answer =
        insights
            .portal()
            .post(
                "/api/apps/shop/insights/correlation",
                new JsonObject().put("query", Reference.spec(SIGNED_UP_AND_PAID)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    // Ada converts; she and Cyd viewed pages, and Ada alone is from Germany.
    assertThat(answer.json())
        .isEqualTo(
            new JsonObject(
                """
                {"items":[
                  {"kind":"trait","name":"country","value":"DE","converted_with":1,"converted_without":0,"dropped_with":0,"dropped_without":2,"odds_ratio":15},
                  {"kind":"event","name":"page_view","value":null,"converted_with":1,"converted_without":0,"dropped_with":1,"dropped_without":1,"odds_ratio":3},
                  {"kind":"trait","name":"country","value":"FR","converted_with":0,"converted_without":1,"dropped_with":1,"dropped_without":1,"odds_ratio":0.3333333333333333}],
                 "converted":1,"dropped":2}
                """));
    PortalFixture.Answer other =
        insights
            .portal()
            .post(
                "/api/apps/shop/insights/correlation",
                new JsonObject().put("query", Reference.spec(PATHS)));
    assertThat(other.status()).isEqualTo(400);
    assertThat(other.json().getString("suggestion")).isEqualTo("funnel");
  }
}
