package io.causality.portal.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.webhooks.Receiver;
import io.causality.portal.webhooks.Receiver.Received;
import io.causality.proto.StreamNames;
import io.causality.servers.NatsServer;
import io.causality.servers.Ports;
import io.causality.testkit.Await;
import io.causality.testkit.Servers;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.PublishOptions;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledPortalIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int ALERTS = 600;
  private static final int KILLS = 3;

  @TempDir Path folder;

  @Test
  void everyAlertIsDeliveredUnderItsIdThoughThePortalIsKilledAgainAndAgain() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (NatsServer nats = Servers.newNats();
        Receiver receiver = new Receiver();
        PortalProcess portal = new PortalProcess(environment(nats), folder.resolve("portal.log"))) {
      receiver.at(
          "/sometimes",
          exchange ->
              Receiver.answer(exchange, requests.incrementAndGet() % 5 == 0 ? 503 : 200, ""));
      portal.start();
      portal.awaitAnswer();
      portal.call("POST", "/api/apps", "{\"id\":\"shop\"}");
      String webhook = webhook(portal, receiver.url("/sometimes"));
      Set<String> ids = ConcurrentHashMap.newKeySet();
      Thread detection = Thread.ofVirtual().start(() -> raise(nats, webhook, ids));
      SplittableRandom random = new SplittableRandom(11);
      for (int kill = 1; kill <= KILLS; kill++) {
        int until = kill * ALERTS / (KILLS + 2) + random.nextInt(ALERTS / 10);
        Await.until(
            until + " requests came",
            PATIENCE,
            () -> receiver.received("/sometimes").size() >= until);
        portal.kill();
        portal.start();
      }
      detection.join();
      assertThat(ids).hasSize(ALERTS);
      Await.until(
          "all were delivered",
          PATIENCE,
          () ->
              total(portal, webhook, "delivered") == ALERTS
                  && total(portal, webhook, "pending") == 0);
      assertThat(receiver.received("/sometimes").stream().map(Received::alert).distinct())
          .containsExactlyInAnyOrderElementsOf(ids);
      assertThat(receiver.received("/sometimes").size())
          .as("a kill repeats what was on its way, not everything")
          .isLessThan(ALERTS * 2);
    }
  }

  private static String webhook(PortalProcess portal, String url) throws Exception {
    JsonObject wanted =
        new JsonObject()
            .put("name", "receiver")
            .put("app", "shop")
            .put("url", url)
            .put("allow_private", true);
    return new JsonObject(portal.call("POST", "/api/webhooks", wanted.encode()).body())
        .getString("id");
  }

  /** Alerts every few milliseconds, each as often as the detection does after a failure: twice. */
  private static void raise(NatsServer nats, String webhook, Set<String> ids) {
    try (Connection connection = Nats.connect(nats.url())) {
      for (int i = 0; i < ALERTS; i++) {
        String id = "alert-" + i;
        byte[] alert =
            AlertsFixture.alert(id, List.of(webhook)).encode().getBytes(StandardCharsets.UTF_8);
        for (int copy = 0; copy < 2; copy++) {
          connection
              .jetStream()
              .publish(
                  StreamNames.alertSubject("shop"),
                  alert,
                  PublishOptions.builder().messageId(id + "/" + copy).build());
        }
        ids.add(id);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static int total(PortalProcess portal, String webhook, String state) throws Exception {
    int total = 0;
    String cursor = "";
    do {
      JsonObject page =
          new JsonObject(
              portal
                  .call(
                      "GET",
                      "/api/webhooks/" + webhook + "/deliveries?limit=500&state=" + state + cursor,
                      null)
                  .body());
      total += page.getJsonArray("deliveries").size();
      cursor = page.getString("cursor") == null ? "" : "&cursor=" + page.getString("cursor");
    } while (!cursor.isEmpty());
    return total;
  }

  private static Map<String, String> environment(NatsServer nats) {
    return Map.ofEntries(
        Map.entry("CAUSALITY_PORTAL_PORT", Integer.toString(Ports.free())),
        Map.entry("CAUSALITY_PORTAL_MANAGEMENT_PORT", Integer.toString(Ports.free())),
        Map.entry("CAUSALITY_NATS_URL", nats.url()),
        Map.entry("CAUSALITY_DB_URL", Servers.postgres().createDatabase()),
        Map.entry("CAUSALITY_DB_USER", Servers.postgres().user()),
        Map.entry("CAUSALITY_DB_PASSWORD", Servers.postgres().password()),
        Map.entry("CAUSALITY_TRINO_URL", "http://127.0.0.1:1"),
        Map.entry("CAUSALITY_ADMIN_EMAIL", "admin@corp.example"),
        Map.entry("CAUSALITY_ADMIN_PASSWORD", "Test-pass-2026!"),
        Map.entry("CAUSALITY_ADMIN_TOKEN", "test-0123456789abcdef0123456789abcdef"),
        Map.entry("CAUSALITY_SECRET_KEY", "not a secret, only a key for tests"),
        Map.entry("CAUSALITY_WEBHOOK_RETRY_MIN_MS", "50"),
        Map.entry("CAUSALITY_WEBHOOK_RETRY_MAX_MS", "400"),
        Map.entry("CAUSALITY_WEBHOOK_TIMEOUT_MS", "2000"));
  }
}
