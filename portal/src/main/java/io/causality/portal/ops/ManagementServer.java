package io.causality.portal.ops;

import io.prometheus.client.exporter.common.TextFormat;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.Executor;

/** Health and metrics on a port of their own: {@code /livez}, {@code /readyz}, {@code /metrics}. */
public final class ManagementServer {
  private final Vertx vertx;
  private final Readiness readiness;
  private final PortalMetrics metrics;
  private final Executor workers;

  public ManagementServer(
      Vertx vertx, Readiness readiness, PortalMetrics metrics, Executor workers) {
    this.vertx = vertx;
    this.readiness = readiness;
    this.metrics = metrics;
    this.workers = workers;
  }

  /** Listens. */
  public Future<HttpServer> listen(String host, int port) {
    return vertx.createHttpServer().requestHandler(this::handle).listen(port, host);
  }

  private void handle(HttpServerRequest request) {
    switch (request.path()) {
      case "/livez" -> request.response().end("{\"live\":true}");
      case "/readyz" -> ready(request);
      case "/metrics" ->
          request
              .response()
              .putHeader("Content-Type", TextFormat.CONTENT_TYPE_004)
              .end(metrics.text());
      default -> request.response().setStatusCode(404).end();
    }
  }

  private void ready(HttpServerRequest request) {
    Context eventLoop = vertx.getOrCreateContext();
    workers.execute(
        () -> {
          List<String> reasons = readiness.reasons();
          JsonObject body =
              new JsonObject()
                  .put("ready", reasons.isEmpty())
                  .put("reasons", new JsonArray(reasons));
          eventLoop.runOnContext(
              done ->
                  request
                      .response()
                      .setStatusCode(reasons.isEmpty() ? 200 : 503)
                      .putHeader("Content-Type", "application/json")
                      .end(body.toBuffer()));
        });
  }
}
