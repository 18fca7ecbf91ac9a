package io.causality.portal.ask;

import static io.causality.portal.ask.ReferenceQuestion.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.portal.insight.InsightFixture;
import io.causality.portal.insight.Reference;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Questions that lean on others, and questions that somebody has verified. */
class ThreadIT {

  private static InsightFixture insights;
  private static String viewer;
  private static String editor;

  @BeforeAll
  static void start() {
    insights = new InsightFixture("thread-it", Map.of());
    insights.app("shop", Reference.events());
    viewer = insights.portal().userWithToken("viewer@corp.example", "viewer", "shop");
    editor = insights.portal().userWithToken("editor@corp.example", "editor", "shop");
    ReferenceQuestion.awaitNames(question -> ask(viewer, body(question)));
  }

  @AfterAll
  static void stop() {
    insights.close();
  }

  private static JsonObject ask(String token, JsonObject body) {
    PortalFixture.Answer answer =
        insights.portal().call("POST", "/api/apps/shop/ask", body.encode(), token);
    assertThat(answer.status()).as(body.encode() + "\n" + answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static JsonArray rows(JsonObject answer) {
    assertThat(answer.getString("status")).as(answer.encodePrettily()).isEqualTo("answered");
    return answer.getJsonObject("result").getJsonArray("rows");
  }

  private static PortalFixture.Answer call(
      String method, String path, JsonObject body, String token) {
    return insights
        .portal()
        .call(method, "/api/apps/shop" + path, body == null ? null : body.encode(), token);
  }

  @Test
  void aFollowUpChangesWhatItNamesAndKeepsTheRest() {
    JsonObject first = ask(viewer, body("How many signups this week?"));
    String thread = first.getString("conversation");
    assertThat(rows(first).encode()).isEqualTo("[[3]]");
    assertThat(rows(next(thread, "now by plan")).encode())
        .isEqualTo("[[\"(none)\",1],[\"free\",1],[\"pro\",1]]");
    assertThat(rows(next(thread, "and on November 2?")).encode())
        .isEqualTo("[[\"free\",1],[\"pro\",1]]");
    assertThat(rows(next(thread, "only pro")).encode()).isEqualTo("[[\"pro\",1]]");
    JsonObject alone = next(thread, "How many people paid this week?");
    assertThat(rows(alone).encode()).isEqualTo("[[2]]");
    assertThat(rows(next(thread, "and by day?")).encode())
        .isEqualTo("[[\"2026-11-02\",1],[\"2026-11-03\",1],[\"2026-11-04\",0],[\"2026-11-05\",0]]");
  }

  private static JsonObject next(String thread, String question) {
    return ask(viewer, body(question).put("conversation", thread));
  }

  @Test
  void aThreadIsItsOwnersUntilItIsShared() {
    JsonObject first = ask(viewer, body("How many signups this week?"));
    String path = "/conversations/" + first.getString("conversation");
    assertThat(call("GET", path, null, editor).code()).isEqualTo("no_such_conversation");
    assertThat(
            call(
                    "POST",
                    "/ask",
                    body("and by plan?").put("conversation", first.getString("conversation")),
                    editor)
                .code())
        .isEqualTo("no_such_conversation");
    JsonObject change = new JsonObject().put("name", "Signups").put("shared", true);
    assertThat(call("PATCH", path, change, viewer).json().getString("name")).isEqualTo("Signups");
    JsonObject seen = call("GET", path, null, editor).json();
    assertThat(seen.getBoolean("own")).isFalse();
    assertThat(seen.getJsonArray("answers").getJsonObject(0).getString("question"))
        .isEqualTo("How many signups this week?");
    assertThat(call("DELETE", path, null, editor).code()).isEqualTo("forbidden");
    assertThat(call("GET", "/conversations", null, viewer).text())
        .contains(first.getString("conversation"));
    assertThat(call("DELETE", path, null, viewer).status()).isEqualTo(204);
    assertThat(call("GET", path, null, viewer).code()).isEqualTo("no_such_conversation");
  }

  @Test
  void aVerifiedQuestionAnswersWhatMeansTheSameAndNothingElse() {
    JsonObject asked = ask(editor, body("How many people paid this week?"));
    String verify = "/ask/" + asked.getString("id") + "/verify";
    assertThat(call("POST", verify, new JsonObject(), viewer).code())
        .isIn("forbidden", "no_such_question");
    String id = call("POST", verify, new JsonObject(), editor).json().getString("verified");
    assertThat(call("GET", "/verified", null, viewer).text()).contains(id);

    JsonObject same = ask(viewer, body("number of people who paid this week"));
    assertThat(same.getString("engine")).isEqualTo("verified");
    assertThat(same.getJsonObject("verified").getString("id")).isEqualTo(id);
    assertThat(same.getJsonObject("verified").getString("by")).isEqualTo("editor@corp.example");
    assertThat(same.getValue("value")).isEqualTo(2);
    JsonObject earlier =
        ask(viewer, body("people who paid this week").put("now", "2026-11-02T20:00:00Z"));
    assertThat(earlier.getValue("value")).isEqualTo(1);
    for (String other :
        new String[] {
          "How many people paid on November 3?",
          "How many people on the pro plan paid this week?",
          "How many times was Paid recorded this week?"
        }) {
      assertThat(ask(viewer, body(other)).getString("engine")).as(other).isEqualTo("interpreter");
      assertThat(ask(viewer, body(other).put("verified_only", true)).getString("reason"))
          .as(other)
          .isEqualTo("no_verified_match");
    }

    PortalFixture.Answer changed =
        insights
            .portal()
            .call("PATCH", "/api/apps/shop", "{\"verified_only\":true}", PortalFixture.TOKEN);
    assertThat(changed.json().getBoolean("verified_only")).isTrue();
    assertThat(ask(viewer, body("How many signups this week?")).getString("reason"))
        .isEqualTo("no_verified_match");
    insights
        .portal()
        .call("PATCH", "/api/apps/shop", "{\"verified_only\":false}", PortalFixture.TOKEN);
    assertThat(call("DELETE", "/verified/" + id, null, viewer).code()).isEqualTo("forbidden");
    assertThat(call("DELETE", "/verified/" + id, null, editor).status()).isEqualTo(204);
    assertThat(ask(viewer, body("people who paid this week")).getString("engine"))
        .isEqualTo("interpreter");
  }

  @Test
  void whatPeopleSayOfAnswersIsListedForEditorsUntilOneHasLooked() {
    JsonObject asked = ask(viewer, body("How many people paid this week?"));
    String rating = "/ask/" + asked.getString("id") + "/rating";
    JsonObject down = new JsonObject().put("rating", "down").put("comment", "two are missing");
    assertThat(call("PUT", rating, down, editor).code()).isEqualTo("no_such_question");
    assertThat(call("PUT", rating, down, viewer).status()).isEqualTo(204);
    assertThat(call("GET", "/ratings", null, viewer).code()).isEqualTo("forbidden");

    JsonObject listed = ratings().getJsonObject(0);
    assertThat(listed.getString("rating")).isEqualTo("down");
    assertThat(listed.getString("comment")).isEqualTo("two are missing");
    assertThat(listed.getString("by")).isEqualTo("viewer@corp.example");
    assertThat(listed.getJsonObject("answer").getString("question"))
        .isEqualTo("How many people paid this week?");
    String thread = "/conversations/" + asked.getString("conversation");
    assertThat(
            call("GET", thread, null, viewer)
                .json()
                .getJsonArray("answers")
                .getJsonObject(0)
                .getString("rating"))
        .isEqualTo("down");

    String id = listed.getString("id");
    assertThat(call("DELETE", "/ratings/" + id, null, viewer).code()).isEqualTo("forbidden");
    assertThat(call("DELETE", "/ratings/" + id, null, editor).status()).isEqualTo(204);
    assertThat(ratings()).isEmpty();
    assertThat(call("PUT", rating, new JsonObject().put("rating", "up"), viewer).status())
        .isEqualTo(204);
    assertThat(ratings()).hasSize(1);
    assertThat(call("PUT", rating, new JsonObject().put("rating", "none"), viewer).status())
        .isEqualTo(204);
    assertThat(ratings()).isEmpty();
  }

  private static JsonArray ratings() {
    return call("GET", "/ratings", null, editor).json().getJsonArray("ratings");
  }

  @Test
  void suggestionsNameWhatTheAppSends() {
    String questions = call("GET", "/suggestions", null, viewer).text();
    assertThat(questions).contains("How many people were active per day", "Signed up");
  }
}
