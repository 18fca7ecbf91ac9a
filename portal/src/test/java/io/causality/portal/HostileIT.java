package io.causality.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.causality.testkit.Await;
import io.causality.testkit.Servers;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Everything that somebody might try against a portal with small bounds; it stays up. */
class HostileIT {
  private static final String BUCKET = "hostile-it";
  private static final String ENDLESS =
      "SELECT count(*) FROM UNNEST(sequence(1, 10000)) a (x), UNNEST(sequence(1, 10000)) b (y),"
          + " UNNEST(sequence(1, 10000)) c (z) WHERE x * y + z = -1";

  /** A thousand bytes in each of ten million rows. */
  private static final String HUGE =
      "SELECT rpad('x', 1000, 'x') AS t FROM UNNEST(sequence(1, 10000)) a (x),"
          + " UNNEST(sequence(1, 1000)) b (y)";

  private static PortalFixture portal;
  private static String viewer;

  @BeforeAll
  static void start() {
    Servers.s3().createBucket(BUCKET);
    portal = portal(Duration.ofSeconds(20));
    portal.awaitReady();
    portal.post("/api/apps", new JsonObject().put("id", "mine"));
    portal.post("/api/apps", new JsonObject().put("id", "other"));
    viewer = portal.userWithToken("viewer@corp.example", "viewer", "mine");
  }

  private static PortalFixture portal(Duration timeLimit) {
    return new PortalFixture(
        Map.of(
            "CAUSALITY_TRINO_URL",
            Servers.trino().url(),
            "CAUSALITY_S3_BUCKET",
            BUCKET,
            "CAUSALITY_SQL_PATIENCE_MS",
            "180000",
            "CAUSALITY_SQL_TIME_LIMIT_MS",
            Long.toString(timeLimit.toMillis()),
            "CAUSALITY_SQL_CONCURRENCY",
            "2",
            "CAUSALITY_SQL_RESULT_BYTES",
            "1000000",
            "CAUSALITY_SQL_DOWNLOAD_BYTES",
            "5000000"));
  }

  @AfterAll
  static void stop() {
    portal.close();
  }

  @AfterEach
  void thePortalIsStillUp() {
    assertThat(portal.management("/readyz").status()).isEqualTo(200);
    assertThat(sql("SELECT 1").status()).isEqualTo(200);
  }

  @Test
  void endlessQueriesEndAndLeaveRoomForOthers() {
    try (PortalFixture impatient = portal(Duration.ofSeconds(4))) {
      impatient.awaitReady();
      impatient.post("/api/apps", new JsonObject().put("id", "crowded"));
      List<CompletableFuture<PortalFixture.Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        answers.add(
            CompletableFuture.supplyAsync(
                () -> impatient.post("/api/sql", query(ENDLESS).put("app", "crowded"))));
      }
      assertThat(answers.stream().map(CompletableFuture::join).map(PortalFixture.Answer::code))
          .containsOnly("time_limit", "too_many_queries")
          .contains("time_limit");
      Await.until(
          "there is room for others again",
          Duration.ofSeconds(60),
          () -> {
            JsonObject small = query("SELECT 1").put("app", "crowded");
            return impatient.post("/api/sql", small).status() == 200;
          });
    }
  }

  @Test
  void aHugeResultIsCutAndSaysSo() {
    PortalFixture.Answer cut =
        portal.call(
            "POST",
            "/api/sql",
            new JsonObject().put("sql", HUGE).put("limit", 100_000).encode(),
            viewer);
    assertThat(cut.status()).isEqualTo(200);
    assertThat(cut.json().getJsonObject("meta").getString("truncated")).isEqualTo("bytes");
    assertThat(cut.text().length()).isBetween(1_000_000, 2_500_000);
  }

  @Test
  void aValueWithoutMeasureIsRefused() {
    PortalFixture.Answer refused = sql("SELECT rpad('x', 30000000, 'x')");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("sql_failed");
    assertThat(refused.json().getString("detail")).contains("longer than 20000000 characters");
  }

  @Test
  void aFileThatWouldBeTooLargeDoesNotLookWhole() {
    String body = new JsonObject().put("sql", HUGE).encode();
    assertThatThrownBy(() -> portal.call("POST", "/api/sql/download", body, viewer))
        .isInstanceOf(IllegalStateException.class)
        .hasCauseInstanceOf(java.io.IOException.class);
    assertThat(portal.call("GET", "/api/sql/history?limit=1", null, viewer).text())
        .contains("\"failed\"", "a file has at most");
  }

  @Test
  void whatWritesOrIsMoreThanAQueryIsRefused() {
    for (String sql :
        List.of(
            "DELETE FROM events",
            "CREATE TABLE lake.causality.x AS SELECT 1 AS x",
            "INSERT INTO events SELECT * FROM events",
            "GRANT SELECT ON events TO other",
            "SELECT 1; DROP VIEW events",
            "EXPLAIN ANALYZE SELECT 1",
            "EXECUTE IMMEDIATE 'DROP VIEW events'",
            "WITH FUNCTION f() RETURNS bigint RETURN 1 SELECT f()",
            "SELECT * FROM TABLE(system.query(query => 'SELECT 1'))",
            "SELECT * FROM system.runtime.queries",
            "SELECT * FROM lake.causality.events_files")) {
      PortalFixture.Answer refused = sql(sql);
      assertThat(refused.status()).as("%s %s", sql, refused.text()).isEqualTo(400);
      assertThat(refused.code()).as(sql).isIn("sql_not_allowed", "sql_syntax");
      assertThat(refused.json().getString("detail")).isNotBlank();
    }
  }

  @Test
  void anotherAppIsAsIfItDidNotExist() {
    for (String app : List.of("other", "nowhere", "causality", "mine' OR '1'='1", "../mine")) {
      String body = new JsonObject().put("sql", "SELECT 1").put("app", app).encode();
      assertThat(portal.call("POST", "/api/sql", body, viewer).code()).isEqualTo("no_such_app");
    }
    for (String path :
        List.of("/keys", "/freshness", "/live", "/dead-letters", "/names/events", "/cohorts")) {
      assertThat(portal.call("GET", "/api/apps/other" + path, null, viewer).code())
          .as(path)
          .isEqualTo("no_such_app");
    }
    assertThat(portal.call("GET", "/api/dashboards/other:overview", null, viewer).code())
        .isEqualTo("no_such_app");
  }

  @Test
  void forgedCookiesAndRequestsFromOtherSitesChangeNothing() {
    String forged = "causality_session=cs_" + "f".repeat(40);
    assertThat(portal.callWith("GET", "/api/users", null, Map.of("Cookie", forged)).status())
        .isEqualTo(401);
    PortalFixture.Answer signed =
        portal.callWith(
            "POST",
            "/api/session",
            "{\"email\":\"admin@corp.example\",\"password\":\"Test-pass-2026!\"}",
            Map.of());
    String cookie = signed.raw().headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    PortalFixture.Answer refused =
        portal.callWith(
            "POST",
            "/api/users",
            "{\"email\":\"evil@x.y\",\"password\":\"long enough\",\"role\":\"admin\"}",
            Map.of("Cookie", cookie, "Origin", "https://evil.example"));
    assertThat(refused.code()).isEqualTo("csrf");
    assertThat(portal.get("/api/users").text()).doesNotContain("evil@x.y");
    assertThat(refused.raw().headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void aViewerCannotMakeHimselfMore() {
    String me =
        portal
            .call("GET", "/api/session", null, viewer)
            .json()
            .getJsonObject("user")
            .getString("id");
    for (String change : List.of("{\"role\":\"admin\"}", "{\"apps\":[\"other\"]}")) {
      assertThat(portal.call("PATCH", "/api/users/" + me, change, viewer).code())
          .isEqualTo("forbidden");
    }
    String token = "{\"name\":\"t\",\"user\":\"" + adminId() + "\"}";
    assertThat(portal.call("POST", "/api/tokens", token, viewer).code()).isEqualTo("forbidden");
  }

  @Test
  void deepAndLongRequestsAreRefused() {
    assertThat(sql("SELECT " + "(".repeat(20_000) + "1" + ")".repeat(20_000)).status())
        .isEqualTo(400);
    assertThat(
            portal
                .call("POST", "/api/sql", "[".repeat(100_000) + "]".repeat(100_000), viewer)
                .status())
        .isEqualTo(400);
    assertThat(sql("SELECT '" + "x".repeat(2_000_000) + "'").status()).isIn(400, 413);
  }

  private static String adminId() {
    return portal.get("/api/session").json().getJsonObject("user").getString("id");
  }

  private static PortalFixture.Answer sql(String sql) {
    return portal.call("POST", "/api/sql", query(sql).encode(), viewer);
  }

  private static JsonObject query(String sql) {
    return new JsonObject().put("sql", sql);
  }
}
