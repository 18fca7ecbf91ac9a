package io.causality.portal.sqleditor;

import io.causality.portal.http.Call;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Routes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** SQL over HTTP. */
public final class SqlRoutes implements Routes {
  private final SqlService sql;

  public SqlRoutes(SqlService sql) {
    this.sql = sql;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of("runSql", this::run, "listRunningSql", this::list, "cancelSql", this::cancel);
  }

  private Reply run(Call call) throws InterruptedException {
    JsonObject body = call.body();
    SqlService.Request request =
        new SqlService.Request(
            body.getString("sql"),
            body.getString("app"),
            body.getInteger("limit"),
            body.getString("id"));
    return new Reply(200, json(sql.run(call.caller(), request, call.clientGone())));
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
