package io.causality.cli.supervise;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Answers {@code GET /status} and {@code GET /status.txt} on 127.0.0.1, to whoever can read the
 * token in the data folder. So the script shows a status without starting a JVM.
 */
public final class StatusEndpoint implements AutoCloseable {
  private final HttpServer server;
  private final String token;

  private StatusEndpoint(HttpServer server, String token) {
    this.server = server;
    this.token = token;
  }

  /** Listens on a free port. */
  public static StatusEndpoint open(Supplier<StatusReport> report, String token)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    StatusEndpoint endpoint = new StatusEndpoint(server, token);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/status", exchange -> endpoint.answer(exchange, report, StatusReport::toJson));
    server.createContext(
        "/status.txt", exchange -> endpoint.answer(exchange, report, StatusReport::toText));
    server.start();
    return endpoint;
  }

  private void answer(
      HttpExchange exchange, Supplier<StatusReport> report, Function<StatusReport, String> form)
      throws IOException {
    try (exchange) {
      if (!allowed(exchange)) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      StatusReport now = report.get();
      byte[] body = form.apply(now).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("X-Ready", Boolean.toString(now.ready()));
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private boolean allowed(HttpExchange exchange) {
    String shown = exchange.getRequestHeaders().getFirst("Authorization");
    return shown != null
        && MessageDigest.isEqual(
            shown.getBytes(StandardCharsets.UTF_8),
            ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
