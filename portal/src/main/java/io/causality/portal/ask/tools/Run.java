package io.causality.portal.ask.tools;

import io.causality.portal.http.Caller;
import io.causality.portal.http.ClientGone;
import io.causality.portal.insight.InsightService;
import io.causality.portal.insight.spec.InsightSpec;
import io.causality.portal.insight.spec.SpecParser;
import io.causality.portal.sqleditor.SqlService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is done for one question, step by step, and what each step took. For one thread. */
public final class Run implements DataAccess {
  private static final int ROWS = 10_000;

  private final Engines engines;
  private final Caller caller;
  private final String app;
  private final Instant now;
  private final ClientGone gone;
  private final Progress progress;
  private final JsonArray sources = new JsonArray();
  private final List<String> statements = new ArrayList<>();
  private Optional<Instant> watermark = Optional.empty();
  private long bytes;
  private int steps;

  /** What answers. */
  public record Engines(InsightService insights, SqlService sql) {}

  /**
   * A run that has done nothing yet.
   *
   * @param now the instant at which the question counts as asked
   * @param gone stops what runs
   * @param progress hears of each step, and of the text
   */
  public Run(
      Engines engines, Caller caller, String app, Instant now, ClientGone gone, Progress progress) {
    this.engines = engines;
    this.caller = caller;
    this.app = app;
    this.now = now;
    this.gone = gone;
    this.progress = progress;
  }

  @Override
  public JsonObject insight(String title, Map<String, Object> spec) throws InterruptedException {
    return new JsonObject(insight(title, SpecParser.parse(spec)).result());
  }

  /** Runs a spec. */
  public InsightService.Answer insight(String title, InsightSpec spec) throws InterruptedException {
    int n = begin("insight", title);
    try {
      InsightService.Answer answer = engines.insights().answer(app, spec, now, gone).answer();
      watermark = answer.watermark();
      statements.addAll(answer.sql());
      end(
          n,
          "insight",
          title,
          String.join(";\n", answer.sql()),
          answer.rowsScanned(),
          answer.bytesScanned(),
          answer.wallMs());
      return answer;
    } catch (RuntimeException e) {
      failed(n, "insight", title);
      throw e;
    }
  }

  /**
   * Names in a spec that the app has never sent, as {@code code}, {@code name}, {@code suggestion}.
   */
  public JsonArray unknownNames(InsightSpec spec) {
    return engines.insights().unknownNames(app, spec);
  }

  @Override
  public List<JsonArray> sql(String title, String sql) throws InterruptedException {
    JsonArray rows = new JsonArray("[" + query(title, sql, ROWS).rows().json() + "]");
    List<JsonArray> list = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      list.add(rows.getJsonArray(i));
    }
    return list;
  }

  /**
   * Runs one query as the asking user.
   *
   * @param rows most rows
   */
  public SqlService.Result query(String title, String sql, int rows) throws InterruptedException {
    return query(title, sql, rows, false);
  }

  /** The same, for a statement of a model: it is planned first, and runs only if that went well. */
  public SqlService.Result plannedQuery(String title, String sql, int rows)
      throws InterruptedException {
    return query(title, sql, rows, true);
  }

  private SqlService.Result query(String title, String sql, int rows, boolean planned)
      throws InterruptedException {
    int n = begin("sql", title);
    try {
      SqlService.Request request = new SqlService.Request(sql, app, rows, null, new JsonObject());
      SqlService.Result result =
          planned
              ? engines.sql().runPlanned(caller, request, gone)
              : engines.sql().run(caller, request, gone);
      watermark = result.watermark();
      statements.add(result.sql());
      end(
          n,
          "sql",
          title,
          result.sql(),
          result.statistics().rows(),
          result.statistics().bytes(),
          result.wallMs());
      return result;
    } catch (RuntimeException e) {
      failed(n, "sql", title);
      throw e;
    }
  }

  /** The answer's text goes on with this. */
  public void said(String delta) {
    progress.text(delta);
  }

  /** A step that reads no events: only told, not kept among the sources. */
  public void looked(String tool, String title) {
    steps++;
    progress.step(step(steps, tool, title, "done"));
  }

  private int begin(String tool, String title) {
    steps++;
    progress.step(step(steps, tool, title, "running"));
    return steps;
  }

  private static JsonObject step(int n, String tool, String title, String state) {
    return new JsonObject().put("n", n).put("tool", tool).put("title", title).put("state", state);
  }

  private void failed(int n, String tool, String title) {
    progress.step(step(n, tool, title, "failed"));
  }

  private void end(
      int n, String tool, String title, String sql, long rows, long scanned, long wallMs) {
    bytes += scanned;
    progress.step(
        step(n, tool, title, "done").put("sql", sql).put("rows", rows).put("wall_ms", wallMs));
    sources.add(
        new JsonObject()
            .put("n", n)
            .put("tool", tool)
            .put("sql", sql)
            .put("rows_scanned", rows)
            .put("bytes_scanned", scanned)
            .put("wall_ms", wallMs));
  }

  /** Per step that read events: {@code n}, {@code tool}, {@code sql}, and what it took. */
  public JsonArray sources() {
    return sources;
  }

  /** All statements that have run, in their order. */
  public List<String> statements() {
    return statements;
  }

  /** Up to when the data was complete at the last step. */
  public Optional<Instant> watermark() {
    return watermark;
  }

  /** Bytes that all steps have read. */
  public long bytesScanned() {
    return bytes;
  }
}
