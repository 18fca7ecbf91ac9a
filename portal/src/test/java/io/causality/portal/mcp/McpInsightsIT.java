package io.causality.portal.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.insight.InsightFixture;
import io.causality.portal.insight.Reference;
import io.causality.testkit.Await;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the tools count, over the events of the reference and a real Trino. */
class McpInsightsIT {
  private static final Map<String, Object> RANGE = Map.of("from", "2026-11-01", "to", "2026-11-05");

  private static InsightFixture insights;
  private static McpSession viewer;

  @BeforeAll
  static void start() {
    insights = new InsightFixture("mcp-it", Map.of());
    insights.app("shop", Reference.events());
    viewer =
        new McpSession(
            insights.portal().port(),
            insights.portal().userWithToken("mcp@corp.example", "viewer", "shop"),
            "shop");
    Await.until(
        "the names are known",
        Duration.ofSeconds(30),
        () -> viewer.call("search_catalog", Map.of()).encode().contains("Signed up"));
  }

  @AfterAll
  static void stop() {
    viewer.close();
    insights.close();
  }

  private static Map<String, Object> with(Map<String, Object> one, Map<String, Object> other) {
    Map<String, Object> all = new HashMap<>(one);
    all.putAll(other);
    return all;
  }

  @Test
  void insightsAreTables() {
    JsonObject people =
        viewer.call(
            "run_insight",
            Map.of(
                "spec",
                with(
                    RANGE,
                    Map.of(
                        "kind",
                        "trends",
                        "series",
                        List.of(Map.of("event", "Paid", "math", "dau")),
                        "breakdown",
                        Map.of("keys", List.of("plan")),
                        "aggregate",
                        true))));
    assertThat(people.getJsonArray("rows").encode()).isEqualTo("[[\"pro\",2]]");
    assertThat(people.getJsonArray("sql").getString(0)).contains("Paid");
    JsonObject funnel =
        viewer.call(
            "run_insight",
            Map.of(
                "spec",
                with(
                    RANGE,
                    Map.of(
                        "kind",
                        "funnel",
                        "steps",
                        List.of(Map.of("event", "Signed up"), Map.of("event", "Paid"))))));
    assertThat(funnel.getJsonArray("rows").getJsonArray(1).encode())
        .startsWith("[2,\"Paid\",2,66.6");
  }

  @Test
  void periodsAndSegmentsAreComparedAndChangesExplained() {
    Map<String, Object> days =
        Map.of(
            "from", "2026-11-03",
            "to", "2026-11-03",
            "previous_from", "2026-11-02",
            "previous_to", "2026-11-02");
    JsonObject periods = viewer.call("compare", with(days, Map.of("event", "Signed up")));
    assertThat(periods.getJsonArray("rows").encode())
        .isEqualTo("[[\"current\",1],[\"previous\",2]]");
    assertThat(periods.getInteger("change")).isEqualTo(-1);
    assertThat(periods.getInteger("change_percent")).isEqualTo(-50);
    JsonObject segments =
        viewer.call(
            "compare",
            with(
                RANGE,
                Map.of(
                    "event",
                    "Signed up",
                    "segments",
                    List.of(
                        Map.of("name", "free", "filters", List.of(filter("plan", "free"))),
                        Map.of("name", "paying", "filters", List.of(filter("plan", "pro")))))));
    assertThat(segments.getJsonArray("rows").encode()).isEqualTo("[[\"free\",1],[\"paying\",1]]");
    JsonArray causes =
        viewer
            .call("explain_change", with(days, Map.of("event", "Signed up")))
            .getJsonArray("rows");
    assertThat(causes.encode()).contains("[\"plan\",\"free\",1,0,-1]");
  }

  private static Map<String, Object> filter(String key, String value) {
    return Map.of("key", key, "op", "exact", "value", value);
  }

  @Test
  void sqlAndQuestionsCountTheAppsEvents() {
    assertThat(
            viewer
                .call("run_sql", Map.of("sql", "SELECT count(*) AS events FROM events"))
                .getJsonArray("rows")
                .encode())
        .isEqualTo("[[10]]");
    JsonObject column = viewer.refused("run_sql", Map.of("sql", "SELECT nothing FROM events"));
    assertThat(column.getString("code")).isEqualTo("sql_failed");
    assertThat(column.getInteger("line")).isEqualTo(1);
    JsonObject answer =
        viewer.call("ask", Map.of("question", "How many people signed up in November 2026?"));
    assertThat(answer.getInteger("value")).as(answer.encode()).isEqualTo(3);
    assertThat(answer.getString("engine")).isEqualTo("interpreter");
  }
}
