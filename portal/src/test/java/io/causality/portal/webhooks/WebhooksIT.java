package io.causality.portal.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.portal.alerts.AlertsFixture;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WebhooksIT {
  private static AlertsFixture alerts;
  private static PortalFixture portal;
  private static Receiver receiver;

  @BeforeAll
  static void start() {
    alerts = new AlertsFixture(Map.of());
    portal = alerts.portal();
    receiver = new Receiver();
  }

  @AfterAll
  static void stop() {
    receiver.close();
    alerts.close();
  }

  @Test
  void secretsAreShownOnceAndLieSealed() throws Exception {
    JsonObject made =
        alerts.webhook(
            new JsonObject()
                .put("url", receiver.url("/ok"))
                .put("secret", "given-by-the-caller")
                .put(
                    "auth",
                    new JsonObject().put("type", "bearer").put("token", "token-for-a-receiver")));
    assertThat(made.getString("secret")).isEqualTo("given-by-the-caller");
    String path = "/api/webhooks/" + made.getString("id");
    assertThat(portal.get(path).text())
        .contains("bearer")
        .doesNotContain("given-by-the-caller")
        .doesNotContain("token-for-a-receiver");
    portal.post(path + "/test", new JsonObject());
    try (Connection database = portal.database();
        Statement statement = database.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT w::text || coalesce((SELECT string_agg(a::text, '') FROM delivery_attempts"
                    + " a), '') FROM webhooks w WHERE id = '"
                    + made.getString("id")
                    + "'")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1))
          .doesNotContain("given-by-the-caller")
          .doesNotContain("token-for-a-receiver");
    }
  }

  @Test
  void eachKindOfAuthorizationReachesTheReceiver() {
    receiver.at("/auth", exchange -> Receiver.answer(exchange, 200, "welcome"));
    String url = receiver.url("/auth");
    JsonObject webhook = alerts.webhook(url);
    assertThat(sent(webhook)).doesNotContainKey("Authorization");
    change(webhook, url, "{\"type\":\"basic\",\"username\":\"ada\",\"password\":\"p:w\"}");
    assertThat(sent(webhook)).containsEntry("Authorization", "Basic YWRhOnA6dw==");
    change(webhook, url, "{\"type\":\"bearer\",\"token\":\"abc\"}");
    assertThat(sent(webhook)).containsEntry("Authorization", "Bearer abc");
    change(webhook, url, null);
    assertThat(sent(webhook)).as("not given: stays").containsEntry("Authorization", "Bearer abc");
    change(webhook, url, "{\"type\":\"hmac\",\"secret\":\"s\",\"header\":\"X-Sig\"}");
    Map<String, String> headers = sent(webhook);
    String body = receiver.received("/auth").getLast().body();
    assertThat(headers).containsEntry("X-Sig", "sha256=" + Signature.hmac("s", body));
    change(webhook, url, "{\"type\":\"none\"}");
    assertThat(sent(webhook)).doesNotContainKeys("Authorization", "X-Sig");
  }

  @Test
  void aTestSaysWhatCameOfIt() {
    JsonObject good = test(alerts.webhook(receiver.url("/ok")));
    assertThat(good.getString("state")).isEqualTo("delivered");
    assertThat(good.getInteger("status")).isEqualTo(200);
    JsonObject log = good.getJsonArray("log").getJsonObject(0);
    assertThat(log.getJsonObject("response").getString("body")).isEqualTo("thank you");
    assertThat(log.getString("address")).isEqualTo("127.0.0.1");
    JsonObject bad = test(alerts.webhook(receiver.url("/nothing-here")));
    assertThat(bad.getString("state")).isEqualTo("dead");
    assertThat(bad.getInteger("attempts")).isEqualTo(1);
    assertThat(bad.getString("error")).isEqualTo("answered 404");
  }

  @Test
  void slackGetsAMessageInWhichNothingIsMarkup() {
    receiver.at("/slack", exchange -> Receiver.answer(exchange, 200, "ok"));
    JsonObject webhook =
        alerts.webhook(
            new JsonObject().put("url", receiver.url("/slack")).put("template", "slack"));
    alerts.publish(
        AlertsFixture.alert(UUID.randomUUID().toString(), List.of(webhook.getString("id")))
            .put("scope_key", "<!channel> & co"));
    AlertsFixture.await("it comes", () -> !receiver.received("/slack").isEmpty());
    JsonObject body = new JsonObject(receiver.received("/slack").getFirst().body());
    assertThat(body.getString("text")).contains("*Pays and crashes*").contains(":red_circle:");
    assertThat(body.encode())
        .contains("person: &lt;!channel&gt; &amp; co")
        .contains("total_cents: 1200")
        .contains("/app/shop/people/");
  }

  @Test
  void addressesThatCanNeverBeDeliveredToAreRefusedAtOnce() {
    assertThat(refused(Map.of("url", "http://169.254.169.254/latest", "allow_private", true)))
        .isEqualTo("$.url");
    assertThat(refused(Map.of("url", "http://[::ffff:169.254.169.254]/", "allow_private", true)))
        .isEqualTo("$.url");
    assertThat(refused(Map.of("url", "http://127.0.0.1:1/"))).isEqualTo("$.url");
    assertThat(refused(Map.of("url", "http://localhost/"))).isEqualTo("$.url");
    assertThat(refused(Map.of("url", "http://2130706433/"))).isEqualTo("$.url");
    assertThat(refused(Map.of("url", "ftp://example.com/"))).isEqualTo("$.url");
    assertThat(refused(Map.of("url", "http://user:pw@example.com/"))).isEqualTo("$.url");
    assertThat(refused(Map.of("url", "not an address"))).isEqualTo("$.url");
    assertThat(
            refused(
                Map.of(
                    "url",
                    "http://nowhere.invalid/",
                    "auth",
                    new JsonObject().put("type", "hmac").put("secret", "s").put("header", "Host"))))
        .isEqualTo("$.auth.header");
    assertThat(
            refused(
                Map.of(
                    "url",
                    "http://nowhere.invalid/",
                    "auth",
                    new JsonObject().put("type", "basic"))))
        .isEqualTo("$.auth.username");
  }

  @Test
  void aWebhookIsItsAppsAndOneForAllAppsTheAdmins() {
    portal.post("/api/apps", new JsonObject().put("id", "elsewhere"));
    String editor = portal.userWithToken("hooks-editor@corp.example", "editor", "elsewhere");
    String viewer = portal.userWithToken("hooks-viewer@corp.example", "viewer", AlertsFixture.APP);
    String mine = alerts.webhook(receiver.url("/ok")).getString("id");
    JsonObject all =
        portal
            .post(
                "/api/webhooks",
                new JsonObject()
                    .put("name", "all")
                    .put("url", "http://nowhere.invalid/hidden/path"))
            .json();
    assertThat(portal.call("GET", "/api/webhooks/" + mine, null, editor).code())
        .isEqualTo("not_found");
    assertThat(portal.call("GET", "/api/webhooks/" + mine, null, viewer).json().getString("url"))
        .doesNotContain("ok");
    String allPath = "/api/webhooks/" + all.getString("id");
    assertThat(portal.call("GET", allPath, null, editor).json().getString("url"))
        .isEqualTo("http://nowhere.invalid/…");
    String draft = "{\"name\":\"x\",\"url\":\"http://nowhere.invalid/\"}";
    assertThat(portal.call("PUT", allPath, draft, editor).code()).isEqualTo("forbidden");
    assertThat(portal.call("DELETE", allPath, null, editor).code()).isEqualTo("forbidden");
    assertThat(portal.call("POST", allPath + "/test", null, editor).code()).isEqualTo("forbidden");
    assertThat(portal.call("POST", "/api/webhooks", draft, editor).code()).isEqualTo("forbidden");
    String open =
        "{\"name\":\"x\",\"app\":\"elsewhere\",\"url\":\"http://nowhere.invalid/\",\"allow_private\":true}";
    assertThat(portal.call("POST", "/api/webhooks", open, editor).code()).isEqualTo("forbidden");
    assertThat(portal.delete(allPath).status()).isEqualTo(204);
    assertThat(portal.get(allPath).code()).isEqualTo("not_found");
  }

  @Test
  void anAlertNeverGoesToTheWebhookOfAnotherApp() {
    portal.post("/api/apps", new JsonObject().put("id", "foreign"));
    receiver.at("/foreign", exchange -> Receiver.answer(exchange, 200, ""));
    receiver.at("/own", exchange -> Receiver.answer(exchange, 200, ""));
    String foreign =
        alerts
            .webhook(new JsonObject().put("url", receiver.url("/foreign")).put("app", "foreign"))
            .getString("id");
    String own = alerts.webhook(receiver.url("/own")).getString("id");
    alerts.publish(AlertsFixture.alert(UUID.randomUUID().toString(), List.of(foreign, own)));
    AlertsFixture.await("it comes", () -> !receiver.received("/own").isEmpty());
    assertThat(
            portal
                .get("/api/webhooks/" + foreign + "/deliveries")
                .json()
                .getJsonArray("deliveries"))
        .isEmpty();
  }

  private static String refused(Map<String, Object> webhook) {
    JsonObject body = new JsonObject().put("name", "w").put("app", AlertsFixture.APP);
    webhook.forEach(body::put);
    PortalFixture.Answer answer = portal.post("/api/webhooks", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    return answer.json().getString("field");
  }

  private static void change(JsonObject webhook, String url, String auth) {
    JsonObject body = new JsonObject().put("name", "w").put("url", url).put("allow_private", true);
    if (auth != null) {
      body.put("auth", new JsonObject(auth));
    }
    PortalFixture.Answer answer =
        portal.call(
            "PUT", "/api/webhooks/" + webhook.getString("id"), body.encode(), PortalFixture.TOKEN);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private static Map<String, String> sent(JsonObject webhook) {
    assertThat(test(webhook).getString("state")).isEqualTo("delivered");
    return receiver.received("/auth").getLast().headers();
  }

  private static JsonObject test(JsonObject webhook) {
    PortalFixture.Answer answer =
        portal.post("/api/webhooks/" + webhook.getString("id") + "/test", new JsonObject());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }
}
