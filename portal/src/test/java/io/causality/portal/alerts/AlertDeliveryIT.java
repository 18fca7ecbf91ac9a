package io.causality.portal.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.portal.webhooks.Receiver;
import io.causality.portal.webhooks.Receiver.Received;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AlertDeliveryIT {
  private static AlertsFixture alerts;
  private static Receiver receiver;

  @BeforeAll
  static void start() {
    alerts = new AlertsFixture(Map.of("CAUSALITY_WEBHOOK_GIVE_UP_MS", "4000"));
    receiver = new Receiver();
  }

  @AfterAll
  static void stop() {
    receiver.close();
    alerts.close();
  }

  @Test
  void anAlertOfTheStreamIsKeptOnceAndDeliveredSigned() throws Exception {
    receiver.at("/signed", exchange -> Receiver.answer(exchange, 204, ""));
    JsonObject webhook = alerts.webhook(receiver.url("/signed"));
    String id = id();
    JsonObject alert = AlertsFixture.alert(id, List.of(webhook.getString("id")));
    alerts.publish(alert);
    alerts.publish(alert);
    AlertsFixture.await("it is received", () -> !receiver.received("/signed").isEmpty());
    Received got = receiver.received("/signed").getFirst();
    assertThat(got.alert()).isEqualTo(id);
    assertThat(got.headers()).containsEntry("Content-Type", "application/json");
    String timestamp = got.headers().get("X-Causality-Timestamp");
    assertThat(Instant.ofEpochSecond(Long.parseLong(timestamp)))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(5));
    assertThat(got.headers().get("X-Causality-Signature"))
        .isEqualTo("v1=" + hmac(webhook.getString("secret"), timestamp + "." + got.body()));
    JsonObject body = new JsonObject(got.body());
    assertThat(body.fieldNames())
        .contains(
            "id",
            "type",
            "rule",
            "app_id",
            "fired_at",
            "window",
            "matched_events",
            "values",
            "links")
        .doesNotContain("actions");
    assertThat(body.getJsonObject("links").getString("person")).endsWith("/app/shop/people/ada");

    AlertsFixture.await("it is done", () -> !delivered(webhook).isEmpty());
    JsonObject delivery = delivered(webhook).getFirst();
    assertThat(delivery.getString("alert")).isEqualTo(id);
    assertThat(delivery.getInteger("attempts")).isEqualTo(1);
    JsonObject logged =
        alerts
            .portal()
            .get("/api/webhooks/deliveries/" + delivery.getString("id"))
            .json()
            .getJsonArray("log")
            .getJsonObject(0);
    assertThat(logged.getInteger("status")).isEqualTo(204);
    assertThat(logged.getJsonObject("request").getString("body")).isEqualTo(got.body());
    AlertsFixture.await(
        "the copy is known",
        () -> alerts.portal().management("/metrics").text().contains("outcome=\"known\""));
    assertThat(receiver.received("/signed")).hasSize(1);
    assertThat(listed("?rule=r1&limit=1000")).filteredOn(one -> one.equals(id)).hasSize(1);
  }

  @Test
  void theListIsCutByRuleTimeAndPages() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String id = id();
      ids.add(id);
      JsonObject alert =
          AlertsFixture.alert(id, List.of()).put("fired_at", "2025-05-0" + (i + 1) + "T00:00:00Z");
      alert.getJsonObject("rule").put("id", "paged");
      alerts.publish(alert);
    }
    AlertsFixture.await("all are kept", () -> listed("?rule=paged").size() == 3);
    assertThat(listed("?rule=paged")).containsExactly(ids.get(2), ids.get(1), ids.get(0));
    assertThat(listed("?rule=paged&from=2025-05-02T00:00:00Z")).hasSize(2);
    assertThat(listed("?rule=paged&to=2025-05-02T02:00:00%2B02:00")).hasSize(2);
    JsonObject first = alerts.portal().get("/api/apps/shop/alerts?rule=paged&limit=2").json();
    assertThat(listed("?rule=paged&limit=2&cursor=" + first.getString("cursor")))
        .containsExactly(ids.get(0));
    assertThat(alerts.portal().get("/api/apps/shop/alerts?from=yesterday").code())
        .isEqualTo("bad_request");
    assertThat(alerts.portal().get("/api/apps/shop/alerts/" + ids.get(1)).json().getString("id"))
        .isEqualTo(ids.get(1));
    assertThat(alerts.portal().get("/api/apps/shop/alerts/none").code()).isEqualTo("not_found");
  }

  @Test
  void aFailedDeliveryIsRepeatedUnderTheSameIdAndTheReceiversWishIsHonoured() {
    AtomicInteger calls = new AtomicInteger();
    receiver.at(
        "/flaky",
        exchange -> {
          int call = calls.incrementAndGet();
          if (call == 2) {
            exchange.getResponseHeaders().add("Retry-After", "1");
          }
          Receiver.answer(exchange, call < 3 ? 503 : 200, "call " + call);
        });
    JsonObject webhook = alerts.webhook(receiver.url("/flaky"));
    String id = id();
    alerts.publish(AlertsFixture.alert(id, List.of(webhook.getString("id"))));
    AlertsFixture.await("it is delivered", () -> !delivered(webhook).isEmpty());
    List<Received> got = receiver.received("/flaky");
    assertThat(got).hasSize(3).allMatch(one -> one.alert().equals(id));
    assertThat(Duration.between(got.get(1).at(), got.get(2).at()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(950));
    assertThat(delivered(webhook).getFirst().getInteger("attempts")).isEqualTo(3);
  }

  @Test
  void whatIsGivenUpIsADeadLetterThatAPersonSendsAgain() {
    AtomicInteger status = new AtomicInteger(500);
    receiver.at("/dead", exchange -> Receiver.answer(exchange, status.get(), "no"));
    JsonObject webhook = alerts.webhook(receiver.url("/dead"));
    String id = id();
    alerts.publish(AlertsFixture.alert(id, List.of(webhook.getString("id"))));
    String hook = webhook.getString("id");
    AlertsFixture.await("it is given up", () -> !alerts.deliveries(hook, "dead").isEmpty());
    JsonObject dead = alerts.deliveries(hook, "dead").getFirst();
    assertThat(dead.getInteger("attempts")).isGreaterThan(3);
    assertThat(dead.getString("error")).isEqualTo("answered 500");
    assertThat(alerts.portal().get("/api/webhooks/deliveries?state=dead").text()).contains(id);
    status.set(200);
    PortalFixture.Answer again =
        alerts
            .portal()
            .post(
                "/api/webhooks/deliveries/" + dead.getString("id") + "/redeliver",
                new JsonObject());
    assertThat(again.status()).as(again.text()).isEqualTo(200);
    AlertsFixture.await("it is delivered", () -> !delivered(webhook).isEmpty());
    assertThat(receiver.received("/dead").getLast().alert()).isEqualTo(id);
  }

  @Test
  void anEndpointThatHangsDelaysNobody() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    receiver.at("/hangs", exchange -> release.await());
    receiver.at("/quick", exchange -> Receiver.answer(exchange, 200, ""));
    String hangs = alerts.webhook(receiver.url("/hangs")).getString("id");
    String quick = alerts.webhook(receiver.url("/quick")).getString("id");
    for (int i = 0; i < 50; i++) {
      alerts.publish(AlertsFixture.alert(id(), List.of(hangs)));
    }
    AlertsFixture.await("it hangs", () -> receiver.received("/hangs").size() == 4);
    for (int i = 0; i < 20; i++) {
      alerts.publish(AlertsFixture.alert(id(), List.of(hangs, quick)));
    }
    AlertsFixture.await("the others come", () -> receiver.received("/quick").size() == 20);
    assertThat(receiver.received("/hangs"))
        .as("most of what was published before still waits for the one that hangs")
        .hasSizeLessThan(50);
    release.countDown();
  }

  @Test
  void aRestartOfThePortalLosesNone() {
    AtomicInteger status = new AtomicInteger(503);
    receiver.at("/later", exchange -> Receiver.answer(exchange, status.get(), ""));
    JsonObject webhook = alerts.webhook(receiver.url("/later"));
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ids.add(id());
      alerts.publish(AlertsFixture.alert(ids.getLast(), List.of(webhook.getString("id"))));
    }
    AlertsFixture.await("it has begun", () -> receiver.received("/later").size() > 5);
    status.set(200);
    alerts.portal().restart(Map.of());
    AlertsFixture.await(
        "all are delivered",
        () ->
            alerts.portal().management("/readyz").text().contains("lake")
                && delivered(webhook).size() == 20);
    assertThat(receiver.received("/later").stream().map(Received::alert).distinct())
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void whatIsNoAlertIsRefusedAndStopsNobody() {
    receiver.at("/after", exchange -> Receiver.answer(exchange, 200, ""));
    String webhook = alerts.webhook(receiver.url("/after")).getString("id");
    alerts.publish(new JsonObject().put("id", "no-alert"));
    alerts.publish(AlertsFixture.alert(id(), List.of(webhook)).put("fired_at", "soon"));
    alerts.publish(AlertsFixture.alert(id(), List.of(webhook)).put("app_id", "other"));
    alerts.publish(AlertsFixture.alert(id(), List.of(UUID.randomUUID().toString())));
    String id = id();
    alerts.publish(AlertsFixture.alert(id, List.of(webhook)).put("scope_key", "a\0b"));
    AlertsFixture.await("the good one comes", () -> !receiver.received("/after").isEmpty());
    assertThat(receiver.received("/after")).extracting(Received::alert).containsExactly(id);
  }

  private static List<JsonObject> delivered(JsonObject webhook) {
    return alerts.deliveries(webhook.getString("id"), "delivered");
  }

  private static List<String> listed(String query) {
    return alerts
        .portal()
        .get("/api/apps/shop/alerts" + query)
        .json()
        .getJsonArray("alerts")
        .stream()
        .map(alert -> ((JsonObject) alert).getString("id"))
        .toList();
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }

  private static String hmac(String secret, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }
}
