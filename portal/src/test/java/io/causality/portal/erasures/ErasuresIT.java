package io.causality.portal.erasures;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.proto.StreamNames;
import io.causality.testkit.Await;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The portal's part in deleting a person; the jobs' part is played by the test. */
class ErasuresIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** printf %s eve | sha256sum. */
  private static final String EVE =
      "85262adf74518bbb70c7cb94cd6159d91669e5a81edf1efebd543eadbda9fa2b";

  private static PortalFixture portal;

  @BeforeAll
  static void start() {
    portal = new PortalFixture(Map.of());
    portal.awaitKeys();
    portal.post("/api/apps", new JsonObject().put("id", "shop"));
    portal.post("/api/apps", new JsonObject().put("id", "other"));
  }

  @AfterAll
  static void stop() {
    portal.close();
  }

  @Test
  void whatIsKnownOfAPersonGoesWhenTheJobsAreDone() throws Exception {
    sql(
        "INSERT INTO alerts (id, app_id, rule_id, severity, fired_at, document) VALUES"
            + " ('a1', 'shop', 'r', 'info', now(), '{\"scope_key\":\"eve\"}'),"
            + " ('a2', 'shop', 'r', 'info', now(), '{\"device_id\":\"phone\"}'),"
            + " ('a3', 'shop', 'r', 'info', now(), '{\"scope_key\":\"evelyn\"}'),"
            + " ('a4', 'other', 'r', 'info', now(), '{\"scope_key\":\"eve\"}')");
    JsonObject cohort =
        new JsonObject()
            .put("name", "c")
            .put("kind", "static")
            .put("people", new JsonArray().add("eve").add("adam"));
    assertThat(portal.post("/api/apps/shop/cohorts", cohort).status()).isEqualTo(201);

    PortalFixture.Answer asked =
        portal.post("/api/apps/shop/erasures", new JsonObject().put("person_id", "eve"));
    assertThat(asked.status()).isEqualTo(201);
    assertThat(asked.json().getString("person_sha256")).isEqualTo(EVE);
    assertThat(asked.json().getString("state")).isEqualTo("waiting");
    String id = asked.json().getString("id");
    try (Connection nats = Nats.connect(portal.nats().url())) {
      KeyValue bucket = nats.keyValue(StreamNames.ERASURES);
      String key = "shop." + id;
      assertThat(new JsonObject(bucket.get(key).getValueAsString()))
          .isEqualTo(new JsonObject().put("state", "waiting").put("person_id", "eve"));
      bucket.put(
          key,
          new JsonObject()
              .put("state", "done")
              .put("person_id", "eve")
              .put("names", new JsonArray().add("eve").add("phone"))
              .put("receipt", new JsonObject().put("events", 3))
              .encode());
      Await.until("it is done", PATIENCE, () -> state(id).equals("done"));
      Await.until("nobody knows who it was", PATIENCE, () -> bucket.get(key) == null);
    }
    JsonObject receipt =
        portal.get("/api/apps/shop/erasures/" + id).json().getJsonObject("receipt");
    assertThat(receipt.getMap())
        .isEqualTo(
            Map.of(
                "events", 3,
                "alerts", 2,
                "deliveries", 0,
                "cohort_members", 1,
                "answers", 0,
                "queries", 0));
    assertThat(count("SELECT count(*) FROM alerts")).isEqualTo(2);
    assertThat(count("SELECT count(*) FROM cohort_people")).isEqualTo(1);
    assertThat(portal.get("/api/apps/shop/erasures").text()).contains(id).doesNotContain("\"eve\"");
    assertThat(portal.get("/api/apps/other/erasures").text()).doesNotContain(id);
    assertThat(portal.get("/api/audit").text())
        .contains("person.erase", id)
        .doesNotContain("\"eve\"");
    assertThat(portal.get("/api/apps/shop/erasures/none").status()).isEqualTo(404);
  }

  @Test
  void retentionIsTheAdminsAndIsToldToTheJobs() throws Exception {
    assertThat(
            portal
                .call("PATCH", "/api/apps/other", "{\"retention_days\":30}", PortalFixture.TOKEN)
                .json()
                .getInteger("retention_days"))
        .isEqualTo(30);
    try (Connection nats = Nats.connect(portal.nats().url())) {
      KeyValue bucket = nats.keyValue(StreamNames.GATEWAY_CONFIG);
      Await.until(
          "the jobs can read it",
          PATIENCE,
          () -> bucket.get("app.other").getValueAsString().contains("\"retention_days\":30"));
      portal.call("PATCH", "/api/apps/other", "{\"retention_days\":0}", PortalFixture.TOKEN);
      Await.until(
          "kept for good again",
          PATIENCE,
          () -> !bucket.get("app.other").getValueAsString().contains("retention_days"));
    }
    assertThat(
            portal
                .call("PATCH", "/api/apps/other", "{\"retention_days\":-1}", PortalFixture.TOKEN)
                .status())
        .isEqualTo(400);
  }

  private static String state(String id) {
    return portal.get("/api/apps/shop/erasures/" + id).json().getString("state");
  }

  private static void sql(String statement) throws Exception {
    try (java.sql.Connection c = portal.database();
        Statement s = c.createStatement()) {
      s.execute(statement);
    }
  }

  private static long count(String query) throws Exception {
    try (java.sql.Connection c = portal.database();
        Statement s = c.createStatement();
        ResultSet row = s.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
