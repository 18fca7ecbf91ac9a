package io.causality.portal.ask;

import io.causality.portal.http.Caller;
import io.causality.portal.http.ClientGone;
import io.causality.portal.insight.InsightService;
import io.causality.portal.insight.spec.SpecException;
import io.causality.portal.insight.spec.SpecParser;
import io.causality.portal.sqleditor.SqlService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The tools of one question, and what was done with them. For one thread. */
final class Run implements Tools {
  private static final int ROWS = 10_000;

  private final Engines engines;
  private final Caller caller;
  private final String app;
  private final Instant now;
  private final ClientGone gone;
  private final Consumer<JsonObject> progress;
  private final JsonArray sources = new JsonArray();
  private final List<String> statements = new ArrayList<>();
  private Optional<Instant> watermark = Optional.empty();
  private int steps;

  /** What answers. */
  record Engines(InsightService insights, SqlService sql) {}

  /**
   * @param progress hears of each step
   */
  Run(
      Engines engines,
      Caller caller,
      String app,
      Instant now,
      ClientGone gone,
      Consumer<JsonObject> progress) {
    this.engines = engines;
    this.caller = caller;
    this.app = app;
    this.now = now;
    this.gone = gone;
    this.progress = progress;
  }

  @Override
  public JsonObject insight(String title, Map<String, Object> spec) throws InterruptedException {
    int n = begin("insight", title);
    try {
      InsightService.Given given =
          engines.insights().answer(app, SpecParser.parse(spec), now, gone);
      InsightService.Answer answer = given.answer();
      watermark = answer.watermark();
      end(
          n,
          "insight",
          title,
          String.join(";\n", answer.sql()),
          answer.rowsScanned(),
          answer.bytesScanned(),
          answer.wallMs());
      statements.addAll(answer.sql());
      return new JsonObject(answer.result());
    } catch (SpecException e) {
      failed(n, "insight", title);
      throw new NotAnsweredException(e.detail());
    } catch (RuntimeException e) {
      failed(n, "insight", title);
      throw e;
    }
  }

  @Override
  public List<JsonArray> sql(String title, String sql) throws InterruptedException {
    int n = begin("sql", title);
    try {
      SqlService.Result result =
          engines
              .sql()
              .run(caller, new SqlService.Request(sql, app, ROWS, null, new JsonObject()), gone);
      watermark = result.watermark();
      end(
          n,
          "sql",
          title,
          result.sql(),
          result.statistics().rows(),
          result.statistics().bytes(),
          result.wallMs());
      statements.add(result.sql());
      JsonArray rows = new JsonArray("[" + result.rows().json() + "]");
      List<JsonArray> list = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        list.add(rows.getJsonArray(i));
      }
      return list;
    } catch (RuntimeException e) {
      failed(n, "sql", title);
      throw e;
    }
  }

  private int begin(String tool, String title) {
    steps++;
    progress.accept(step(steps, tool, title, "running"));
    return steps;
  }

  private static JsonObject step(int n, String tool, String title, String state) {
    return new JsonObject().put("n", n).put("tool", tool).put("title", title).put("state", state);
  }

  private void failed(int n, String tool, String title) {
    progress.accept(step(n, tool, title, "failed"));
  }

  private void end(
      int n, String tool, String title, String sql, long rows, long bytes, long wallMs) {
    progress.accept(
        step(n, tool, title, "done").put("sql", sql).put("rows", rows).put("wall_ms", wallMs));
    sources.add(
        new JsonObject()
            .put("n", n)
            .put("tool", tool)
            .put("sql", sql)
            .put("rows_scanned", rows)
            .put("bytes_scanned", bytes)
            .put("wall_ms", wallMs));
  }

  JsonArray sources() {
    return sources;
  }

  List<String> statements() {
    return statements;
  }

  Optional<Instant> watermark() {
    return watermark;
  }
}
