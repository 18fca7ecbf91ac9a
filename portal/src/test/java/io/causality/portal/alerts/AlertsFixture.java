package io.causality.portal.alerts;

import io.causality.portal.PortalFixture;
import io.causality.proto.StreamNames;
import io.causality.testkit.Await;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A portal with an app, into whose stream a test puts alerts as the detection does. */
public final class AlertsFixture implements AutoCloseable {
  public static final String APP = "shop";
  public static final String FIRED_AT = "2026-01-31T12:00:00Z";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PortalFixture portal;
  private final Connection nats;

  public AlertsFixture(Map<String, String> keys) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "CAUSALITY_WEBHOOK_RETRY_MIN_MS", "50",
                "CAUSALITY_WEBHOOK_RETRY_MAX_MS", "400",
                "CAUSALITY_WEBHOOK_TIMEOUT_MS", "2000"));
    all.putAll(keys);
    portal = new PortalFixture(all);
    portal.awaitKeys();
    portal.post("/api/apps", new JsonObject().put("id", APP));
    try {
      nats = Nats.connect(portal.nats().url());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public PortalFixture portal() {
    return portal;
  }

  /** Makes a webhook of the app that may point at this machine; the reply, with its secret. */
  public JsonObject webhook(String url) {
    return webhook(new JsonObject().put("url", url));
  }

  /** The same with more than an address. */
  public JsonObject webhook(JsonObject more) {
    JsonObject wanted =
        new JsonObject()
            .put("name", "receiver")
            .put("app", APP)
            .put("allow_private", true)
            .mergeIn(more);
    PortalFixture.Answer made = portal.post("/api/webhooks", wanted);
    if (made.status() != 201) {
      throw new IllegalStateException(made.text());
    }
    return made.json();
  }

  /** An alert as the detection writes it. */
  public static JsonObject alert(String id, List<String> webhooks) {
    JsonArray actions = new JsonArray();
    webhooks.forEach(webhook -> actions.add(new JsonObject().put("webhook", webhook)));
    return new JsonObject()
        .put("id", id)
        .put("type", "alert")
        .put(
            "rule",
            new JsonObject().put("id", "r1").put("name", "Pays and crashes").put("version", 3))
        .put("app_id", APP)
        .put("severity", "critical")
        .put("scope", "person")
        .put("scope_key", "ada")
        .put("fired_at", FIRED_AT)
        .put("window", null)
        .put("matched_events", new JsonArray().add(new JsonObject().put("event_id", "e1")))
        .put("values", new JsonObject().put("total_cents", 1200))
        .put("actions", actions);
  }

  /** Puts it into the stream, as soon as that is there. */
  public void publish(JsonObject alert) {
    Await.until("the stream takes an alert", PATIENCE, () -> publishOnce(alert));
  }

  private boolean publishOnce(JsonObject alert) throws IOException, JetStreamApiException {
    Headers headers = new Headers();
    headers.add("Nats-Msg-Id", alert.getString("id") + "-" + System.nanoTime());
    nats.jetStream()
        .publish(
            NatsMessage.builder()
                .subject(StreamNames.alertSubject(APP))
                .headers(headers)
                .data(alert.encode().getBytes(StandardCharsets.UTF_8))
                .build());
    return true;
  }

  /** Waits. */
  public static void await(String what, java.util.concurrent.Callable<Boolean> condition) {
    Await.until(what, PATIENCE, condition);
  }

  /** The deliveries of a webhook in that state, the latest first. */
  public List<JsonObject> deliveries(String webhook, String state) {
    return portal
        .get("/api/webhooks/" + webhook + "/deliveries?limit=500&state=" + state)
        .json()
        .getJsonArray("deliveries")
        .stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  @Override
  public void close() {
    try {
      nats.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      portal.close();
    }
  }
}
