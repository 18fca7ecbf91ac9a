package io.causality.portal.ask.agent;

import static io.causality.portal.TestCatalog.entry;
import static io.causality.portal.TestCatalog.text;
import static io.causality.portal.ask.agent.ScriptedModel.call;
import static io.causality.portal.ask.agent.ScriptedModel.declines;
import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.portal.TestCatalog;
import io.causality.portal.ask.agent.ScriptedModel.Reply;
import io.causality.portal.ask.agent.ScriptedModel.Status;
import io.causality.portal.ask.agent.ScriptedModel.Text;
import io.causality.testkit.Await;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A model that an admin sets while the portal runs. */
class ModelSettingsIT {
  private static final String KEY = "only-for-tests";
  private static final Reply DECLINED = declines("That is not recorded.", "no_data");

  private static ScriptedModel model;
  private static PortalFixture portal;

  @BeforeAll
  static void start() {
    model = new ScriptedModel();
    portal = new PortalFixture(Map.of("CAUSALITY_ASK_TURN_MS", "1000"));
    portal.awaitKeys();
    portal.post("/api/apps", new JsonObject().put("id", "shop"));
    TestCatalog.put(portal, entry("shop", "Signed up", 2, text("plan", "pro")));
    Await.until(
        "the names are known",
        Duration.ofSeconds(30),
        () -> portal.get("/api/apps/shop/names/events").text().contains("Signed up"));
  }

  @AfterAll
  static void stop() {
    portal.close();
    model.close();
  }

  @BeforeEach
  void forget() {
    portal.delete("/api/ask/model");
  }

  private static JsonObject draft() {
    return new JsonObject()
        .put("provider", "openai")
        .put("url", model.url() + "/")
        .put("model", "test-model");
  }

  private static PortalFixture.Answer put(JsonObject body) {
    return portal.call("PUT", "/api/ask/model", body.encode(), PortalFixture.TOKEN);
  }

  private static JsonObject set(JsonObject body) {
    PortalFixture.Answer answer = put(body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.text()).doesNotContain(KEY);
    return answer.json();
  }

  private static PortalFixture.Answer ask(Reply reply) {
    model.says(reply);
    return portal.post(
        "/api/apps/shop/ask",
        new JsonObject().put("question", "How many signups?").put("mode", "model"));
  }

  @Test
  void aModelThatIsSetAnswersAtOnceAndItsKeyIsNeverTold() throws Exception {
    assertThat(portal.get("/api/ask/model").json().getString("source")).isEqualTo("none");
    assertThat(ask(DECLINED).code()).isEqualTo("provider_down");

    JsonObject now = set(draft().put("key", KEY));
    assertThat(now.getString("source")).isEqualTo("settings");
    assertThat(now.getString("url")).isEqualTo(model.url());
    assertThat(now.getBoolean("has_key")).isTrue();
    assertThat(now.getString("changed_by")).isEqualTo("admin@corp.example");
    JsonObject answer = ask(DECLINED).json();
    assertThat(answer.getString("engine")).isEqualTo("model:test-model");
    assertThat(model.requests().getLast().authorization()).isEqualTo("Bearer " + KEY);

    assertThat(portal.get("/api/ask/model").text()).doesNotContain(KEY);
    assertThat(portal.get("/api/audit").text())
        .contains("model.set")
        .contains("openai at " + model.url() + "; new key")
        .doesNotContain(KEY);
    try (Connection connection = portal.database();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT m::text FROM model_settings m")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).contains("test-model").doesNotContain(KEY);
    }

    assertThat(portal.delete("/api/ask/model").status()).isEqualTo(204);
    assertThat(ask(DECLINED).code()).isEqualTo("provider_down");
  }

  @Test
  void aKeyStaysWithItsProviderAndUrlAlone() {
    set(draft().put("key", KEY));
    set(draft().put("model", "other"));
    assertThat(ask(DECLINED).json().getString("engine")).isEqualTo("model:other");
    assertThat(model.requests().getLast().authorization()).isEqualTo("Bearer " + KEY);

    assertThat(set(draft().put("url", model.url() + "/x")).getBoolean("has_key")).isFalse();
    ask(DECLINED);
    assertThat(model.requests().getLast().authorization()).isEqualTo("Bearer none");
    // Going back does not bring it back.
    assertThat(set(draft()).getBoolean("has_key")).isFalse();

    set(draft().put("key", KEY));
    assertThat(set(draft().put("key", "")).getBoolean("has_key")).isFalse();
    set(draft().put("key", KEY));
    assertThat(set(draft().put("provider", "anthropic")).getBoolean("has_key")).isFalse();
    assertThat(ask(DECLINED).status()).isEqualTo(200);
    assertThat(model.requests().getLast().path()).isEqualTo("/v1/messages");
  }

  @Test
  void aTrialSaysWhatIsWrongWithoutTheProvidersWords() {
    assertThat(trial().code()).isEqualTo("provider_down");
    set(draft().put("key", KEY));
    model.says(call("ready", new JsonObject().put("word", "yes")));
    assertThat(trial().json().getBoolean("works")).isTrue();
    trialFails(new Text("yes " + KEY), "did not call the tool");
    trialFails(new Status(401), "refuses the key");
    trialFails(new Status(404), "does not know this model");
    trialFails(new Status(429), "too many requests");
    trialFails(new Status(500), "error of its own");
    trialFails(new ScriptedModel.Silent(), "in time");
    assertThat(model.requests()).hasSize(1);
    set(draft().put("url", "http://127.0.0.1:1/v1"));
    trialFails(DECLINED, "Nothing answers");
  }

  private static PortalFixture.Answer trial() {
    return portal.call("POST", "/api/ask/model/test", null, PortalFixture.TOKEN);
  }

  private static void trialFails(Reply reply, String why) {
    model.says(reply);
    PortalFixture.Answer answer = trial();
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().getBoolean("works")).isFalse();
    assertThat(answer.json().getString("detail")).contains(why);
    assertThat(answer.text()).doesNotContain(KEY);
  }

  @Test
  void onlyAdminsSeeAndSetModels() {
    String editor = portal.userWithToken("editor@corp.example", "editor", "shop");
    for (String path : new String[] {"/api/ask/model", "/api/ask/usage"}) {
      assertThat(portal.call("GET", path, null, editor).code()).isEqualTo("forbidden");
    }
    assertThat(portal.call("PUT", "/api/ask/model", draft().encode(), editor).code())
        .isEqualTo("forbidden");
    assertThat(portal.call("DELETE", "/api/ask/model", null, editor).code()).isEqualTo("forbidden");
    assertThat(portal.call("POST", "/api/ask/model/test", null, editor).code())
        .isEqualTo("forbidden");
  }

  @Test
  void whatIsNoUrlOrNoProviderIsRefused() {
    for (String url :
        new String[] {
          "ftp://m.example/v1",
          "m.example",
          "http://",
          "http://user:pass@m.example/v1",
          "http://a b"
        }) {
      PortalFixture.Answer answer = put(draft().put("url", url));
      assertThat(answer.status()).as(url).isEqualTo(400);
      assertThat(answer.json().getString("field")).isEqualTo("$.url");
    }
    assertThat(put(draft().put("provider", "none")).status()).isEqualTo(400);
    assertThat(put(draft().put("model", " ")).status()).isEqualTo(400);
  }

  @Test
  void whatTheEnvironmentNamesIsShownAndNotChanged() {
    set(draft().put("key", KEY).put("model", "of-the-settings"));
    portal.restart(
        Map.of(
            "CAUSALITY_ASK_PROVIDER", "openai",
            "CAUSALITY_ASK_URL", model.url(),
            "CAUSALITY_ASK_MODEL", "of-the-environment",
            "CAUSALITY_ASK_KEY", "another-only-for-tests"));
    portal.awaitKeys();
    try {
      PortalFixture.Answer shown = portal.get("/api/ask/model");
      assertThat(shown.json().getString("source")).isEqualTo("environment");
      assertThat(shown.json().getString("model")).isEqualTo("of-the-environment");
      assertThat(shown.text()).doesNotContain("only-for-tests");
      assertThat(put(draft()).code()).isEqualTo("read_only");
      assertThat(portal.delete("/api/ask/model").code()).isEqualTo("read_only");
    } finally {
      portal.restart(
          Map.of(
              "CAUSALITY_ASK_PROVIDER", "",
              "CAUSALITY_ASK_URL", "",
              "CAUSALITY_ASK_MODEL", "",
              "CAUSALITY_ASK_KEY", "",
              "CAUSALITY_SECRET_KEY", "another secret key, as after a loss"));
      portal.awaitKeys();
    }
    // The key was sealed under a secret key that is gone.
    assertThat(portal.get("/api/ask/model").json().getBoolean("key_opens")).isFalse();
    assertThat(ask(DECLINED).code()).isEqualTo("provider_down");
    assertThat(trial().json().getString("detail")).contains("give it anew");
  }

  @Test
  void tokensAreAddedUpByUserAndModel() {
    set(draft().put("model", "counted"));
    String viewer = portal.userWithToken("viewer@corp.example", "viewer", "shop");
    ask(DECLINED);
    ask(new Status(401));
    model.says(DECLINED);
    String question = "{\"question\":\"How many signups?\",\"mode\":\"model\"}";
    assertThat(portal.call("POST", "/api/apps/shop/ask", question, viewer).status()).isEqualTo(200);
    JsonObject usage = portal.get("/api/ask/usage?days=1").json();
    assertThat(usage.getInteger("days")).isEqualTo(1);
    assertThat(usage.getJsonArray("usage").encode())
        .contains(
            "{\"user\":\"admin@corp.example\",\"engine\":\"model:counted\",\"questions\":2,\"failed\":1,\"input_tokens\":100,\"output_tokens\":10}",
            "{\"user\":\"viewer@corp.example\",\"engine\":\"model:counted\",\"questions\":1,\"failed\":0,\"input_tokens\":100,\"output_tokens\":10}");
  }
}
