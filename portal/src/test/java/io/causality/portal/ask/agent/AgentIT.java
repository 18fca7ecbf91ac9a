package io.causality.portal.ask.agent;

import static io.causality.portal.ask.agent.ScriptedModel.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.portal.ask.agent.ScriptedModel.Reply;
import io.causality.portal.insight.InsightFixture;
import io.causality.portal.insight.Reference;
import io.causality.testkit.Await;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A model that does well and badly, over the events of the reference and a real Trino. */
class AgentIT {
  private static final String NOW = "2026-11-05T09:00:00Z";
  private static final String KEY = "only-for-tests";

  private static final Reply CATALOG = call("search_catalog", new JsonObject());

  private static ScriptedModel model;
  private static InsightFixture insights;

  @BeforeAll
  static void start() {
    model = new ScriptedModel();
    insights =
        new InsightFixture(
            "agent-it",
            Map.of(
                "CAUSALITY_ASK_PROVIDER", "openai",
                "CAUSALITY_ASK_URL", model.url(),
                "CAUSALITY_ASK_MODEL", "test-model",
                "CAUSALITY_ASK_KEY", KEY,
                "CAUSALITY_ASK_STEPS", "6",
                "CAUSALITY_ASK_TURN_MS", "2000"));
    insights.app("shop", Reference.events());
    Await.until(
        "the names are known",
        Duration.ofSeconds(30),
        () -> insights.portal().get("/api/apps/shop/names/events").text().contains("Signed up"));
  }

  @AfterAll
  static void stop() {
    insights.close();
    model.close();
  }

  private static JsonObject body(String question) {
    return new JsonObject()
        .put("question", question)
        .put("now", NOW)
        .put("timezone", "Europe/Berlin");
  }

  private static JsonObject ask(String app, String question, Reply... replies) {
    model.says(replies);
    PortalFixture.Answer answer =
        insights.portal().post("/api/apps/" + app + "/ask", body(question));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static Reply insight(String event) {
    return call(
        "run_insight",
        new JsonObject()
            .put(
                "spec",
                new JsonObject()
                    .put("kind", "trends")
                    .put(
                        "series",
                        new JsonArray()
                            .add(new JsonObject().put("event", event).put("math", "dau")))
                    .put("aggregate", true)
                    .put("from", "2026-11-02")
                    .put("to", "2026-11-08")));
  }

  private static Reply sql(String text) {
    return call("run_sql", new JsonObject().put("sql", text));
  }

  private static Reply answered(String text, int result) {
    return call(
        "answer",
        new JsonObject().put("status", "answered").put("text", text).put("result", result));
  }

  /** What the model was told last before its n-th reply. */
  private static String toldBefore(int reply) {
    JsonArray messages = model.requests().get(reply - 1).body().getJsonArray("messages");
    return messages.getJsonObject(messages.size() - 1).getString("content");
  }

  @Test
  void anAnswerHasTheRowsOfAResultAndSaysHowItWasMade() {
    JsonObject answer =
        ask(
            "shop",
            "How many people signed up this week?",
            CATALOG,
            insight("Signed up"),
            answered("3 people signed up this week.", 2));
    assertThat(answer.getString("status")).isEqualTo("answered");
    assertThat(answer.getValue("value")).isEqualTo(3);
    assertThat(answer.getJsonObject("result").getJsonArray("rows").encode()).isEqualTo("[[3]]");
    assertThat(answer.getString("engine")).isEqualTo("model:test-model");
    assertThat(answer.getJsonArray("unsupported")).isEmpty();
    assertThat(answer.getJsonArray("sql").getString(0)).contains("Signed up");
    assertThat(answer.getJsonArray("sources")).hasSize(1);
    JsonObject definition = answer.getJsonObject("definition");
    assertThat(definition.getJsonArray("events").encode()).isEqualTo("[\"Signed up\"]");
    assertThat(definition.getString("from")).isEqualTo("2026-11-01T23:00:00Z");
    // Nothing after the moment of asking counts.
    assertThat(definition.getString("to")).isEqualTo(NOW);
    assertThat(definition.getString("timezone")).isEqualTo("Europe/Berlin");
    assertThat(answer.getJsonArray("assumptions").encode()).contains("2026-11-04");
    assertThat(answer.getJsonObject("usage").getInteger("input_tokens")).isEqualTo(300);
    assertThat(answer.getJsonObject("usage").getInteger("output_tokens")).isEqualTo(30);

    ScriptedModel.Request first = model.requests().getFirst();
    assertThat(first.authorization()).isEqualTo("Bearer " + KEY);
    assertThat(first.body().getJsonArray("tools").encode())
        .contains("\"answer\"")
        .doesNotContain("save_chart");
    String system = first.body().getJsonArray("messages").getJsonObject(0).getString("content");
    assertThat(system).contains("2026-11-05T10:00:00+01:00 (Thursday)").doesNotContain("{");
    assertThat(toldBefore(2)).contains("\"result\":1").contains("Signed up");
  }

  @Test
  void aNameThatDoesNotExistNeverReachesTheEngine() {
    JsonObject answer =
        ask(
            "shop",
            "How many signups?",
            insight("Signup Completed"),
            insight("Signed up"),
            answered("3 people signed up.", 1));
    assertThat(answer.getValue("value")).isEqualTo(3);
    assertThat(answer.getJsonArray("sources")).hasSize(1);
    assertThat(toldBefore(2))
        .contains("the app has never sent the event Signup Completed")
        .contains("\"suggestion\":\"Signed up\"");
  }

  @Test
  void brokenSqlIsRepaired() {
    JsonObject answer =
        ask(
            "shop",
            "How many events are there?",
            sql("SELEC count(*) FROM events"),
            sql("SELECT count(*) AS events FROM events WHERE no_such_column = 1"),
            sql("SELECT count(*) AS events FROM events"),
            answered("There are 10 events.", 1));
    assertThat(answer.getValue("value")).isEqualTo(10);
    assertThat(answer.getValue("spec")).isNull();
    assertThat(answer.getJsonArray("sql")).hasSize(1);
    assertThat(toldBefore(2)).contains("sql_syntax").contains("\"line\":1,\"column\":1");
    assertThat(toldBefore(3))
        .contains("sql_failed")
        .contains("no_such_column")
        .contains("\"line\":1,\"column\":45");
    // What could not be planned has read nothing.
    assertThat(answer.getJsonArray("sources")).hasSize(1);
  }

  @Test
  void namesInSqlThatTheAppNeverSentAreToldWithTheirPlace() {
    JsonObject answer =
        ask(
            "shop",
            "How many pro customers paid?",
            sql("SELECT count(*) AS n FROM events WHERE event_name = 'Payed'"),
            sql(
                "SELECT count(*) AS n\nFROM events\nWHERE event_name = 'Paid'"
                    + " AND element_at(properties, 'plann') = 'pro'"),
            sql("SELECT count(*) AS n FROM events WHERE event_name = 'Paid'"),
            answered("2 payments.", 1));
    assertThat(answer.getValue("value")).isEqualTo(2);
    assertThat(answer.getJsonArray("sources")).hasSize(1);
    assertThat(toldBefore(2))
        .contains("line 1:53: the app has never sent the event Payed")
        .contains("\"suggestion\":\"Paid\"");
    assertThat(toldBefore(3))
        .contains("line 3:54: the app has never sent the property plann")
        .contains("\"suggestion\":\"plan\"");
  }

  @Test
  void theTextGrowsInTheStreamUpToTheFirstNumberThatNothingSupports() throws Exception {
    for (String provider : List.of("anthropic", "openai")) {
      insights.portal().restart(Map.of("CAUSALITY_ASK_PROVIDER", provider));
      insights.portal().awaitReady();
      String text = "3 people \"signed up\" this week, on 2026-11-02 and later; nobody else did.";
      model.says(insight("Signed up"), answered(text, 1));
      List<JsonObject> events = stream();
      assertThat(deltas(events)).hasSizeGreaterThan(2);
      assertThat(String.join("", deltas(events))).isEqualTo(text);
      assertThat(events.getLast().getJsonObject("data").getString("text")).isEqualTo(text);

      model.says(
          insight("Signed up"),
          answered("Of 3 people 42 are new.", 1),
          answered("Of 3 people none is new.", 1));
      events = stream();
      assertThat(String.join("", deltas(events))).isEqualTo("Of 3 people none is new.");
      assertThat(events.getLast().getString("event")).isEqualTo("answer");
    }
  }

  private static List<String> deltas(List<JsonObject> events) {
    return events.stream()
        .filter(event -> event.getString("event").equals("text"))
        .map(event -> event.getJsonObject("data").getString("delta"))
        .toList();
  }

  /** What comes of a question as server-sent events: {@code event} and {@code data}. */
  private static List<JsonObject> stream() throws IOException, InterruptedException {
    HttpResponse<String> answer;
    try (HttpClient http = HttpClient.newHttpClient()) {
      answer =
          http.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://127.0.0.1:" + insights.portal().port() + "/api/apps/shop/ask"))
                  .header("Authorization", "Bearer " + PortalFixture.TOKEN)
                  .header("Content-Type", "application/json")
                  .header("Accept", "text/event-stream")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          body("How many people signed up this week?")
                              .put("mode", "model")
                              .encode()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    List<JsonObject> events = new ArrayList<>();
    for (String block : answer.body().split("\n\n", -1)) {
      if (block.startsWith("event: ")) {
        String[] lines = block.split("\n", 2);
        events.add(
            new JsonObject()
                .put("event", lines[0].substring("event: ".length()))
                .put("data", new JsonObject(lines[1].substring("data: ".length()))));
      }
    }
    return events;
  }

  @Test
  void aNumberThatStandsInNoResultIsObjectedToAndThenNamed() {
    JsonObject answer =
        ask(
            "shop",
            "How many signups?",
            insight("Signed up"),
            answered("3 people signed up, 42 more than before.", 1));
    assertThat(toldBefore(3)).contains("stand in no result: 42");
    assertThat(answer.getJsonArray("unsupported").encode()).isEqualTo("[\"42\"]");
    JsonObject mended =
        ask(
            "shop",
            "How many signups?",
            insight("Signed up"),
            answered("7 people signed up.", 1),
            answered("3 people signed up.", 1));
    assertThat(mended.getJsonArray("unsupported")).isEmpty();
  }

  @Test
  void withTheProviderDownTheInterpreterAnswersOrIsOffered() {
    for (Reply down :
        List.of(
            new ScriptedModel.Status(401),
            new ScriptedModel.Status(503),
            new ScriptedModel.Broken(),
            new ScriptedModel.Silent())) {
      JsonObject answer = ask("shop", "How many people signed up this week?", down);
      assertThat(answer.getValue("value")).as(down.toString()).isEqualTo(3);
      assertThat(answer.getString("engine")).isEqualTo("interpreter");
      assertThat(answer.getJsonArray("assumptions").encode()).contains("cannot be reached");
    }
    model.says(new ScriptedModel.Status(401));
    PortalFixture.Answer refused =
        insights
            .portal()
            .post("/api/apps/shop/ask", body("How many signups?").put("mode", "model"));
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.code()).isEqualTo("provider_down");
    assertThat(refused.json().getBoolean("interpreter_available")).isTrue();
    assertThat(refused.text()).doesNotContain(KEY);
  }

  @Test
  void aFollowUpIsToldWhatWasAskedBefore() {
    JsonObject first =
        ask("shop", "How many signups?", insight("Signed up"), answered("3 signed up.", 1));
    model.says(insight("Paid"), answered("2 people paid.", 1));
    JsonObject second =
        insights
            .portal()
            .post(
                "/api/apps/shop/ask",
                body("and paid?").put("conversation", first.getString("conversation")))
            .json();
    assertThat(second.getValue("value")).isEqualTo(2);
    assertThat(model.requests().getFirst().body().getJsonArray("messages").encode())
        .contains("How many signups?")
        .contains("3 signed up.");
  }

  private static PortalFixture.Answer verify(JsonObject answer, JsonObject body) {
    return insights.portal().post("/api/apps/shop/ask/" + answer.getString("id") + "/verify", body);
  }

  @Test
  void ofAModelsAnswerTheSpecIsVerified() {
    String question = "How many fabulous people signed up this week?";
    JsonObject answer = ask("shop", question, insight("Signed up"), answered("3 people.", 1));
    String id = verify(answer, new JsonObject()).json().getString("verified");
    assertThat(id).isNotNull();

    model.says(new ScriptedModel.Status(500));
    for (String same :
        List.of(
            question,
            "how many fabulous people did sign up this week",
            "Please tell me the number of fabulous people who signed up this week!")) {
      JsonObject again = insights.portal().post("/api/apps/shop/ask", body(same)).json();
      assertThat(again.getString("engine")).as(again.encode()).isEqualTo("verified");
      assertThat(again.getValue("value")).isEqualTo(3);
      assertThat(again.getJsonObject("verified").getString("id")).isEqualTo(id);
      assertThat(again.getString("text")).isEqualTo("3 people.");
      assertThat(again.getJsonObject("definition").getString("from"))
          .isEqualTo("2026-11-01T23:00:00Z");
      assertThat(again.getJsonObject("usage").getInteger("input_tokens")).isZero();
    }
    JsonObject earlier =
        insights
            .portal()
            .post("/api/apps/shop/ask", body(question).put("now", "2026-11-02T08:30:00Z"))
            .json();
    assertThat(earlier.getValue("value")).as(earlier.encode()).isEqualTo(1);
    for (String other :
        List.of(
            "How many fabulous people signed up on November 3?",
            "How many fabulous people paid this week?",
            "How many fabulous pro people signed up this week?",
            "How many people signed up this week?")) {
      JsonObject declined =
          insights
              .portal()
              .post("/api/apps/shop/ask", body(other).put("verified_only", true))
              .json();
      assertThat(declined.getString("reason")).as(other).isEqualTo("no_verified_match");
    }
    assertThat(
            insights
                .portal()
                .post("/api/apps/shop/ask", body(question).put("verified_only", true))
                .json()
                .getValue("value"))
        .isEqualTo(3);
    assertThat(insights.portal().delete("/api/apps/shop/verified/" + id).status()).isEqualTo(204);
  }

  @Test
  void aModelsAnswerThatCouldNotBeMadeAgainIsNotVerified() {
    JsonObject bySql =
        ask(
            "shop",
            "How many odd events are there?",
            sql("SELECT count(*) AS events FROM events"),
            answered("There are 10 events.", 1));
    assertThat(verify(bySql, new JsonObject()).code()).isEqualTo("bad_question");
    JsonObject unnamed =
        ask("shop", "How many odd signups?", insight("Signed up"), answered("3 people.", 1));
    PortalFixture.Answer refused = verify(unnamed, new JsonObject());
    assertThat(refused.code()).isEqualTo("bad_question");
    assertThat(refused.text()).contains("does not name");
    PortalFixture.Answer another =
        verify(unnamed, new JsonObject().put("question", "odd signups last week"));
    assertThat(another.code()).isEqualTo("bad_question");
    assertThat(another.text()).contains("the question names 2026-10-2");
    String id =
        verify(unnamed, new JsonObject().put("question", "odd signups this week"))
            .json()
            .getString("verified");
    assertThat(id).isNotNull();
    assertThat(insights.portal().delete("/api/apps/shop/verified/" + id).status()).isEqualTo(204);
  }

  @Test
  void theOtherWireFormatWorksToo() {
    insights
        .portal()
        .restart(Map.of("CAUSALITY_ASK_PROVIDER", "anthropic", "CAUSALITY_ASK_MODEL", "other"));
    insights.portal().awaitReady();
    try {
      JsonObject answer =
          ask(
              "shop",
              "How many people signed up this week?",
              new ScriptedModel.Calls(
                  List.of(new ScriptedModel.Call("run_insight", "{\"spec\": "))),
              insight("Signed up"),
              answered("3 people signed up this week.", 1));
      assertThat(answer.getValue("value")).as(answer.encode()).isEqualTo(3);
      assertThat(answer.getString("engine")).isEqualTo("model:other");
      assertThat(answer.getJsonObject("usage").getInteger("input_tokens")).isEqualTo(300);
      ScriptedModel.Request request = model.requests().getLast();
      assertThat(request.path()).isEqualTo("/v1/messages");
      assertThat(request.apiKey()).isEqualTo(KEY);
      assertThat(request.body().getJsonArray("tools").encode()).contains("input_schema");
    } finally {
      insights
          .portal()
          .restart(Map.of("CAUSALITY_ASK_PROVIDER", "openai", "CAUSALITY_ASK_MODEL", "test-model"));
      insights.portal().awaitReady();
    }
  }
}
