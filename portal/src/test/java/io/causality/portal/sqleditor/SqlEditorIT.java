package io.causality.portal.sqleditor;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.portal.lake.Cancellation;
import io.causality.portal.lake.QueryEngine;
import io.causality.portal.lake.RowWriter;
import io.causality.portal.lake.Statement;
import io.causality.proto.lake.LakeDdl;
import io.causality.testkit.Await;
import io.causality.testkit.Servers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the SQL editor has beside running a query. */
class SqlEditorIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String BUCKET = "sql-editor-it";
  private static final String ENDLESS =
      "SELECT count(*) FROM UNNEST(sequence(1, 10000)) a (x), UNNEST(sequence(1, 10000)) b (y),"
          + " UNNEST(sequence(1, 10000)) c (z) WHERE x * y + z = -1";

  private static PortalFixture portal;

  @BeforeAll
  static void start() {
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
    portal.post("/api/apps", new JsonObject().put("id", "shop"));
  }

  @AfterAll
  static void stop() {
    portal.close();
  }

  @Test
  void aRunningQueryTellsHowFarItIsAndAnEndedOneHowItEnded() {
    CompletableFuture<PortalFixture.Answer> answer =
        CompletableFuture.supplyAsync(() -> run(body(ENDLESS).put("id", "follow-me-1")));
    Await.until(
        "the engine has begun",
        SOON,
        () -> {
          JsonObject now = portal.get("/api/sql/follow-me-1").json();
          return "running".equals(now.getString("state")) && now.getInteger("splits_total") > 0;
        });
    portal.delete("/api/sql/follow-me-1");
    assertThat(answer.join().code()).isEqualTo("query_cancelled");
    assertThat(portal.get("/api/sql/follow-me-1").json().getString("state")).isEqualTo("cancelled");
    assertThat(portal.get("/api/sql/never-sent-1").code()).isEqualTo("no_such_query");
  }

  @Test
  void theHistoryKeepsWhatWasAskedAndHowItEnded() {
    run(body("SELECT 41 + 1 AS answer"));
    run(body("SELECT nope"));
    List<JsonObject> history = queries("/api/sql/history?app=shop&limit=2");
    assertThat(history.get(0).getString("state")).isEqualTo("failed");
    assertThat(history.get(0).getString("error")).contains("nope");
    assertThat(history.get(1).getString("sql")).isEqualTo("SELECT 41 + 1 AS answer");
    assertThat(history.get(1).getString("state")).isEqualTo("done");
    assertThat(history.get(1).getInteger("rows")).isEqualTo(1);
    String viewer = portal.userWithToken("history@corp.example", "viewer", "shop");
    assertThat(portal.call("GET", "/api/sql/history", null, viewer).json().getJsonArray("queries"))
        .isEmpty();
  }

  @Test
  void aSavedQueryRunsWithItsParameters() {
    JsonObject draft =
        body("SELECT {{word}} AS word, {{n}} * 2 AS n,\n date_add('day', 1, {{day}}), nope")
            .put("name", "Doubled")
            .put(
                "parameters",
                new JsonArray()
                    .add(new JsonObject("{\"name\":\"word\",\"type\":\"text\",\"default\":\"x\"}"))
                    .add(new JsonObject("{\"name\":\"n\",\"type\":\"number\",\"default\":1}"))
                    .add(new JsonObject("{\"name\":\"day\",\"type\":\"date\"}")));
    PortalFixture.Answer saved = portal.post("/api/sql/saved", draft);
    assertThat(saved.status()).as(saved.text()).isEqualTo(201);
    String path = "/api/sql/saved/" + saved.json().getString("id");
    assertThat(queries("/api/sql/saved?app=shop")).containsExactly(saved.json());

    JsonObject values =
        new JsonObject(
            "{\"word\":\"it's\",\"n\":21,\"day\":{\"type\":\"date\",\"value\":\"2026-01-31\"}}");
    PortalFixture.Answer wrong = run(body(saved.json().getString("sql")).put("parameters", values));
    assertThat(wrong.json().getInteger("line")).isEqualTo(2);
    assertThat(wrong.json().getInteger("column"))
        .isEqualTo(" date_add('day', 1, {{day}}), ".length() + 1);
    assertThat(wrong.json().getString("detail")).startsWith("line 2:31: ");

    JsonObject better =
        draft.copy().put("sql", draft.getString("sql").replace(", nope", " AS next"));
    assertThat(portal.call("PUT", path, better.encode(), PortalFixture.TOKEN).status())
        .isEqualTo(200);
    PortalFixture.Answer good = run(body(better.getString("sql")).put("parameters", values));
    assertThat(good.json().getJsonArray("rows").encode())
        .isEqualTo("[[\"it's\",42,\"2026-02-01\"]]");
    assertThat(run(body(better.getString("sql"))).json().getString("field"))
        .isEqualTo("$.parameters.word");
    assertThat(portal.delete(path).status()).isEqualTo(204);
  }

  @Test
  void theSchemaExplainsEveryColumn() {
    JsonArray tables = portal.get("/api/sql/schema?app=shop").json().getJsonArray("tables");
    assertThat(objects(tables).map(table -> table.getString("name")))
        .containsExactly("events", "persons");
    for (JsonObject table : objects(tables).toList()) {
      assertThat(table.getString("comment")).isNotBlank();
      PortalFixture.Answer all = run(body("SELECT * FROM " + table.getString("name") + " LIMIT 0"));
      assertThat(objects(table.getJsonArray("columns")).map(c -> c.getString("name")))
          .containsExactlyElementsOf(
              objects(all.json().getJsonArray("columns")).map(c -> c.getString("name")).toList());
      assertThat(objects(table.getJsonArray("columns")))
          .allSatisfy(column -> assertThat(column.getString("comment")).isNotBlank());
    }
  }

  @Test
  void aLargeResultIsDownloadedWhole() {
    PortalFixture.Answer file =
        portal.post(
            "/api/sql/download",
            body(
                "SELECT x * 1000 + y AS n, 'a,\"b\"' AS quoted, '' AS empty, CAST(NULL AS bigint) AS"
                    + " nothing, ARRAY[1, 2] AS list, TIMESTAMP '2026-01-31 10:00:00.000' AS at"
                    + " FROM UNNEST(sequence(0, 149)) a (x), UNNEST(sequence(0, 999)) b (y)"
                    + " ORDER BY 1"));
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.raw().headers().firstValue("Content-Type")).contains("text/csv");
    String[] lines = file.text().split("\r\n");
    assertThat(lines).hasSize(150_001);
    assertThat(lines[0]).isEqualTo("n,quoted,empty,nothing,list,at");
    assertThat(lines[150_000])
        .isEqualTo("149999,\"a,\"\"b\"\"\",\"\",,\"[1,2]\",2026-01-31T10:00:00.000");
    assertThat(queries("/api/sql/history?limit=1").getFirst().getInteger("rows"))
        .isEqualTo(150_000);
  }

  /** The engine itself reads the file, in a table of the same columns. */
  @Test
  void aParquetFileHasTheResultsValuesInTheirTypes() throws Exception {
    String values =
        " a (flag, small, big, f, d, price, wide, txt, day, at, zoned, list, tags, pair, nothing)";
    String rows =
        "(VALUES (true, 7, BIGINT '9007199254740993', REAL '1.5', 2.25e0, DECIMAL '12.30',"
            + " DECIMAL '-123456789012345678901.5', 'ä,\"b\"', DATE '1969-12-31',"
            + " TIMESTAMP '2026-01-31 10:00:00.123456',"
            + " TIMESTAMP '2026-07-01 10:00:00.500 Europe/Berlin', ARRAY[1, NULL, 3],"
            + " MAP(ARRAY['k', 'n'], ARRAY['v', NULL]), CAST(ROW(1, 'x') AS ROW(n integer, t varchar)),"
            + " CAST(NULL AS bigint)),"
            + " (false, -7, BIGINT '0', REAL 'NaN', -0.0e0, DECIMAL '-0.01',"
            + " DECIMAL '0.0', '', DATE '2026-01-31', TIMESTAMP '1900-01-01 00:00:00.000001',"
            + " TIMESTAMP '2026-01-01 10:00:00.500 UTC', ARRAY[], MAP(), NULL, BIGINT '1'))"
            + values;
    String query = "SELECT * FROM " + rows + " ORDER BY small";
    HttpResponse<byte[]> file = parquet(query);
    assertThat(file.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"result.parquet\"");

    assertThat(readBack("all_types", asReadBack(rows), file.body()))
        .isEqualTo(run(body(asReadBack(rows))).json().getJsonArray("rows").encode());
  }

  /** What a table of the lake makes of the file: milliseconds, and moments in UTC. */
  private static String asReadBack(String rows) {
    return "SELECT flag, small, big, f, d, price, wide, txt, day, CAST(at AS timestamp(3)) AS at,"
        + " CAST(zoned AT TIME ZONE 'UTC' AS timestamp(3)) AS zoned, list, tags,"
        + " pair, nothing FROM "
        + rows
        + " ORDER BY small";
  }

  @Test
  void aParquetFileOfNothingHasItsColumnsAndOfEqualNamesBoth() throws Exception {
    String query = "SELECT 1 AS a, 'x' AS a WHERE 1 = 0";
    HttpResponse<byte[]> file = parquet(query);
    assertThat(readBack("nothing", "SELECT 1 AS a, 'x' AS a_2", file.body())).isEqualTo("[]");
  }

  private static HttpResponse<byte[]> parquet(String query) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + portal.port() + "/api/sql/download"))
            .timeout(SOON)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + PortalFixture.TOKEN)
            .POST(BodyPublishers.ofString(body(query).put("format", "parquet").encode()))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> file = http.send(request, BodyHandlers.ofByteArray());
      assertThat(file.statusCode())
          .as(new String(file.body(), StandardCharsets.UTF_8))
          .isEqualTo(200);
      return file;
    }
  }

  /** A table of the query's columns, with the file as its only data. */
  private static String readBack(String table, String columnsOf, byte[] file) throws Exception {
    try (QueryEngine engine = new QueryEngine(Servers.trino().url())) {
      for (String sql :
          List.of(
              "CREATE SCHEMA IF NOT EXISTS lake.download",
              "CREATE TABLE lake.download."
                  + table
                  + " WITH (format = 'PARQUET') AS "
                  + columnsOf.replaceFirst(" ORDER BY .*", "")
                  + " WITH NO DATA")) {
        engine.execute(new Statement(LakeDdl.OWNER, sql, Map.of(), Instant.now().plusSeconds(60)));
      }
      Path folder =
          Servers.trino().logFile().resolveSibling("data/metastore/download").resolve(table);
      Files.createDirectories(folder);
      Files.write(folder.resolve("result.parquet"), file);
      RowWriter rows = new RowWriter(100, 1 << 20);
      engine.query(
          new Statement(
              LakeDdl.OWNER,
              "SELECT * FROM lake.download." + table,
              Map.of(),
              Instant.now().plusSeconds(60)),
          rows,
          new Cancellation(),
          at -> {});
      return "[" + rows.json() + "]";
    }
  }

  @Test
  void aDownloadThatCannotBeginIsAProblem() {
    assertThat(portal.post("/api/sql/download", body("DROP TABLE events")).code())
        .isEqualTo("sql_not_allowed");
    PortalFixture.Answer failed = portal.post("/api/sql/download", body("SELECT\n nope"));
    assertThat(failed.status()).isEqualTo(400);
    assertThat(failed.json().getInteger("line")).isEqualTo(2);
  }

  private static JsonObject body(String sql) {
    return new JsonObject().put("sql", sql).put("app", "shop");
  }

  private static PortalFixture.Answer run(JsonObject body) {
    return portal.post("/api/sql", body);
  }

  private static List<JsonObject> queries(String path) {
    return objects(portal.get(path).json().getJsonArray("queries")).toList();
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }
}
