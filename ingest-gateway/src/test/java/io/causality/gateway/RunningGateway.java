package io.causality.gateway;

import io.causality.gateway.auth.ApiKeys;
import io.causality.proto.StreamNames;
import io.causality.proto.v1.EventBatch;
import io.causality.proto.v1.EventEnvelope;
import io.causality.servers.NatsServer;
import io.causality.testkit.Await;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.MessageInfo;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A gateway in this JVM on free ports, with a nats-server that is a process. */
final class RunningGateway implements AutoCloseable {
  static final String KEY = "ck_test";
  static final String APP = "shop";

  final Gateway gateway;
  private final NatsServer nats;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RunningGateway(NatsServer nats, Gateway gateway) {
    this.nats = nats;
    this.gateway = gateway;
  }

  /** Starts without waiting for NATS. */
  static RunningGateway launch(NatsServer nats, Map<String, String> environment) throws Exception {
    Map<String, String> all = new HashMap<>();
    all.put("CAUSALITY_NATS_URL", nats.url());
    all.put("CAUSALITY_GATEWAY_PORT", "0");
    all.put("CAUSALITY_MANAGEMENT_PORT", "0");
    all.putAll(environment);
    Gateway gateway = new Gateway(GatewayConfig.fromEnvironment(all));
    gateway.start();
    return new RunningGateway(nats, gateway);
  }

  /** Starts and waits until it is ready and knows {@link #KEY}. */
  static RunningGateway start(NatsServer nats, Map<String, String> environment) throws Exception {
    RunningGateway running = launch(nats, environment);
    running.awaitReady();
    running.publish("key." + ApiKeys.digest(KEY), "{\"app\":\"" + APP + "\",\"key_id\":\"k1\"}");
    Await.until(
        "the gateway knows the key",
        Duration.ofSeconds(10),
        () -> running.post("/v1/events/ingest", KEY, "").statusCode() == 400);
    return running;
  }

  void awaitReady() throws Exception {
    Await.until(
        "the gateway is ready",
        Duration.ofSeconds(30),
        () -> management("/readyz").statusCode() == 200);
  }

  /** Puts a document into the bucket that the portal writes; null deletes. */
  void publish(String key, String document) throws Exception {
    try (Connection connection = Nats.connect(nats.url())) {
      var bucket = connection.keyValue(StreamNames.GATEWAY_CONFIG);
      if (document == null) {
        bucket.delete(key);
      } else {
        bucket.put(key, document);
      }
    }
  }

  HttpResponse<String> post(String path, String key, String body, String... headers)
      throws IOException, InterruptedException {
    return send(request(path).POST(BodyPublishers.ofString(body)), key, headers);
  }

  HttpResponse<String> post(String path, String key, byte[] body, String... headers)
      throws IOException, InterruptedException {
    return send(request(path).POST(BodyPublishers.ofByteArray(body)), key, headers);
  }

  HttpResponse<byte[]> postForBytes(String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path).POST(BodyPublishers.ofByteArray(body)).header("X-API-Key", KEY);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<String> send(HttpRequest.Builder request, String key, String... headers)
      throws IOException, InterruptedException {
    if (key != null) {
      request.header("X-API-Key", key);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
        .timeout(Duration.ofSeconds(60));
  }

  HttpResponse<String> management(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.managementPort() + path))
            .build(),
        BodyHandlers.ofString());
  }

  /** Every event of the stream, in order. */
  List<EventEnvelope> stored() throws Exception {
    List<EventEnvelope> events = new ArrayList<>();
    for (MessageInfo message : messages()) {
      events.addAll(EventBatch.parseFrom(message.getData()).getEventsList());
    }
    return events;
  }

  /** The last event of the stream that has this id. */
  EventEnvelope stored(String id) throws Exception {
    return stored().stream()
        .filter(event -> event.getId().equals(id))
        .reduce((first, second) -> second)
        .orElseThrow(() -> new AssertionError(id + " is not in the stream"));
  }

  /** Every message of the stream, in order. */
  List<MessageInfo> messages() throws Exception {
    List<MessageInfo> messages = new ArrayList<>();
    try (Connection connection = Nats.connect(nats.url())) {
      JetStreamManagement management = connection.jetStreamManagement();
      long last = management.getStreamInfo(StreamNames.EVENTS).getStreamState().getLastSequence();
      for (long sequence = 1; sequence <= last; sequence++) {
        messages.add(management.getMessage(StreamNames.EVENTS, sequence));
      }
    }
    return messages;
  }

  @Override
  public void close() throws InterruptedException {
    gateway.close();
    client.close();
  }
}
