package io.causality.jobs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.causality.tls.KeyFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** The management port: {@code /livez}, {@code /readyz}, {@code /metrics}. Thread-safe. */
final class Management implements AutoCloseable {
  private final HttpServer server;
  private volatile List<Supplier<Map<String, Long>>> gauges = List.of();

  private Management(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @param files what it shows; empty for plain HTTP
   * @param problem why the process is not ready; empty when it is
   */
  static Management start(
      String host, int port, Optional<KeyFiles> files, Supplier<Optional<String>> problem)
      throws IOException {
    HttpServer server = server(new InetSocketAddress(host, port), files);
    server.createContext("/livez", exchange -> answer(exchange, 200, "ok\n"));
    server.createContext(
        "/readyz",
        exchange -> {
          Optional<String> reason = problem.get();
          answer(exchange, reason.isEmpty() ? 200 : 503, reason.orElse("ok") + "\n");
        });
    server.setExecutor(
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "management");
              thread.setDaemon(true);
              return thread;
            }));
    Management management = new Management(server);
    server.createContext("/metrics", exchange -> answer(exchange, 200, management.metrics()));
    server.start();
    return management;
  }

  private static HttpServer server(InetSocketAddress address, Optional<KeyFiles> files)
      throws IOException {
    if (files.isEmpty()) {
      return HttpServer.create(address, 0);
    }
    HttpsServer server = HttpsServer.create(address, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(files.get().serverContext()));
    return server;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** From now on these are shown too: values by name with labels, asked each time. */
  @SafeVarargs
  final void show(Supplier<Map<String, Long>>... values) {
    gauges = List.of(values);
  }

  private String metrics() {
    SortedMap<String, Long> all = new TreeMap<>(JobMetricsReporter.sums());
    gauges.forEach(values -> all.putAll(values.get()));
    StringBuilder text = new StringBuilder();
    String before = "";
    for (Map.Entry<String, Long> sample : all.entrySet()) {
      int labels = sample.getKey().indexOf('{');
      String name = labels < 0 ? sample.getKey() : sample.getKey().substring(0, labels);
      if (!name.equals(before)) {
        String type = name.endsWith("_total") ? "counter" : "gauge";
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        before = name;
      }
      text.append(sample.getKey()).append(' ').append(sample.getValue()).append('\n');
    }
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
