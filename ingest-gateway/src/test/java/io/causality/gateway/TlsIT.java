package io.causality.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.causality.gateway.auth.ApiKeys;
import io.causality.gateway.nats.NatsLink;
import io.causality.proto.StreamNames;
import io.causality.testkit.Await;
import io.causality.testkit.TestAuthority;
import io.causality.testkit.TlsNatsServer;
import io.causality.tls.TlsClients;
import io.causality.tls.TlsSettings;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** TLS on every edge of the gateway, against a real nats-server that takes nothing else. */
class TlsIT {
  private static final String EVENT = "{\"event\":\"opened\",\"deviceId\":\"d1\"}";

  @TempDir Path folder;
  private TestAuthority ours;
  private TestAuthority.Keys listener;
  private TestAuthority.Keys client;
  private TlsNatsServer nats;
  private SSLContext before;

  @BeforeEach
  void certificates() throws Exception {
    before = SSLContext.getDefault();
    ours = new TestAuthority(folder.resolve("ours"));
    listener = ours.issue("gateway", "ip:127.0.0.1");
    client = ours.issue("client", "dns:client");
  }

  @AfterEach
  void stop() {
    if (nats != null) {
      nats.close();
    }
    SSLContext.setDefault(before);
  }

  private void startNats(TestAuthority.Keys keys) {
    nats = new TlsNatsServer(folder.resolve("nats"), keys, ours.certificate());
    nats.start();
  }

  private Map<String, String> environment() {
    Map<String, String> all = new HashMap<>();
    all.put("CAUSALITY_NATS_URL", nats.url());
    all.put("CAUSALITY_GATEWAY_PORT", "0");
    all.put("CAUSALITY_MANAGEMENT_PORT", "0");
    all.put("CAUSALITY_TLS_CA_FILE", ours.certificate().toString());
    all.put("CAUSALITY_TLS_CERT_FILE", listener.certificate().toString());
    all.put("CAUSALITY_TLS_KEY_FILE", listener.key().toString());
    all.put("CAUSALITY_TLS_CLIENT_CERT_FILE", client.certificate().toString());
    all.put("CAUSALITY_TLS_CLIENT_KEY_FILE", client.key().toString());
    all.put("CAUSALITY_TLS_MANAGEMENT", "true");
    return all;
  }

  /** As {@link GatewayMain} does. */
  private static Gateway gateway(Map<String, String> environment) throws Exception {
    GatewayConfig config = GatewayConfig.fromEnvironment(environment);
    TlsClients.install(config.tls());
    Gateway gateway = new Gateway(config);
    gateway.start();
    return gateway;
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path)).build());
  }

  private static HttpResponse<String> ingest(Gateway gateway) throws Exception {
    return send(
        HttpRequest.newBuilder(
                URI.create("https://127.0.0.1:" + gateway.port() + "/v1/events/ingest"))
            .header("X-API-Key", "ck_tls")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(EVENT))
            .build());
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString());
    }
  }

  @Test
  void eventsComeByHttpsAndGoByTlsToNats() throws Exception {
    startNats(ours.issue("nats", "ip:127.0.0.1"));
    Gateway gateway = gateway(environment());
    try {
      Await.until(
          "the gateway is ready",
          Duration.ofSeconds(30),
          () -> get(gateway.managementPort(), "/readyz").statusCode() == 200);
      try (Connection connection = Nats.connect(nats.url())) {
        connection
            .keyValue(StreamNames.GATEWAY_CONFIG)
            .put("key." + ApiKeys.digest("ck_tls"), "{\"app\":\"shop\",\"key_id\":\"k1\"}");
      }
      Await.until(
          "an event is accepted",
          Duration.ofSeconds(10),
          () -> ingest(gateway).statusCode() == 200);
      try (Connection connection = Nats.connect(nats.url())) {
        assertThat(
                connection
                    .jetStreamManagement()
                    .getStreamInfo(StreamNames.EVENTS)
                    .getStreamState()
                    .getMsgCount())
            .isEqualTo(1);
      }
    } finally {
      gateway.close();
    }
  }

  @Test
  void whoMayNotBeTrustedGetsNoEventAndThereIsAReason() throws Exception {
    TestAuthority theirs = new TestAuthority(folder.resolve("theirs"));
    startNats(theirs.issue("nats", "ip:127.0.0.1"));
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(NatsLink.class);
    log.start();
    logger.addAppender(log);
    Gateway gateway = gateway(environment());
    try {
      Await.until(
          "the reason is told",
          Duration.ofSeconds(30),
          () ->
              List.copyOf(log.list).stream()
                  .anyMatch(line -> line.getKeyValuePairs().toString().contains("PKIX path")));
      assertThat(get(gateway.managementPort(), "/readyz").body()).contains("nats is not connected");
      assertThat(ingest(gateway).statusCode()).as("to repeat later").isEqualTo(503);
    } finally {
      logger.detachAppender(log);
      gateway.close();
    }
  }

  @Test
  void aCertificateForAnotherNameAndAClientWithoutOneAreRefused() throws Exception {
    startNats(ours.issue("nats", "dns:elsewhere.example"));
    TlsClients.install(GatewayConfig.fromEnvironment(environment()).tls());
    Options options = Options.builder().server(nats.url()).noReconnect().build();
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> Nats.connect(options));
    nats.close();

    startNats(ours.issue("nats-2", "ip:127.0.0.1"));
    Map<String, String> nobody = environment();
    nobody.remove("CAUSALITY_TLS_CLIENT_CERT_FILE");
    nobody.remove("CAUSALITY_TLS_CLIENT_KEY_FILE");
    TlsSettings shy = GatewayConfig.fromEnvironment(nobody).tls();
    TlsClients.install(shy);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Nats.connect(Options.builder().server(nats.url()).noReconnect().build()));
    TlsClients.install(GatewayConfig.fromEnvironment(environment()).tls());
    Nats.connect(Options.builder().server(nats.url()).noReconnect().build()).close();
  }
}
