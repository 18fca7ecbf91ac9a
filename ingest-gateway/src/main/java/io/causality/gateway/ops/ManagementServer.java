package io.causality.gateway.ops;

import io.causality.tls.KeyFiles;
import io.causality.tls.VertxListeners;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** {@code /livez}, {@code /readyz} and {@code /metrics}, on a port of their own. */
public final class ManagementServer {
  private final HttpServer server;
  private final Readiness readiness;
  private final CollectorRegistry registry;

  /**
   * A server that listens once it is told to.
   *
   * @param files what it shows; empty for plain HTTP
   */
  public ManagementServer(
      Vertx vertx, Readiness readiness, CollectorRegistry registry, Optional<KeyFiles> files) {
    this.readiness = readiness;
    this.registry = registry;
    HttpServerOptions options = new HttpServerOptions();
    files.ifPresent(shown -> VertxListeners.secure(options, shown));
    server = vertx.createHttpServer(options).requestHandler(this::handle);
    files.ifPresent(shown -> VertxListeners.follow(vertx, server, shown));
  }

  /** Listens; port 0 takes a free one. */
  public Future<HttpServer> listen(String host, int port) {
    return server.listen(port, host);
  }

  /** The port that it listens on. */
  public int port() {
    return server.actualPort();
  }

  private void handle(HttpServerRequest request) {
    switch (request.path()) {
      case "/livez" -> json(request, 200, new JsonObject().put("live", true));
      case "/readyz" -> {
        JsonArray reasons = new JsonArray(readiness.reasons());
        boolean ready = reasons.isEmpty();
        json(
            request,
            ready ? 200 : 503,
            new JsonObject().put("ready", ready).put("reasons", reasons));
      }
      case "/metrics" ->
          request.response().putHeader("content-type", TextFormat.CONTENT_TYPE_004).end(metrics());
      default -> json(request, 404, new JsonObject().put("error", "not found"));
    }
  }

  private String metrics() {
    StringWriter text = new StringWriter();
    try {
      TextFormat.write004(text, registry.metricFamilySamples());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.toString();
  }

  private static void json(HttpServerRequest request, int status, JsonObject body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(body.encode());
  }
}
