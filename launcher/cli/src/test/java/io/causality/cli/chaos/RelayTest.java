package io.causality.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayTest {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private HttpServer server;
  private Relay relay;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    relay = Relay.to(server.getAddress().getPort());
  }

  @AfterEach
  void stop() throws IOException {
    relay.close();
    server.stop(0);
  }

  private int ask(Duration limit) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + relay.port() + "/");
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(limit).build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @Test
  void misbehavesOnKeptAndNewConnectionsAndPassesAgain() throws Exception {
    Duration patience = Duration.ofSeconds(20);
    assertThat(ask(patience)).isEqualTo(204);
    relay.set(Relay.Mode.UNAVAILABLE);
    assertThat(ask(patience)).isEqualTo(503);
    relay.set(Relay.Mode.PASS);
    assertThat(ask(patience)).isEqualTo(204);
    relay.set(Relay.Mode.CUT);
    assertThatThrownBy(() -> ask(patience)).isInstanceOf(IOException.class);
    relay.set(Relay.Mode.PASS);
    assertThat(ask(patience)).isEqualTo(204);
    relay.set(Relay.Mode.HANG);
    assertThatThrownBy(() -> ask(Duration.ofMillis(300))).isInstanceOf(HttpTimeoutException.class);
    relay.set(Relay.Mode.PASS);
    assertThat(ask(patience)).isEqualTo(204);
  }
}
