package io.causality.portal.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The examples of the reference, each with its true answer. */
class ReferenceIT {
  private static InsightFixture insights;

  @BeforeAll
  static void start() {
    insights = new InsightFixture("reference-it", Map.of());
    insights.app("shop", Reference.events());
  }

  @AfterAll
  static void stop() {
    insights.close();
  }

  private static void answers(String spec, String result) {
    assertThat(insights.result("shop", Reference.spec(spec))).isEqualTo(new JsonObject(result));
  }

  @Test
  void trendsWithBreakdown() {
    answers(
        """
        {"kind":"trends","series":[{"event":"Paid","math":"sum","math_property":"amount"},{"event":"Signed up","math":"dau"}],
         "interval":"day","breakdown":{"on":"event","keys":["plan"],"limit":5},R}
        """
            .strip(),
        """
        {"periods":["2026-11-02T00:00:00+01:00","2026-11-03T00:00:00+01:00","2026-11-04T00:00:00+01:00"],
         "series":[{"series":0,"label":"Paid","breakdown":["pro"],"window":"current","data":[20,30,0],"total":50},
                   {"series":1,"label":"Signed up","breakdown":["free"],"window":"current","data":[1,0,0],"total":1},
                   {"series":1,"label":"Signed up","breakdown":["pro"],"window":"current","data":[1,0,0],"total":1},
                   {"series":1,"label":"Signed up","breakdown":[""],"window":"current","data":[0,1,0],"total":1}]}
        """);
  }

  @Test
  void trendsWithFormulaAndComparison() {
    answers(
        "{\"kind\":\"trends\",\"series\":[{\"event\":\"Paid\"},{\"event\":\"Signed up\"}],"
            + "\"formula\":\"100*A/B\",\"compare\":\"previous_period\",R}",
        """
        {"periods":["2026-11-02T00:00:00+01:00","2026-11-03T00:00:00+01:00","2026-11-04T00:00:00+01:00"],
         "previous_periods":["2026-10-30T00:00:00+01:00","2026-10-31T00:00:00+01:00","2026-11-01T00:00:00+01:00"],
         "series":[{"series":"formula","label":"100*A/B","breakdown":null,"window":"current","data":[50,100,0],"total":150},
                   {"series":"formula","label":"100*A/B","breakdown":null,"window":"previous","data":[0,0,0],"total":0}]}
        """);
  }

  @Test
  void trendsAsOneNumber() {
    answers(
        "{\"kind\":\"trends\",\"series\":[{\"event\":null,\"math\":\"dau\"}],\"aggregate\":true,R}",
        """
        {"periods":[],"series":[{"series":0,"label":"Any event","breakdown":null,"window":"current","data":[],"total":3}]}
        """);
  }

  @Test
  void retention() {
    String spec =
        "{\"kind\":\"retention\",\"mode\":\"first_time\",\"target\":{\"event\":\"Signed up\"},"
            + "\"returning\":{\"event\":null},\"period\":\"day\",\"intervals\":3,"
            + "\"to\":\"2026-11-04\",\"timezone\":\"Europe/Berlin\"";
    String periods =
        "{\"periods\":[\"2026-11-02T00:00:00+01:00\",\"2026-11-03T00:00:00+01:00\","
            + "\"2026-11-04T00:00:00+01:00\"],";
    answers(spec + "}", periods + "\"matrix\":[[2,1,1],[1,0],[0]]}");
    answers(
        spec + ",\"breakdown\":{\"on\":\"person\",\"keys\":[\"country\"]}}",
        periods
            + "\"series\":[{\"breakdown\":[\"DE\"],\"matrix\":[[1,0,1],[0,0],[0]]},"
            + "{\"breakdown\":[\"FR\"],\"matrix\":[[1,1,0],[0,0],[0]]},"
            + "{\"breakdown\":[\"\"],\"matrix\":[[0,0,0],[1,0],[0]]}]}");
  }

  @Test
  void lifecycle() {
    answers(
        "{\"kind\":\"lifecycle\",\"series\":{\"event\":null},\"interval\":\"day\",R}",
        """
        {"periods":["2026-11-02T00:00:00+01:00","2026-11-03T00:00:00+01:00","2026-11-04T00:00:00+01:00"],
         "new":[2,1,0],"returning":[0,1,0],"resurrecting":[0,0,1],"dormant":[0,-1,-2]}
        """);
  }

  @Test
  void stickiness() {
    answers(
        "{\"kind\":\"stickiness\",\"series\":{\"event\":null},\"interval\":\"day\",R}",
        "{\"data\":[1,2,0]}");
  }

  @Test
  void personsOfCells() {
    String lifecycle = "{\"kind\":\"lifecycle\",\"series\":{\"event\":null},R}";
    assertThat(persons(lifecycle, "\"series\":\"dormant\",\"period\":2"))
        .containsExactly("ben", "cyd");
    assertThat(persons(lifecycle, "\"series\":\"new\"")).containsExactly("ada", "ben", "cyd");
    String trend =
        "{\"kind\":\"trends\",\"series\":[{\"event\":\"Signed up\",\"math\":\"dau\"}],R}";
    assertThat(persons(trend, "\"period\":\"2026-11-03T00:00:00+01:00\"")).containsExactly("cyd");
    String stickiness = "{\"kind\":\"stickiness\",\"series\":{\"event\":null},R}";
    assertThat(persons(stickiness, "\"interval\":2")).containsExactly("ada", "ben");
    JsonObject page =
        insights.people(
            "shop",
            new JsonObject()
                .put("query", Reference.spec(stickiness))
                .put("interval", 2)
                .put("limit", 1));
    assertThat(page.getJsonArray("people").encode())
        .isEqualTo("[{\"person_id\":\"ada\",\"traits\":{\"country\":\"DE\"}}]");
    assertThat(page.getInteger("total")).isEqualTo(2);
    JsonObject rest =
        insights.people(
            "shop",
            new JsonObject()
                .put("query", Reference.spec(stickiness))
                .put("interval", 2)
                .put("cursor", page.getString("cursor")));
    assertThat(rest.getJsonArray("people").encode()).contains("ben").doesNotContain("ada");
    assertThat(rest.getString("cursor")).isNull();
  }

  @Test
  void namesThatWereNeverSeenAreNoErrorButWarnedOf() {
    JsonObject answer =
        insights.answer(
            "shop",
            Reference.spec(
                "{\"kind\":\"trends\",\"series\":[{\"event\":\"payed\"},{\"event\":\"Paid\","
                    + "\"filters\":[{\"key\":\"plann\",\"op\":\"is_set\"},{\"key\":\"contry\","
                    + "\"on\":\"person\",\"op\":\"is_set\"},{\"key\":\"browser\",\"op\":\"is_not_set\"}]}],R}"));
    assertThat(answer.getJsonObject("meta").getJsonArray("warnings").encode())
        .isEqualTo(
            "[{\"code\":\"unknown_event\",\"name\":\"payed\",\"suggestion\":\"Paid\"},"
                + "{\"code\":\"unknown_property\",\"name\":\"plann\",\"suggestion\":\"plan\"},"
                + "{\"code\":\"unknown_trait\",\"name\":\"contry\",\"suggestion\":\"country\"}]");
    assertThat(answer.getJsonObject("result").getJsonArray("series").encode()).contains("[0,0,0]");
  }

  @Test
  void metaSaysWhatItTookAndASecondAnswerComesFromTheCache() {
    JsonObject spec =
        Reference.spec(
            "{\"kind\":\"trends\",\"series\":[{\"event\":\"Paid\",\"label\":\"cached\"}],R}");
    JsonObject first = insights.answer("shop", spec);
    JsonObject meta = first.getJsonObject("meta");
    assertThat(meta.getJsonArray("sql").encode()).contains("lake.causality.events_files");
    assertThat(meta.getLong("rows_scanned")).isPositive();
    assertThat(meta.getLong("bytes_scanned")).isPositive();
    assertThat(meta.getBoolean("cached")).isFalse();
    assertThat(meta.getBoolean("exact")).isTrue();
    assertThat(meta.getString("watermark")).isNotNull();
    JsonObject second = insights.answer("shop", spec);
    assertThat(second.getJsonObject("meta").getBoolean("cached")).isTrue();
    assertThat(second.getJsonObject("meta").getString("computed_at"))
        .isEqualTo(meta.getString("computed_at"));
    assertThat(second.getJsonObject("result")).isEqualTo(first.getJsonObject("result"));
  }

  @Test
  void aBadSpecIsAProblemThatNamesTheField() {
    PortalFixture.Answer answer =
        insights.ask(
            "shop",
            Reference.spec(
                "{\"kind\":\"trends\",\"series\":[{\"event\":\"Paid\",\"math\":\"totl\"}],R}"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("bad_spec");
    assertThat(answer.json().getString("field")).isEqualTo("$.series[0].math");
    assertThat(answer.json().getString("suggestion")).isEqualTo("total");
    assertThat(
            insights
                .ask(
                    "shop",
                    Reference.spec(
                        "{\"kind\":\"trends\",\"series\":[{\"event\":\"Paid\",\"filters\":[{\"on\":\"cohort\","
                            + "\"op\":\"in\",\"value\":\"nobody\"}]}],R}"))
                .json()
                .getString("field"))
        .isEqualTo("$.series[0].filters[0].value");
    assertThat(insights.ask("no-such-app", new JsonObject()).code()).isEqualTo("no_such_app");
  }

  @Test
  void cohortsAreFilters() {
    String paidAndGerman =
        cohort(
            "{\"all\":[{\"did\":{\"event\":\"Paid\"}},{\"trait\":{\"key\":\"country\",\"op\":\"exact\","
                + "\"value\":\"DE\"}}]}");
    assertThat(active("in", paidAndGerman)).containsExactly("ada");
    assertThat(active("not_in", paidAndGerman)).containsExactly("ben", "cyd");
    String others = cohort("{\"all\":[{\"cohort\":\"" + paidAndGerman + "\",\"op\":\"not_in\"}]}");
    assertThat(active("in", others)).containsExactly("ben", "cyd");
    String never = cohort("{\"any\":[{\"did_not\":{\"event\":\"Paid\"},\"from\":\"2026-11-03\"}]}");
    assertThat(active("in", never)).containsExactly("ada", "cyd");
    String often =
        cohort("{\"all\":[{\"did\":{\"event\":\"page_view\"},\"op\":\"eq\",\"times\":2}]}");
    assertThat(active("in", often)).containsExactly("cyd");
    String listed =
        saved(
            new JsonObject()
                .put("name", "listed")
                .put("kind", "static")
                .put("people", new JsonArray().add("ben").add("nobody's 'friend'")));
    assertThat(active("in", listed)).containsExactly("ben");
  }

  @Test
  void aBadDefinitionIsRefused() {
    PortalFixture.Answer answer =
        insights
            .portal()
            .post(
                "/api/apps/shop/cohorts",
                new JsonObject(
                    "{\"name\":\"x\",\"kind\":\"dynamic\",\"definition\":{\"all\":[{\"dod\":1}]}}"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("field")).isEqualTo("$.definition.all[0].dod");
  }

  private static String cohort(String definition) {
    return saved(
        new JsonObject()
            .put("name", "cohort")
            .put("kind", "dynamic")
            .put("definition", new JsonObject(definition)));
  }

  private static String saved(JsonObject cohort) {
    PortalFixture.Answer answer = insights.portal().post("/api/apps/shop/cohorts", cohort);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().getString("id");
  }

  private static java.util.List<String> active(String op, String cohort) {
    return persons(
        "{\"kind\":\"trends\",\"series\":[{\"event\":null}],\"filters\":[{\"on\":\"cohort\",\"op\":\""
            + op
            + "\",\"value\":\""
            + cohort
            + "\"}],R}",
        "");
  }

  private static java.util.List<String> persons(String spec, String cell) {
    JsonObject body = new JsonObject("{" + cell + "}").put("query", Reference.spec(spec));
    return insights.persons("shop", body);
  }
}
