package io.causality.cli.load;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A gateway or portal whose answers a test decides. */
final class FakeServer implements AutoCloseable {
  /** What came in. */
  record Request(String path, String key, String body) {}

  /** What goes out. */
  record Answer(int status, String body) {}

  /** The test's decision; {@code number} counts requests from 1. */
  interface Behaviour {
    Answer answer(int number, Request request);
  }

  final List<Request> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  FakeServer(Behaviour behaviour) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String key = String.valueOf(exchange.getRequestHeaders().getFirst("X-API-Key"));
          Request request = new Request(exchange.getRequestURI().getPath(), key, body);
          int number;
          synchronized (requests) {
            requests.add(request);
            number = requests.size();
          }
          Answer answer = behaviour.answer(number, request);
          byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Retry-After", "0");
          exchange.sendResponseHeaders(answer.status(), bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
