package io.causality.portal.sqleditor;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.portal.lake.QueryEngine;
import io.causality.portal.lake.Statement;
import io.causality.proto.StreamNames;
import io.causality.proto.lake.LakeDdl;
import io.causality.testkit.Await;
import io.causality.testkit.Servers;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL through HTTP, over files in S3, in a real Trino. */
class SqlIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String BUCKET = "sql-it";

  /** Runs for minutes, reads nothing. */
  private static final String ENDLESS =
      "SELECT count(*) FROM UNNEST(sequence(1, 10000)) a (x), UNNEST(sequence(1, 10000)) b (y),"
          + " UNNEST(sequence(1, 10000)) c (z) WHERE x * y + z = -1";

  private static PortalFixture portal;

  @BeforeAll
  static void start() throws Exception {
    Servers.s3().createBucket(BUCKET);
    portal =
        new PortalFixture(
            Map.of(
                "CAUSALITY_TRINO_URL",
                Servers.trino().url(),
                "CAUSALITY_S3_BUCKET",
                BUCKET,
                "CAUSALITY_SQL_PATIENCE_MS",
                "180000"));
    portal.awaitReady();
    for (String app : new String[] {"shop", "other", "empty"}) {
      portal.post("/api/apps", new JsonObject().put("id", app));
    }
    try (QueryEngine engine = new QueryEngine(Servers.trino().url())) {
      hour(engine, "shop", "year=1995/month=08/day=01/hour=00", "('a', 'd1'), ('b', 'd1')");
      hour(engine, "shop", "year=2026/month=01/day=02/hour=03", "('c', 'd2')");
      hour(engine, "other", "year=2026/month=01/day=02/hour=03", "('x', 'd9')");
    }
    try (Connection nats = Nats.connect(portal.nats().url())) {
      KeyValue lake = nats.keyValue(StreamNames.LAKE);
      lake.put("hour.shop.1995080100", new byte[0]);
      lake.put("hour.shop.2026010203", new byte[0]);
      lake.put("hour.other.2026010203", new byte[0]);
    }
    Await.until(
        "the hours are known",
        SOON,
        () -> rows("SELECT count(*) FROM events", "shop").contains("3"));
  }

  @AfterAll
  static void stop() {
    portal.close();
  }

  @Test
  void anAppsEventsOfAllHoursAreCounted() {
    JsonObject result = run("SELECT count(*) AS n, min(ts) AS first FROM events", "shop");
    assertThat(result.getJsonArray("rows").encode()).isEqualTo("[[3,\"1995-08-01T00:00:00.000\"]]");
    assertThat(result.getJsonArray("columns").encode())
        .isEqualTo(
            "[{\"name\":\"n\",\"type\":\"bigint\"},{\"name\":\"first\",\"type\":\"timestamp(3)\"}]");
    JsonObject meta = result.getJsonObject("meta");
    assertThat(meta.getLong("rows_scanned")).isEqualTo(3);
    assertThat(meta.getLong("bytes_scanned")).isPositive();
    assertThat(meta.getString("truncated")).isNull();
    assertThat(meta.getString("sql")).contains("year=1995/month=08/day=01");
    assertThat(meta.getString("watermark")).isNotNull();
  }

  @Test
  void everyColumnCanBeReadInBothTables() {
    JsonObject events = run("SELECT * FROM events ORDER BY event_id", "shop");
    assertThat(events.getJsonArray("rows").size()).isEqualTo(3);
    assertThat(events.getJsonArray("columns").encode()).contains("person_id", "stream_seq");
    JsonObject persons = run("SELECT person_id, traits FROM persons ORDER BY person_id", "shop");
    assertThat(persons.getJsonArray("rows").encode()).isEqualTo("[[\"d1\",{}],[\"d2\",{}]]");
  }

  @Test
  void anotherAppsDataIsInvisibleWhateverTheQuerySays() {
    assertThat(rows("SELECT count(*) FROM events WHERE app_id = 'other'", "shop"))
        .isEqualTo("[[0]]");
    assertThat(rows("SELECT DISTINCT app_id FROM events WHERE app_id = 'other' OR true", "shop"))
        .isEqualTo("[[\"shop\"]]");
    assertThat(rows("SELECT count(*) FROM events", "other")).isEqualTo("[[1]]");
  }

  @Test
  void anAppWithoutEventsIsEmpty() {
    assertThat(rows("SELECT count(*) FROM events", "empty")).isEqualTo("[[0]]");
    assertThat(rows("SELECT * FROM persons", "empty")).isEqualTo("[]");
  }

  @Test
  void aResultIsCutAtTheLimitAndSaysSo() {
    PortalFixture.Answer answer =
        portal.post(
            "/api/sql",
            new JsonObject()
                .put("sql", "SELECT event_id FROM events ORDER BY event_id;")
                .put("app", "shop")
                .put("limit", 2));
    assertThat(answer.json().getJsonArray("rows").encode()).isEqualTo("[[\"a\"],[\"b\"]]");
    assertThat(answer.json().getJsonObject("meta").getString("truncated")).isEqualTo("rows");
    assertThat(
            portal
                .post(
                    "/api/sql",
                    new JsonObject().put("sql", "SELECT 1").put("app", "shop").put("limit", 100001))
                .json()
                .getString("field"))
        .isEqualTo("$.limit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM events",
        "SELECT 1; SELECT 2",
        "WITH FUNCTION f() RETURNS bigint RETURN 1 SELECT f()",
        "CALL system.runtime.kill_query('x')",
        "SET SESSION query_max_run_time = '1d'",
        "SELECT * FROM system.runtime.queries",
        "SELECT * FROM lake.information_schema.tables"
      })
  void whatIsNoQueryOverTheLakeIsRefused(String sql) {
    PortalFixture.Answer answer = sql(sql, "shop");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isIn("sql_not_allowed", "sql_syntax");
  }

  @Test
  void anErrorOfTheEngineIsPlacedInTheTextThatWasSent() {
    PortalFixture.Answer answer = sql("SELECT event_id,\n  nope\nFROM events", "shop");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("sql_failed");
    assertThat(answer.json().getInteger("line")).isEqualTo(2);
    assertThat(answer.json().getInteger("column")).isEqualTo(3);
    assertThat(answer.json().getString("detail")).contains("line 2:3").contains("nope");
    PortalFixture.Answer later =
        sql("SELECT count(*) FROM events e WHERE e.ts > now() AND nope = 1", "shop");
    assertThat(later.json().getInteger("column"))
        .isEqualTo("SELECT count(*) FROM events e WHERE e.ts > now() AND ".length() + 1);
    assertThat(sql("SELECT 1 / 0", "shop").code()).isEqualTo("sql_failed");
  }

  @Test
  void withoutAnAppTheChoiceIsNamed() {
    PortalFixture.Answer answer = portal.post("/api/sql", new JsonObject().put("sql", "SELECT 1"));
    assertThat(answer.code()).isEqualTo("app_required");
    assertThat(answer.json().getString("detail")).contains("empty, other, shop");
  }

  @Test
  void aQueryIsCancelledByItsId() {
    CompletableFuture<PortalFixture.Answer> answer =
        CompletableFuture.supplyAsync(() -> endless("cancel-me-1"));
    Await.until("it runs", SOON, () -> portal.get("/api/sql").text().contains("cancel-me-1"));
    assertThat(endless("cancel-me-1").code()).isEqualTo("query_exists");
    assertThat(portal.delete("/api/sql/cancel-me-1").status()).isEqualTo(204);
    assertThat(answer.join().code()).isEqualTo("query_cancelled");
    assertThat(portal.delete("/api/sql/cancel-me-1").code()).isEqualTo("no_such_query");
  }

  @Test
  void aQueryEndsWithItsConnection() throws Exception {
    String body =
        new JsonObject().put("sql", ENDLESS).put("app", "shop").put("id", "leave-me-1").encode();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), portal.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /api/sql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                  + "Authorization: Bearer "
                  + PortalFixture.TOKEN
                  + "\r\nContent-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body)
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      Await.until("it runs", SOON, () -> portal.get("/api/sql").text().contains("leave-me-1"));
    }
    Await.until("it has ended", SOON, () -> !portal.get("/api/sql").text().contains("leave-me-1"));
  }

  @Test
  void aQueryThatTakesTooLongIsEnded() {
    Map<String, String> hasty =
        Map.of(
            "CAUSALITY_TRINO_URL",
            Servers.trino().url(),
            "CAUSALITY_S3_BUCKET",
            BUCKET,
            "CAUSALITY_SQL_TIME_LIMIT_MS",
            "2000");
    try (PortalFixture other = new PortalFixture(hasty)) {
      other.awaitKeys();
      other.post("/api/apps", new JsonObject().put("id", "shop"));
      PortalFixture.Answer answer = other.post("/api/sql", new JsonObject().put("sql", ENDLESS));
      assertThat(answer.status()).isEqualTo(504);
      assertThat(answer.code()).isEqualTo("time_limit");
    }
  }

  @Test
  void anEngineThatWasKilledAndIsBackIsUsedAgain() {
    Servers.trino().kill();
    CompletableFuture<PortalFixture.Answer> patient =
        CompletableFuture.supplyAsync(() -> sql("SELECT count(*) FROM events", "shop"));
    Servers.trino().start();
    assertThat(patient.join().text()).contains("[[3]]");
    assertThat(rows("SELECT count(*) FROM events", "shop")).isEqualTo("[[3]]");
  }

  private static PortalFixture.Answer endless(String id) {
    return portal.post(
        "/api/sql", new JsonObject().put("sql", ENDLESS).put("app", "shop").put("id", id));
  }

  private static PortalFixture.Answer sql(String sql, String app) {
    return portal.post("/api/sql", new JsonObject().put("sql", sql).put("app", app));
  }

  private static JsonObject run(String sql, String app) {
    PortalFixture.Answer answer = sql(sql, app);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static String rows(String sql, String app) {
    JsonArray rows = run(sql, app).getJsonArray("rows");
    return rows.encode();
  }

  /**
   * Puts a file into an hour: Trino writes it into a table of its own folder, from there it goes.
   */
  private static void hour(QueryEngine engine, String app, String folder, String events)
      throws Exception {
    String table = "t" + app + folder.replaceAll("\\D", "");
    String time =
        folder.replaceAll("\\D+", " ").strip().replaceAll("(\\S+) (\\S+) (\\S+) ", "$1-$2-$3 ");
    execute(engine, "CREATE SCHEMA IF NOT EXISTS lake.fixture");
    execute(
        engine,
        "CREATE TABLE lake.fixture."
            + table
            + " WITH (format = 'PARQUET') AS"
            + " SELECT e.event_id, 'tick' AS event_name, e.device_id, e.device_id AS person_id,"
            + " TIMESTAMP '"
            + time
            + ":00:00.000' AS ts, row_number() OVER () AS stream_seq,"
            + " MAP(ARRAY['status'], ARRAY['200']) AS properties FROM (VALUES "
            + events
            + ") e (event_id, device_id)");
    Path written =
        Servers.trino().logFile().resolveSibling("data/metastore/fixture").resolve(table);
    Path hour =
        Servers.s3()
            .logFile()
            .resolveSibling("objects")
            .resolve(BUCKET)
            .resolve("events/app_id=" + app)
            .resolve(folder);
    Files.createDirectories(hour);
    try (Stream<Path> files = Files.list(written)) {
      for (Path file : files.filter(f -> !f.getFileName().toString().startsWith(".")).toList()) {
        Files.copy(file, hour.resolve(file.getFileName() + ".parquet"));
      }
    }
  }

  private static void execute(QueryEngine engine, String sql) throws Exception {
    engine.execute(new Statement(LakeDdl.OWNER, sql, Map.of(), Instant.now().plusSeconds(60)));
  }
}
