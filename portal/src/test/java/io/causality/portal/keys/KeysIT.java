package io.causality.portal.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.portal.access.Secrets;
import io.causality.proto.StreamNames;
import io.causality.testkit.Await;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.KeyValueOperation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KeysIT {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static PortalFixture portal;

  @BeforeAll
  static void start() {
    portal = new PortalFixture(Map.of());
    portal.awaitKeys();
  }

  @AfterAll
  static void stop() {
    portal.close();
  }

  @Test
  void aKeyIsShownOncePublishedHashedAndGoneWhenRevoked() throws Exception {
    app("shop");
    PortalFixture.Answer made =
        portal.post("/api/apps/shop/keys", new JsonObject().put("name", "web"));
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().getBoolean("active")).isTrue();
    String key = made.json().getString("key");
    String id = made.json().getString("id");
    assertThat(key).matches("ck_[0-9A-Za-z]{40}");
    assertThat(published(key)).contains(new JsonObject().put("app", "shop").put("key_id", id));

    String listed = portal.get("/api/apps/shop/keys").text();
    assertThat(listed).contains(id, key.substring(key.length() - 4)).doesNotContain(key);

    assertThat(portal.delete("/api/apps/shop/keys/" + id).status()).isEqualTo(204);
    assertThat(published(key)).isEmpty();
    assertThat(portal.delete("/api/apps/shop/keys/" + id).status()).isEqualTo(204);
    JsonArray keys = portal.get("/api/apps/shop/keys").json().getJsonArray("keys");
    assertThat(keys.getJsonObject(0).getString("revoked_at")).isNotNull();
  }

  @Test
  void anAppsSettingsArePublished() throws Exception {
    app("settings");
    Await.until(
        "the app is published",
        SOON,
        () -> value("app.settings").map(v -> v.contains("\"keep_ip\":true")).orElse(false));
  }

  @Test
  void anUnknownKeyOrAppIsNotFound() {
    app("known");
    assertThat(portal.delete("/api/apps/known/keys/nonsense").code()).isEqualTo("no_such_key");
    assertThat(portal.delete("/api/apps/known/keys/00000000-0000-0000-0000-000000000000").code())
        .isEqualTo("no_such_key");
    assertThat(portal.get("/api/apps/unknown/keys").code()).isEqualTo("no_such_app");
  }

  @Test
  void whatHappensWhileTheStreamIsAwayIsPublishedWhenItIsBack() throws Exception {
    app("outage");
    JsonObject name = new JsonObject().put("name", "k");
    JsonObject before = portal.post("/api/apps/outage/keys", name).json();
    portal.nats().kill();
    Await.until(
        "the outage is noticed",
        SOON,
        () -> portal.management("/readyz").text().contains("stream:"));
    PortalFixture.Answer made = portal.post("/api/apps/outage/keys", name);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().getBoolean("active")).isFalse();
    assertThat(portal.delete("/api/apps/outage/keys/" + before.getString("id")).status())
        .isEqualTo(202);
    portal.nats().start();
    Await.until(
        "both changes are published",
        SOON,
        () ->
            published(made.json().getString("key")).isPresent()
                && published(before.getString("key")).isEmpty());
  }

  @Test
  void aBucketThatWasLostOrSpoiledIsMadeGoodAgain() throws Exception {
    app("lost");
    String key =
        portal
            .post("/api/apps/lost/keys", new JsonObject().put("name", "k"))
            .json()
            .getString("key");
    try (Connection nats = Nats.connect(portal.nats().url())) {
      String stray = "key." + "0".repeat(64);
      bucket(nats).put(stray, "{\"app\":\"lost\",\"key_id\":\"x\"}");
      Await.until("the stray key is deleted", SOON, () -> value(stray).isEmpty());
      nats.keyValueManagement().delete(StreamNames.GATEWAY_CONFIG);
    }
    Await.until("the bucket is filled again", SOON, () -> published(key).isPresent());
  }

  private static void app(String id) {
    assertThat(portal.post("/api/apps", new JsonObject().put("id", id)).status()).isEqualTo(201);
  }

  private static Optional<JsonObject> published(String key) throws Exception {
    return value("key." + HexFormat.of().formatHex(Secrets.sha256(key))).map(JsonObject::new);
  }

  private static Optional<String> value(String key) throws Exception {
    try (Connection nats = Nats.connect(portal.nats().url())) {
      KeyValueEntry entry = bucket(nats).get(key);
      return entry == null || entry.getOperation() != KeyValueOperation.PUT
          ? Optional.empty()
          : Optional.of(entry.getValueAsString());
    }
  }

  private static KeyValue bucket(Connection nats) throws Exception {
    return nats.keyValue(StreamNames.GATEWAY_CONFIG);
  }
}
