package io.causality.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.proto.StreamNames;
import io.causality.proto.v1.EventBatch;
import io.causality.servers.S3Server;
import io.causality.testkit.Await;
import io.causality.testkit.Servers;
import io.causality.testkit.TestAuthority;
import io.causality.testkit.TlsNatsServer;
import io.causality.testkit.TlsRelay;
import io.causality.tls.KeyFiles;
import io.causality.tls.TlsClients;
import io.causality.tls.TlsSettings;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs between a nats-server that takes TLS only and an S3 store behind HTTPS. */
class TlsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path folder;

  @Test
  void anEventGoesFromNatsToS3ByTlsOnly() throws Exception {
    SSLContext before = SSLContext.getDefault();
    TestAuthority ours = new TestAuthority(folder.resolve("ours"));
    TestAuthority.Keys server = ours.issue("server", "ip:127.0.0.1");
    TestAuthority.Keys client = ours.issue("client", "dns:client");
    KeyFiles serverFiles = new KeyFiles(server.certificate(), server.key());
    TlsNatsServer nats = new TlsNatsServer(folder.resolve("nats"), server, ours.certificate());
    S3Server s3 = Servers.s3();
    s3.createBucket("lake-tls");
    Map<String, String> environment = new HashMap<>();
    environment.put("CAUSALITY_TLS_CA_FILE", ours.certificate().toString());
    environment.put("CAUSALITY_TLS_CLIENT_CERT_FILE", client.certificate().toString());
    environment.put("CAUSALITY_TLS_CLIENT_KEY_FILE", client.key().toString());
    environment.put("CAUSALITY_TLS_CERT_FILE", server.certificate().toString());
    environment.put("CAUSALITY_TLS_KEY_FILE", server.key().toString());
    environment.put("CAUSALITY_TLS_MANAGEMENT", "true");
    environment.put("CAUSALITY_S3_ACCESS_KEY", s3.accessKey());
    environment.put("CAUSALITY_S3_SECRET_KEY", s3.secretKey());
    environment.put("CAUSALITY_S3_BUCKET", "lake-tls");
    environment.put("CAUSALITY_STATE_DIR", folder.resolve("state").toString());
    environment.put("CAUSALITY_ROLL_INTERVAL_MS", "500");
    Path log = folder.resolve("jobs.log");
    try (nats;
        TlsRelay https =
            new TlsRelay(serverFiles.serverContext(), URI.create(s3.endpoint()).getPort())) {
      nats.start();
      environment.put("CAUSALITY_NATS_URL", nats.url());
      environment.put("CAUSALITY_S3_ENDPOINT", "https://127.0.0.1:" + https.port());
      JobsProcess jobs = new JobsProcess(environment, log);
      try (jobs) {
        TlsClients.install(
            new TlsSettings(
                Optional.of(ours.certificate()),
                Optional.empty(),
                Optional.of(new KeyFiles(client.certificate(), client.key())),
                false));
        jobs.start();
        Await.until("the jobs are ready", PATIENCE, () -> ready(jobs.port()));
        try (Connection connection = Nats.connect(nats.url())) {
          publish(connection);
          KeyValue lake = connection.keyValue(StreamNames.LAKE);
          Await.until(
              "the event is in the lake",
              PATIENCE,
              () -> {
                var progress = lake.get(StreamNames.PROGRESS);
                return progress != null
                    && progress.getValueAsString().replace(" ", "").contains("\"in_lake\":1");
              });
        }
      }
      assertThat(https.heard()).isPositive();
    } catch (AssertionError e) {
      throw new AssertionError(Files.readString(log), e);
    } finally {
      SSLContext.setDefault(before);
    }
  }

  private static boolean ready(int port) throws Exception {
    URI ready = URI.create("https://127.0.0.1:" + port + "/readyz");
    return HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(ready).build(), BodyHandlers.discarding())
            .statusCode()
        == 200;
  }

  private static void publish(Connection connection) throws Exception {
    Headers headers = new Headers();
    headers.put(StreamNames.COUNTS_HEADER, "shop=1");
    connection
        .jetStream()
        .publish(
            NatsMessage.builder()
                .subject(StreamNames.eventsSubject(0))
                .headers(headers)
                .data(
                    EventBatch.newBuilder()
                        .addAllEvents(List.of(TestEvents.event("one").build()))
                        .build()
                        .toByteArray())
                .build());
  }
}
