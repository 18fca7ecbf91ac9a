package io.causality.portal.ask;

import static io.causality.portal.ask.ReferenceQuestion.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.portal.insight.InsightFixture;
import io.causality.portal.insight.Reference;
import io.causality.testkit.Await;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ask's HTTP contract, field by field, as somebody outside would read it. */
class AskContractIT {
  private static final List<String> FIELDS =
      List.of(
          "id",
          "conversation",
          "question",
          "status",
          "text",
          "value",
          "result",
          "choices",
          "reason",
          "spec",
          "sql",
          "definition",
          "assumptions",
          "sources",
          "engine",
          "verified",
          "watermark",
          "usage",
          "unsupported");
  private static final Set<String> TYPES =
      Set.of("string", "integer", "number", "boolean", "date", "timestamp");
  private static final Set<String> ROLES = Set.of("dimension", "time", "measure");
  private static final Set<String> UNITS =
      Set.of(
          "count", "people", "percent", "ratio", "ms", "seconds", "minutes", "hours", "days",
          "cents", "EUR");

  private static InsightFixture insights;

  @BeforeAll
  static void start() {
    insights = new InsightFixture("ask-contract-it", Map.of());
    insights.app("shop", Reference.events());
    ReferenceQuestion.awaitNames(AskContractIT::ask);
  }

  @AfterAll
  static void stop() {
    insights.close();
  }

  private static HttpResponse<String> send(String body, String accept, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + insights.portal().port() + "/api/apps/shop/ask"))
            .header("Content-Type", "application/json")
            .header("Accept", accept)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonObject ask(String question) {
    HttpResponse<String> answer =
        send(body(question).encode(), "application/json", PortalFixture.TOKEN);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Ask-Id"))
        .hasValue(new JsonObject(answer.body()).getString("id"));
    return new JsonObject(answer.body());
  }

  /** What holds for every answer. */
  private static JsonObject checked(JsonObject answer) {
    assertThat(answer.fieldNames()).containsExactlyInAnyOrderElementsOf(FIELDS);
    assertThat(answer.getString("id")).isNotBlank();
    assertThat(answer.getString("conversation")).isNotBlank();
    assertThat(answer.getString("question")).isNotBlank();
    assertThat(answer.getString("status")).isIn("answered", "assumed", "clarify", "declined");
    assertThat(answer.getString("text")).isNotBlank();
    assertThat(answer.getJsonArray("sql")).isNotNull();
    assertThat(answer.getJsonArray("assumptions")).isNotNull();
    assertThat(answer.getJsonArray("unsupported")).isNotNull();
    assertThat(answer.getString("engine")).matches("verified|interpreter|model:.+");
    JsonObject usage = answer.getJsonObject("usage");
    assertThat(usage.fieldNames())
        .containsExactlyInAnyOrder("wall_ms", "input_tokens", "output_tokens");
    for (String field : usage.fieldNames()) {
      assertThat(usage.getValue(field)).as(field).isInstanceOf(Number.class);
    }
    JsonArray sources = answer.getJsonArray("sources");
    for (int i = 0; i < sources.size(); i++) {
      JsonObject source = sources.getJsonObject(i);
      assertThat(source.getInteger("n")).isPositive();
      assertThat(source.getString("tool")).isNotBlank();
      assertThat(source.getLong("wall_ms")).isNotNegative();
      assertThat(Set.of("n", "tool", "sql", "rows_scanned", "bytes_scanned", "wall_ms"))
          .containsAll(source.fieldNames());
    }
    if (answer.getJsonObject("result") != null) {
      checkResult(answer.getJsonObject("result"));
    }
    if (answer.getString("watermark") != null) {
      assertThat(Instant.parse(answer.getString("watermark"))).isNotNull();
    }
    return answer;
  }

  private static void checkResult(JsonObject result) {
    assertThat(result.fieldNames()).containsExactlyInAnyOrder("columns", "rows", "truncated");
    JsonArray columns = result.getJsonArray("columns");
    for (int i = 0; i < columns.size(); i++) {
      JsonObject column = columns.getJsonObject(i);
      assertThat(Set.of("name", "type", "role", "unit")).containsAll(column.fieldNames());
      assertThat(column.getString("name")).isNotBlank();
      assertThat(column.getString("type")).isIn(TYPES);
      assertThat(column.getString("role")).isIn(ROLES);
      if (column.containsKey("unit")) {
        assertThat(column.getString("role")).isEqualTo("measure");
        assertThat(column.getString("unit")).isIn(UNITS);
      }
      JsonArray rows = result.getJsonArray("rows");
      for (int row = 0; row < rows.size(); row++) {
        Object cell = rows.getJsonArray(row).getValue(i);
        boolean number = Set.of("integer", "number").contains(column.getString("type"));
        assertThat(cell).as(column.encode()).isInstanceOf(number ? Number.class : String.class);
      }
    }
    JsonArray rows = result.getJsonArray("rows");
    for (int row = 0; row < rows.size(); row++) {
      assertThat(rows.getJsonArray(row)).hasSize(columns.size());
    }
    assertThat(result.getBoolean("truncated")).isFalse();
  }

  @Test
  void everyKindOfAnswerHasEveryField() {
    JsonObject answered = checked(ask("How many people signed up this week?"));
    assertThat(answered.getString("status")).isEqualTo("answered");
    assertThat(answered.getValue("value")).isInstanceOf(Number.class);
    assertThat(answered.getValue("choices")).isNull();
    assertThat(answered.getValue("reason")).isNull();
    assertThat(answered.getJsonObject("spec").getString("kind")).isEqualTo("trends");
    JsonObject definition = answered.getJsonObject("definition");
    assertThat(definition.fieldNames())
        .contains("events", "filters", "from", "to", "timezone", "math");
    assertThat(Instant.parse(definition.getString("from")))
        .isBefore(Instant.parse(definition.getString("to")));

    JsonObject table = checked(ask("signups by plan this week"));
    assertThat(table.getValue("value")).isNull();
    JsonObject assumed = checked(ask("How many signups?"));
    assertThat(assumed.getString("status")).isEqualTo("assumed");
    assertThat(assumed.getJsonArray("assumptions")).isNotEmpty();

    JsonObject clarify = checked(ask("What is our conversion rate this week?"));
    assertThat(clarify.getString("status")).isEqualTo("clarify");
    assertThat(clarify.getValue("result")).isNull();
    assertThat(clarify.getJsonArray("choices").size()).isGreaterThanOrEqualTo(2);
    for (Object one : clarify.getJsonArray("choices")) {
      assertThat(((JsonObject) one).fieldNames()).containsExactlyInAnyOrder("text", "question");
    }

    JsonObject declined = checked(ask("How many refunds this week?"));
    assertThat(declined.getString("status")).isEqualTo("declined");
    assertThat(declined.getString("reason"))
        .isIn(
            "no_data",
            "unknown_name",
            "not_understood",
            "not_allowed",
            "no_verified_match",
            "budget");
    assertThat(declined.getValue("result")).isNull();

    for (String question :
        List.of(
            "funnel from signed up to paid this week",
            "What is the conversion rate from signup to paid this week?",
            "weekly retention of Signed up this week",
            "signups per day this week",
            "Paid by hour of the day this week",
            "Paid by weekday this week",
            "Why did Paid change on November 3?",
            "average amount of Paid this week",
            "how many people paid at least twice this week?",
            "What do people do after Signed up this week?")) {
      checked(ask(question));
    }
  }

  @Test
  void aStreamIsStepsThenOneAnswerOrOneErrorAndThenItEnds() {
    HttpResponse<String> response =
        send(body("signups per day this week").encode(), "text/event-stream", PortalFixture.TOKEN);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    String id = response.headers().firstValue("X-Ask-Id").orElseThrow();
    int answers = 0;
    int last = -1;
    String[] blocks = response.body().strip().split("\n\n", -1);
    for (int i = 0; i < blocks.length; i++) {
      if (blocks[i].startsWith(":")) {
        continue;
      }
      String[] lines = blocks[i].split("\n", 2);
      JsonObject data = new JsonObject(lines[1].substring("data: ".length()));
      last = i;
      switch (lines[0]) {
        case "event: step" -> {
          assertThat(answers).isZero();
          assertThat(Set.of("n", "tool", "title", "state", "sql", "rows", "wall_ms"))
              .containsAll(data.fieldNames());
          assertThat(data.fieldNames()).contains("n", "tool", "title", "state");
          assertThat(data.getString("state")).isIn("running", "done", "failed");
        }
        case "event: text" -> assertThat(data.fieldNames()).containsExactly("delta");
        case "event: answer" -> {
          answers++;
          assertThat(checked(data).getString("id")).isEqualTo(id);
        }
        default -> throw new AssertionError(blocks[i]);
      }
    }
    assertThat(answers).isEqualTo(1);
    assertThat(last).isEqualTo(blocks.length - 1);

    String failed =
        send(
                body("How many signups?").put("mode", "model").encode(),
                "text/event-stream",
                PortalFixture.TOKEN)
            .body();
    assertThat(failed).contains("provider_down").contains("\"interpreter_available\":true");
  }

  @Test
  void whatTakesTooMuchIsDeclinedWithItsReason() {
    restart("100");
    try {
      JsonObject declined = checked(ask("How many people paid per day since November 2?"));
      assertThat(declined.getString("reason")).as(declined.encode()).isEqualTo("budget");
      assertThat(declined.getValue("result")).isNull();
    } finally {
      restart("60000");
    }
  }

  private static void restart(String insightMillis) {
    insights.portal().restart(Map.of("CAUSALITY_INSIGHT_TIME_LIMIT_MS", insightMillis));
    insights.portal().awaitReady();
    Await.until(
        "the names are known",
        Duration.ofSeconds(30),
        () -> insights.portal().get("/api/apps/shop/names/events").text().contains("Paid"));
  }

  @Test
  void problemsHaveTheirCodes() {
    problem(send("{", "application/json", PortalFixture.TOKEN), 400, null);
    problem(send("[]", "application/json", PortalFixture.TOKEN), 400, null);
    problem(send("{\"question\":7}", "application/json", PortalFixture.TOKEN), 400, "bad_question");
    problem(
        send(
            body("x").put("verified_only", "yes").encode(),
            "application/json",
            PortalFixture.TOKEN),
        400,
        "bad_question");
    problem(send(body("x").encode(), "application/json", ""), 401, "not_authenticated");
    String other = insights.portal().userWithToken("none@corp.example", "viewer");
    problem(send(body("x").encode(), "application/json", other), 404, "no_such_app");
    PortalFixture.Answer absent =
        insights.portal().post("/api/apps/no-such-app/ask", body("How many events?"));
    assertThat(absent.status()).isEqualTo(404);
    assertThat(absent.code()).isEqualTo("no_such_app");
    problem(
        send(
            body("x").put("conversation", "01234567-0000-0000-0000-000000000000").encode(),
            "application/json",
            PortalFixture.TOKEN),
        404,
        "no_such_conversation");
    assertThat(insights.portal().delete("/api/apps/shop/ask/none").status()).isEqualTo(404);
  }

  private static void problem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    if (code != null) {
      assertThat(new JsonObject(response.body()).getString("code")).isEqualTo(code);
    }
  }

  @Test
  void aFollowUpIsAnsweredInItsThreadAndAnotherRoleReadsTheSame() {
    String viewer = insights.portal().userWithToken("reader@corp.example", "viewer", "shop");
    JsonObject first =
        new JsonObject(
            send(body("How many signups this week?").encode(), "application/json", viewer).body());
    JsonObject second =
        new JsonObject(
            send(
                    body("and on November 2?")
                        .put("conversation", first.getString("conversation"))
                        .encode(),
                    "application/json",
                    viewer)
                .body());
    checked(second);
    assertThat(second.getString("conversation")).isEqualTo(first.getString("conversation"));
    assertThat(second.getValue("value")).isEqualTo(2);
    assertThat(second.getJsonObject("spec").getString("from")).isEqualTo("2026-11-02");
  }
}
