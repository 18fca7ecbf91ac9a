package io.causality.portal.ops;

import io.causality.tls.KeyFiles;
import io.causality.tls.VertxListeners;
import io.prometheus.client.exporter.common.TextFormat;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Health and metrics on a port of their own: {@code /livez}, {@code /readyz}, {@code /metrics}. */
public final class ManagementServer {
  private final Vertx vertx;
  private final Readiness readiness;
  private final PortalMetrics metrics;
  private final Executor workers;
  private final Optional<KeyFiles> files;

  /**
   * A server that listens once it is told to.
   *
   * @param files what it shows; empty for plain HTTP
   */
  public ManagementServer(
      Vertx vertx,
      Readiness readiness,
      PortalMetrics metrics,
      Executor workers,
      Optional<KeyFiles> files) {
    this.vertx = vertx;
    this.readiness = readiness;
    this.metrics = metrics;
    this.workers = workers;
    this.files = files;
  }

  /** Listens. */
  public Future<HttpServer> listen(String host, int port) {
    HttpServerOptions options = new HttpServerOptions();
    files.ifPresent(shown -> VertxListeners.secure(options, shown));
    HttpServer server = vertx.createHttpServer(options).requestHandler(this::handle);
    files.ifPresent(shown -> VertxListeners.follow(vertx, server, shown));
    return server.listen(port, host);
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
