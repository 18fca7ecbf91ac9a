package io.causality.portal.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.portal.alerts.AlertsFixture;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Receivers that do all the wrong things: each ends in time, is logged, and delays nobody. */
class BadReceiverIT {
  private static final long TEN_GIGABYTES = 10L << 30;

  private static AlertsFixture alerts;
  private static PortalFixture portal;
  private static Receiver receiver;

  @BeforeAll
  static void start() {
    alerts = new AlertsFixture(Map.of());
    portal = alerts.portal();
    receiver = new Receiver();
  }

  @AfterAll
  static void stop() {
    receiver.close();
    alerts.close();
  }

  @Test
  void fiveHundredIsLoggedWithItsAnswer() {
    receiver.at("/500", exchange -> Receiver.answer(exchange, 500, "out of\0order"));
    JsonObject attempt = attempt(receiver.url("/500"));
    assertThat(attempt.getInteger("status")).isEqualTo(500);
    assertThat(attempt.getJsonObject("response").getString("body")).isEqualTo("out of\uFFFDorder");
  }

  @Test
  void oneThatHangsIsLeftAfterTheTimeout() {
    CountDownLatch release = new CountDownLatch(1);
    receiver.at("/hangs", exchange -> release.await());
    JsonObject attempt = attempt(receiver.url("/hangs"));
    assertThat(attempt.getValue("status")).isNull();
    assertThat(attempt.getString("error")).contains("no answer within 2000 ms");
    release.countDown();
  }

  @Test
  void oneThatNeverAcceptsIsLeftToo() throws IOException {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      JsonObject attempt = attempt("http://127.0.0.1:" + deaf.getLocalPort() + "/");
      assertThat(attempt.getString("error")).contains("no answer within");
    }
  }

  @Test
  void aRedirectIsNotFollowed() {
    receiver.at(
        "/redirects",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "http://169.254.169.254/latest/meta-data/");
          Receiver.answer(exchange, 307, "");
        });
    JsonObject attempt = attempt(receiver.url("/redirects"));
    assertThat(attempt.getInteger("status")).isEqualTo(307);
    assertThat(attempt.getString("address")).isEqualTo("127.0.0.1");
  }

  @Test
  void ofTenGigabytesOnlyTheBeginningIsRead() throws Exception {
    AtomicLong sent = new AtomicLong();
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> flood(server, sent));
      JsonObject attempt = attempt("http://127.0.0.1:" + server.getLocalPort() + "/");
      assertThat(attempt.getInteger("status")).isEqualTo(500);
      assertThat(attempt.getJsonObject("response").getString("body").length()).isEqualTo(2048);
      assertThat(sent.get()).isLessThan(100L << 20);
    }
  }

  @Test
  void headersWithoutEndAndNonsenseAreRefused() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> answerRaw(server, "HTTP/1.1 200 OK\r\n" + "X-A: b\r\n".repeat(100_000)));
      JsonObject attempt = attempt("http://127.0.0.1:" + server.getLocalPort() + "/");
      assertThat(attempt.getValue("status")).isNull();
      assertThat(attempt.getString("error")).isNotBlank();
    }
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerRaw(server, "SSH-2.0-OpenSSH_9.2\r\n"));
      JsonObject attempt = attempt("http://127.0.0.1:" + server.getLocalPort() + "/");
      assertThat(attempt.getValue("status")).isNull();
    }
  }

  @Test
  void aWrongCertificateIsNoReceiver() throws Exception {
    try (TlsReceiver tls = new TlsReceiver()) {
      JsonObject attempt = attempt("https://127.0.0.1:" + tls.port() + "/");
      assertThat(attempt.getValue("status")).isNull();
      assertThat(attempt.getString("error")).startsWith("TLS: ");
      assertThat(tls.requests()).isZero();
    }
  }

  @Test
  void allOfThemTogetherDelayNobody() {
    receiver.at("/good", exchange -> Receiver.answer(exchange, 200, ""));
    CountDownLatch release = new CountDownLatch(1);
    receiver.at("/hangs-too", exchange -> release.await());
    List<String> bad =
        List.of(
            hook(receiver.url("/hangs-too")),
            hook(receiver.url("/nothing")),
            hook("http://127.0.0.1:1/"),
            hook("https://127.0.0.1:1/"));
    String good = hook(receiver.url("/good"));
    for (int i = 0; i < 50; i++) {
      alerts.publish(AlertsFixture.alert(UUID.randomUUID().toString(), bad));
    }
    AlertsFixture.await("it hangs", () -> receiver.received("/hangs-too").size() == 4);
    alerts.publish(AlertsFixture.alert(UUID.randomUUID().toString(), List.of(good)));
    AlertsFixture.await("the good one has it", () -> !receiver.received("/good").isEmpty());
    assertThat(receiver.received("/hangs-too"))
        .as("most of what was published before still waits for the one that hangs")
        .hasSizeLessThan(50);
    release.countDown();
  }

  private static String hook(String url) {
    return alerts.webhook(url).getString("id");
  }

  /** The log of a test to that address, which must have failed. */
  private static JsonObject attempt(String url) {
    JsonObject delivery =
        portal.post("/api/webhooks/" + hook(url) + "/test", new JsonObject()).json();
    assertThat(delivery.getString("state")).as(delivery.encode()).isEqualTo("dead");
    return delivery.getJsonArray("log").getJsonObject(0);
  }

  private static void answerRaw(ServerSocket server, String text) {
    try (Socket socket = server.accept()) {
      read(socket.getInputStream());
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      read(socket.getInputStream());
    } catch (IOException e) {
      assertThat(e).as("the portal closed the connection").isNotNull();
    }
  }

  private static void read(InputStream in) throws IOException {
    byte[] some = new byte[8192];
    int got = in.read(some);
    assertThat(got).isLessThanOrEqualTo(some.length);
  }

  private static void flood(ServerSocket server, AtomicLong sent) {
    try (Socket socket = server.accept()) {
      read(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      out.write(
          ("HTTP/1.1 500 Oh no\r\nContent-Length: " + TEN_GIGABYTES + "\r\n\r\n")
              .getBytes(StandardCharsets.UTF_8));
      byte[] piece = new byte[1 << 16];
      while (sent.addAndGet(piece.length) < TEN_GIGABYTES) {
        out.write(piece);
      }
    } catch (IOException e) {
      assertThat(e).as("the portal closed the connection").isNotNull();
    }
  }
}
