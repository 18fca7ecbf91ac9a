package io.causality.portal.lake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before a query engine and passes everything on, until it is told to stall. */
public final class StallingRelay implements AutoCloseable {
  private static final Set<String> OWN =
      Set.of("connection", "content-length", "host", "upgrade", "http2-settings");

  private final String engine;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch end = new CountDownLatch(1);
  private final HttpServer server;
  private volatile Stall stall = Stall.NONE;

  /** How the relay answers while a query runs; new statements always reach the engine. */
  public enum Stall {
    NONE,
    /** No answer at all. */
    BEFORE_THE_ANSWER,
    /** The beginning of an answer, and nothing more. */
    IN_THE_ANSWER,
    /** One byte after the other, so that it is never silent. */
    DRIPPING,
    /** "Ask again", for ever. */
    ASK_AGAIN
  }

  /** A relay before an engine. */
  public StallingRelay(String engine) throws IOException {
    this.engine = engine;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From the next request on. */
  public void stall(Stall how) {
    stall = how;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpResponse<byte[]> answer = ask(exchange);
      Stall how = exchange.getRequestMethod().equals("GET") ? stall : Stall.NONE;
      byte[] body =
          new String(answer.body(), StandardCharsets.UTF_8)
              .replace(engine, url())
              .getBytes(StandardCharsets.UTF_8);
      switch (how) {
        case NONE -> {
          exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
        }
        case BEFORE_THE_ANSWER -> end.await();
        case IN_THE_ANSWER -> {
          begin(exchange, body);
          end.await();
        }
        case DRIPPING -> {
          OutputStream out = begin(exchange, body);
          while (!end.await(50, java.util.concurrent.TimeUnit.MILLISECONDS)) {
            out.write(' ');
            out.flush();
          }
        }
        case ASK_AGAIN -> exchange.sendResponseHeaders(503, -1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Up to the first comma, where blanks may follow. */
  private static OutputStream begin(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.write(body, 0, new String(body, StandardCharsets.UTF_8).indexOf(',') + 1);
    out.flush();
    return out;
  }

  private HttpResponse<byte[]> ask(HttpExchange exchange) throws IOException, InterruptedException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(engine + exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OWN.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.close();
    http.shutdownNow();
  }
}
