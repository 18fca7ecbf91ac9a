package io.causality.jobs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** The management port: {@code /livez}, {@code /readyz}, {@code /metrics}. Thread-safe. */
final class Management implements AutoCloseable {
  private final HttpServer server;

  private Management(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @param problem why the process is not ready; empty when it is
   */
  static Management start(String host, int port, Supplier<Optional<String>> problem)
      throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
    server.createContext("/livez", exchange -> answer(exchange, 200, "ok\n"));
    server.createContext(
        "/readyz",
        exchange -> {
          Optional<String> reason = problem.get();
          answer(exchange, reason.isEmpty() ? 200 : 503, reason.orElse("ok") + "\n");
        });
    server.createContext("/metrics", exchange -> answer(exchange, 200, metrics()));
    server.setExecutor(
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "management");
              thread.setDaemon(true);
              return thread;
            }));
    server.start();
    return new Management(server);
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static String metrics() {
    StringBuilder text = new StringBuilder();
    JobMetricsReporter.sums()
        .forEach(
            (name, value) -> {
              String type = name.endsWith("_total") ? "counter" : "gauge";
              text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
              text.append(name).append(' ').append(value).append('\n');
            });
    return text.toString();
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
