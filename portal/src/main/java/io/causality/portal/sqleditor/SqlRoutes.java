package io.causality.portal.sqleditor;

import io.causality.portal.history.QueryHistory;
import io.causality.portal.http.Call;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Routes;
import io.causality.portal.lake.CsvWriter;
import io.causality.portal.lake.ParquetResult;
import io.causality.portal.lake.ResultFile;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** SQL over HTTP. */
public final class SqlRoutes implements Routes {
  private static final int HISTORY = 100;

  private final SqlService sql;

  public SqlRoutes(SqlService sql) {
    this.sql = sql;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "runSql", this::run,
        "listRunningSql", this::list,
        "cancelSql", this::cancel,
        "sqlProgress", this::progress,
        "listSqlHistory", this::history,
        "downloadSql", this::download);
  }

  private Reply run(Call call) throws InterruptedException {
    return new Reply(200, json(sql.run(call.caller(), request(call), call.clientGone())));
  }

  private static SqlService.Request request(Call call) {
    JsonObject body = call.body();
    return new SqlService.Request(
        body.getString("sql"),
        body.getString("app"),
        body.getInteger("limit"),
        body.getString("id"),
        body.getJsonObject("parameters", new JsonObject()));
  }

  private Reply progress(Call call) {
    SqlService.Progress progress = sql.progress(call.caller(), call.path("id"));
    return Reply.ok(
        new JsonObject()
            .put("id", progress.id())
            .put("state", progress.state())
            .put("rows", progress.statistics().rows())
            .put("bytes", progress.statistics().bytes())
            .put("splits_done", progress.statistics().splitsDone())
            .put("splits_total", progress.statistics().splitsTotal())
            .put("wall_ms", progress.wallMs()));
  }

  private Reply history(Call call) {
    JsonArray list = new JsonArray();
    for (QueryHistory.Entry entry :
        sql.history(call.caller(), call.query("app"), call.query("limit", HISTORY))) {
      list.add(
          new JsonObject()
              .put("id", entry.id())
              .put("app", entry.app())
              .put("sql", entry.sql())
              .put("at", entry.at().toString())
              .put("wall_ms", entry.wallMs())
              .put("rows", entry.rows())
              .put("bytes", entry.bytes())
              .put("state", entry.state())
              .put("error", entry.error()));
    }
    return Reply.ok(new JsonObject().put("queries", list));
  }

  /** Problems that show before the first row are replies; later ones cut the file off. */
  private Reply download(Call call) {
    SqlService.Request request = request(call);
    Format format =
        call.body().getString("format", "csv").equals("parquet") ? Format.PARQUET : Format.CSV;
    sql.requireDownloadable(call.caller(), request);
    return Reply.streamed(
            format.type,
            sink ->
                sql.download(call.caller(), request, call.clientGone(), format.file, sink::write))
        .withHeader("Content-Disposition", "attachment; filename=\"" + format.fileName + "\"");
  }

  /** A kind of file. */
  private record Format(String type, String fileName, ResultFile.Factory file) {
    static final Format CSV = new Format("text/csv", "result.csv", CsvWriter::new);
    static final Format PARQUET =
        new Format("application/vnd.apache.parquet", "result.parquet", ParquetResult::new);
  }

  private Reply list(Call call) {
    JsonArray list = new JsonArray();
    for (RunningQuery query : sql.running(call.caller())) {
      list.add(
          new JsonObject()
              .put("id", query.id())
              .put("app", query.app())
              .put("sql", query.sql())
              .put("started_at", query.startedAt().toString()));
    }
    return Reply.ok(new JsonObject().put("queries", list));
  }

  private Reply cancel(Call call) {
    sql.cancel(call.caller(), call.path("id"));
    return Reply.empty(204);
  }

  /** The rows are JSON already and may be many: they are neither parsed nor copied. */
  private static List<Buffer> json(SqlService.Result result) {
    JsonObject meta =
        new JsonObject()
            .put("id", result.id())
            .put("app", result.app())
            .put("sql", result.sql())
            .put("rows_scanned", result.statistics().rows())
            .put("bytes_scanned", result.statistics().bytes())
            .put("wall_ms", result.wallMs())
            .put("watermark", result.watermark().map(Instant::toString).orElse(null))
            .put("row_count", result.rows().rows())
            .put("truncated", result.rows().truncated());
    return List.of(
        Buffer.buffer("{\"columns\":" + result.rows().columns().encode() + ",\"rows\":["),
        result.rows().json(),
        Buffer.buffer("],\"meta\":" + meta.encode() + "}"));
  }
}
