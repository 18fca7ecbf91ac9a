package io.causality.portal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.portal.alerts.AlertsFixture;
import io.causality.portal.webhooks.Receiver;
import io.causality.proto.StreamNames;
import io.causality.rules.model.PublishedRule;
import io.causality.rules.model.RuleReader;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RulesIT {
  private static final String RULES = "/api/apps/" + AlertsFixture.APP + "/rules";

  private static AlertsFixture alerts;
  private static PortalFixture portal;

  @BeforeAll
  static void start() {
    alerts = new AlertsFixture(Map.of());
    portal = alerts.portal();
  }

  @AfterAll
  static void stop() {
    alerts.close();
  }

  @Test
  void eachChangeIsAVersionAndTheStreamHasTheLast() throws Exception {
    JsonObject made = created(rule("Big purchase"));
    String id = made.getString("id");
    assertThat(made.getInteger("version")).isEqualTo(1);
    assertThat(made.getString("scope")).isEqualTo("person");
    assertThat(made.getInteger("lateness_s")).isEqualTo(5);
    awaitPublished(id, 1, true);

    JsonObject changed =
        call("PUT", RULES + "/" + id, rule("Bigger purchase").put("severity", "critical")).json();
    assertThat(changed.getInteger("version")).isEqualTo(2);
    PublishedRule published = awaitPublished(id, 2, true);
    assertThat(published.rule().name()).isEqualTo("Bigger purchase");
    assertThat(published.app()).isEqualTo(AlertsFixture.APP);

    JsonObject disabled = portal.post(RULES + "/" + id + "/disable", new JsonObject()).json();
    assertThat(disabled.getBoolean("enabled")).isFalse();
    assertThat(disabled.getInteger("version")).isEqualTo(3);
    JsonObject again = portal.post(RULES + "/" + id + "/disable", new JsonObject()).json();
    assertThat(again.getInteger("version")).as("no change, no version").isEqualTo(3);
    awaitPublished(id, 3, false);
    portal.call("POST", RULES + "/" + id + "/enable", null, PortalFixture.TOKEN);
    awaitPublished(id, 4, true);

    JsonArray versions = portal.get(RULES + "/" + id + "/versions").json().getJsonArray("versions");
    assertThat(versions).hasSize(4);
    assertThat(versions.getJsonObject(3).getJsonObject("rule").getString("name"))
        .isEqualTo("Big purchase");
    assertThat(versions.getJsonObject(0).getString("changed_by")).isEqualTo("admin@corp.example");
    assertThat(portal.get("/api/audit?limit=20").text())
        .contains("rule.create", "rule.update", "rule.disable", "rule.enable");

    assertThat(portal.delete(RULES + "/" + id).status()).isEqualTo(204);
    assertThat(portal.get(RULES + "/" + id).code()).isEqualTo("not_found");
    AlertsFixture.await("the stream knows it is gone", () -> message(id).length == 0);
  }

  @Test
  void aBadRuleIsRefusedWithItsPlace() {
    assertThat(refused(rule("r").put("when", new JsonObject("{\"sometimes\":{}}"))))
        .startsWith("$.when");
    assertThat(
            refused(
                rule("r")
                    .put(
                        "when",
                        new JsonObject(
                            "{\"match\":{\"event\":\"e\",\"where\":[{\"path\":\"total\",\"op\":\"gt\",\"value\":1}]}}"))))
        .startsWith("$.when.match.where[0].path");
    assertThat(refused(rule("r").put("colour", "red"))).startsWith("$");
    assertThat(refused(rule("r").put("actions", actions(UUID.randomUUID().toString()))))
        .isEqualTo("$.actions[0].webhook");
    String webhook = alerts.webhook("http://127.0.0.1:1/").getString("id");
    JsonArray template = actions(webhook);
    template.getJsonObject(0).put("template", "carrier pigeon");
    assertThat(refused(rule("r").put("actions", template))).isEqualTo("$.actions[0].template");
    portal.post("/api/apps", new JsonObject().put("id", "stranger"));
    String foreign =
        alerts
            .webhook(new JsonObject().put("url", "http://127.0.0.1:1/").put("app", "stranger"))
            .getString("id");
    assertThat(refused(rule("r").put("actions", actions(foreign))))
        .isEqualTo("$.actions[0].webhook");
    String id = created(rule("good")).getString("id");
    assertThat(call("PUT", RULES + "/" + id, new JsonObject().put("name", "x")).code())
        .isEqualTo("bad_rule");
    assertThat(portal.get(RULES + "/" + id).json().getInteger("version")).isEqualTo(1);
  }

  @Test
  void aRuleShowsWhatTheJobRuns() throws Exception {
    String id = created(rule("running")).getString("id");
    assertThat(portal.get(RULES + "/" + id).json().getValue("running")).isNull();
    JsonObject report =
        new JsonObject()
            .put("version", 1)
            .put("since", Instant.now().toString())
            .put("state", "running")
            .put("alerts", 0)
            .put("late_events", 0);
    try (Connection nats = Nats.connect(portal.nats().url())) {
      nats.keyValue(StreamNames.DETECTION)
          .put(
              StreamNames.ruleKey(AlertsFixture.APP, id),
              report.encode().getBytes(StandardCharsets.UTF_8));
    }
    AlertsFixture.await(
        "it is shown",
        () -> report.equals(portal.get(RULES + "/" + id).json().getJsonObject("running")));
  }

  @Test
  void aRuleThatWasSavedWhileTheStreamWasAwayIsPublishedLater() throws Exception {
    portal.nats().kill();
    JsonObject made = created(rule("in the dark"));
    assertThat(made.getBoolean("published")).isFalse();
    portal.nats().start();
    awaitPublished(made.getString("id"), 1, true);
    AlertsFixture.await(
        "the rule says so",
        () -> portal.get(RULES + "/" + made.getString("id")).json().getBoolean("published"));
  }

  @Test
  void aStreamThatLostItsRulesIsToldAgain() throws Exception {
    String id = created(rule("lost")).getString("id");
    awaitPublished(id, 1, true);
    try (Connection nats = Nats.connect(portal.nats().url())) {
      nats.jetStreamManagement().deleteStream(StreamNames.RULES);
    }
    portal.restart(Map.of());
    awaitPublished(id, 1, true);
  }

  @Test
  void alertsOfAMutedRuleAreKeptAndGoNowhere() {
    try (Receiver receiver = new Receiver()) {
      String webhook = alerts.webhook(receiver.url("/ok")).getString("id");
      String id = created(rule("loud").put("actions", actions(webhook))).getString("id");
      JsonObject muted = portal.post(RULES + "/" + id + "/mute", new JsonObject()).json();
      assertThat(muted.getBoolean("muted")).isTrue();
      assertThat(muted.getString("muted_until")).startsWith("9999");
      assertThat(muted.getInteger("version")).isEqualTo(1);
      String silent = alert(id, webhook);
      AlertsFixture.await("it is kept", () -> listed(id).size() == 1);
      JsonObject kept = listed(id).getFirst();
      assertThat(kept.getString("id")).isEqualTo(silent);
      assertThat(kept.getBoolean("muted")).isTrue();
      assertThat(kept.getJsonArray("deliveries")).isEmpty();
      portal.post(RULES + "/" + id + "/mute", new JsonObject().putNull("until"));
      String heard = alert(id, webhook);
      AlertsFixture.await("it is delivered", () -> !receiver.received("/ok").isEmpty());
      assertThat(receiver.received("/ok"))
          .extracting(Receiver.Received::alert)
          .containsExactly(heard);
      JsonObject shown = portal.get(RULES + "/" + id).json();
      assertThat(shown.getString("last_fired_at")).isEqualTo(AlertsFixture.FIRED_AT);
    }
  }

  private static String alert(String rule, String webhook) {
    String id = UUID.randomUUID().toString();
    JsonObject alert = AlertsFixture.alert(id, List.of(webhook));
    alert.getJsonObject("rule").put("id", rule);
    alerts.publish(alert);
    return id;
  }

  private static List<JsonObject> listed(String rule) {
    return portal
        .get("/api/apps/" + AlertsFixture.APP + "/alerts?rule=" + rule)
        .json()
        .getJsonArray("alerts")
        .stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  private static JsonObject rule(String name) {
    return new JsonObject()
        .put("name", name)
        .put(
            "when",
            new JsonObject(
                "{\"match\":{\"event\":\"purchase_complete\",\"where\":[{\"path\":\"$.total_cents\",\"op\":\"gt\",\"value\":100000}]}}"));
  }

  private static JsonArray actions(String webhook) {
    return new JsonArray().add(new JsonObject().put("webhook", webhook));
  }

  private static JsonObject created(JsonObject rule) {
    PortalFixture.Answer answer = portal.post(RULES, rule);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  private static String refused(JsonObject rule) {
    PortalFixture.Answer answer = portal.post(RULES, rule);
    assertThat(answer.code()).as(answer.text()).isEqualTo("bad_rule");
    assertThat(answer.json().getString("detail")).isNotBlank();
    return answer.json().getString("field");
  }

  private static PortalFixture.Answer call(String method, String path, JsonObject body) {
    return portal.call(method, path, body.encode(), PortalFixture.TOKEN);
  }

  private static PublishedRule awaitPublished(String id, int version, boolean enabled)
      throws Exception {
    AlertsFixture.await(
        "version " + version + " is published",
        () -> {
          PublishedRule rule = RuleReader.readPublished(message(id));
          return rule.version() == version && rule.rule().enabled() == enabled;
        });
    return RuleReader.readPublished(message(id));
  }

  private static byte[] message(String id)
      throws IOException, JetStreamApiException, InterruptedException {
    try (Connection nats = Nats.connect(portal.nats().url())) {
      return nats.jetStreamManagement()
          .getLastMessage(StreamNames.RULES, StreamNames.ruleSubject(AlertsFixture.APP, id))
          .getData();
    }
  }
}
