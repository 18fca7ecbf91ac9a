package io.causality.gateway;

import static io.causality.gateway.RunningGateway.APP;
import static io.causality.gateway.RunningGateway.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.Zstd;
import io.causality.gateway.auth.ApiKeys;
import io.causality.gateway.publish.StreamWriter;
import io.causality.proto.StreamNames;
import io.causality.proto.v1.AppStart;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.IngestEventBatchRequest;
import io.causality.proto.v1.IngestEventBatchResponse;
import io.causality.proto.v1.IngestEventRequest;
import io.causality.proto.v1.IngestEventResponse;
import io.causality.servers.NatsServer;
import io.causality.testkit.Await;
import io.causality.testkit.Servers;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import io.nats.client.api.MessageInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class IngestIT {
  private static final String ONE = "/v1/events/ingest";
  private static final String MANY = "/v1/events/batch";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static NatsServer nats;
  private static RunningGateway running;

  @BeforeAll
  static void start() throws Exception {
    nats = Servers.newNats();
    running =
        RunningGateway.start(
            nats,
            Map.of(
                "CAUSALITY_GATEWAY_EVENT_LOOPS", "2",
                "CAUSALITY_GATEWAY_BODY_TIMEOUT_MS", "5000",
                "CAUSALITY_GATEWAY_IN_FLIGHT_BYTES", "30000000",
                "CAUSALITY_GATEWAY_TRUST_FORWARDED_FOR", "true"));
  }

  @AfterAll
  static void stop() throws Exception {
    running.close();
    nats.close();
  }

  @Test
  void whoWatchesAnAppHearsWhatWasRefusedAndNothingOfItsContent() throws Exception {
    try (Connection watching = Nats.connect(nats.url())) {
      Subscription notices = watching.subscribe(StreamNames.REJECTED_PREFIX + APP);
      watching.flush(Duration.ofSeconds(5));
      JsonNode notice = null;
      while (notice == null || !notice.path("field").asText().equals("id")) {
        String body =
            "{\"events\":[{\"event\":\"x\",\"deviceId\":\"secret\",\"id\":\""
                + "9".repeat(200)
                + "\"}]}";
        assertThat(running.post(MANY, KEY, body).statusCode()).isEqualTo(200);
        Message message = notices.nextMessage(Duration.ofSeconds(2));
        notice = message == null ? null : JSON.readTree(message.getData());
      }
      assertThat(notice.path("code").asText()).isEqualTo("invalid_event");
      assertThat(notice.path("detail").asText()).contains("id");
      assertThat(notice.toString()).doesNotContain("secret").doesNotContain("999");

      long second = Instant.now().getEpochSecond();
      for (int i = 0; i < 200; i++) {
        running.post(ONE, KEY, "nonsense");
      }
      int seconds = Math.toIntExact(Instant.now().getEpochSecond() - second) + 1;
      int heard = 0;
      while (notices.nextMessage(Duration.ofMillis(300)) != null) {
        heard++;
      }
      assertThat(heard).isBetween(1, Math.min(199, 5 * (seconds + 1)));
      assertThat(running.post(ONE, "unknown key", "nonsense").statusCode()).isEqualTo(401);
      assertThat(notices.nextMessage(Duration.ofMillis(300))).isNull();
    }
  }

  @Test
  void anAcceptedEventIsCompleteInTheStream() throws Exception {
    String id = id();
    long before = System.currentTimeMillis();
    HttpResponse<String> reply =
        running.post(
            ONE,
            KEY,
            "{\"event\":{\"event\":\"probe\",\"id\":\"" + id + "\",\"deviceId\":\"d\"}}",
            "User-Agent",
            "Browser/1");
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("content-type")).contains("application/json");
    assertThat(JSON.readTree(reply.body()))
        .isEqualTo(JSON.readTree("{\"eventId\":\"" + id + "\",\"status\":\"accepted\"}"));
    EventEnvelope event = running.stored(id);
    assertThat(event.getAppId()).isEqualTo(APP);
    assertThat(event.getReceivedAtMs()).isBetween(before, System.currentTimeMillis());
    assertThat(event.getIp()).isEqualTo("127.0.0.1");
    assertThat(event.getUserAgent()).isEqualTo("Browser/1");
    assertThat(event.getCustomEvent().getEventName()).isEqualTo("probe");
  }

  @Test
  void anAnswerNamesItsRequestAndTheLogTheMessageThatCarriesItsEvents() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(StreamWriter.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    logger.setLevel(Level.DEBUG);
    try {
      HttpResponse<String> answer =
          running.post(ONE, KEY, "{\"event\":\"traced\",\"deviceId\":\"d\",\"id\":\"traced-1\"}");
      String request = answer.headers().firstValue("X-Request-Id").orElseThrow();
      String line =
          List.copyOf(log.list).stream()
              .map(sent -> sent.getKeyValuePairs().toString())
              .filter(pairs -> pairs.contains(request))
              .findFirst()
              .orElseThrow();
      assertThat(running.messages())
          .filteredOn(
              message -> new String(message.getData(), StandardCharsets.UTF_8).contains("traced-1"))
          .singleElement()
          .satisfies(
              message -> assertThat(line).contains(message.getHeaders().getFirst("Nats-Msg-Id")));
    } finally {
      logger.setLevel(null);
      logger.detachAppender(log);
    }
    HttpResponse<String> refused = running.post(ONE, KEY, "{");
    assertThat(refused.body()).contains(refused.headers().firstValue("X-Request-Id").orElseThrow());
  }

  @Test
  void messagesTellTheirCountsAndHaveIdsOfTheirOwn() throws Exception {
    accepted(running.post(ONE, KEY, event(id())));
    List<MessageInfo> messages = running.messages();
    assertThat(messages)
        .allSatisfy(
            message -> {
              assertThat(message.getHeaders().getFirst(StreamNames.COUNTS_HEADER))
                  .matches("[a-z0-9]+=\\d+(;[a-z0-9]+=\\d+)*");
              assertThat(message.getSubject()).matches("events\\.[0-7]");
            });
    assertThat(messages)
        .extracting(message -> message.getHeaders().getFirst("Nats-Msg-Id"))
        .doesNotHaveDuplicates();
  }

  @Test
  void theMessagesOfABatchStandInTheOrderOfTheirFirstEvents() throws Exception {
    String run = id();
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      events
          .append(i == 0 ? "" : ",")
          .append("{\"event\":\"e\",\"id\":\"%s-%d\",\"deviceId\":\"d%d\"}".formatted(run, i, i));
    }
    accepted(running.post(MANY, KEY, "{\"events\":[" + events + "]}"));
    List<Integer> firsts = new ArrayList<>();
    for (MessageInfo message : running.messages()) {
      io.causality.proto.v1.EventBatch.parseFrom(message.getData()).getEventsList().stream()
          .filter(event -> event.getId().startsWith(run))
          .map(event -> Integer.valueOf(event.getId().substring(run.length() + 1)))
          .findFirst()
          .ifPresent(firsts::add);
    }
    assertThat(firsts).hasSizeGreaterThan(1).isSorted();
  }

  @Test
  void aBatchTakesTheGoodEventsAndNamesTheBadOnes() throws Exception {
    String id = id();
    HttpResponse<String> reply =
        running.post(
            MANY,
            KEY,
            """
            {"events":[{"event":"e","id":"%s","userId":"u","timestamp":1000},{"event":7},
            {"event":"e","deviceId":"d","appId":"other"},{"event":"e","deviceId":"d"}],"sentAt":5000}"""
                .formatted(id));
    assertThat(reply.statusCode()).isEqualTo(200);
    JsonNode body = JSON.readTree(reply.body());
    assertThat(body.get("acceptedCount").asInt()).isEqualTo(2);
    assertThat(body.get("rejectedCount").asInt()).isEqualTo(2);
    assertThat(body.at("/results/0/eventId").asText()).isEqualTo(id);
    assertThat(body.at("/results/1/status").asText()).isEqualTo("rejected");
    assertThat(body.at("/results/1/error").asText()).contains("event 1: event:");
    assertThat(body.at("/results/2/error").asText()).contains("event 2: appId:");
    assertThat(body.at("/results/3/status").asText()).isEqualTo("accepted");
    EventEnvelope event = running.stored(id);
    assertThat(event.getClockSkewMs()).isEqualTo(event.getReceivedAtMs() - 5000);
  }

  @Test
  void aBatchOfBadEventsAloneIsAnsweredWithoutTheStream() throws Exception {
    HttpResponse<String> reply = running.post(MANY, KEY, "{\"events\":[{\"event\":7}]}");
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(reply.body()).get("acceptedCount").asInt()).isZero();
  }

  @Test
  void protobufIsAnsweredInKind() throws Exception {
    EventEnvelope event =
        EventEnvelope.newBuilder()
            .setId(id())
            .setDeviceId("d")
            .setAppStart(AppStart.getDefaultInstance())
            .build();
    HttpResponse<byte[]> one =
        running.postForBytes(
            ONE,
            IngestEventRequest.newBuilder().setEvent(event).build().toByteArray(),
            "Content-Type",
            "application/x-protobuf");
    assertThat(one.headers().firstValue("content-type")).contains("application/x-protobuf");
    assertThat(IngestEventResponse.parseFrom(one.body()).getEventId()).isEqualTo(event.getId());
    HttpResponse<byte[]> many =
        running.postForBytes(
            MANY,
            IngestEventBatchRequest.newBuilder()
                .addEvents(event)
                .addEvents(EventEnvelope.getDefaultInstance())
                .build()
                .toByteArray(),
            "Content-Type",
            "application/x-protobuf");
    IngestEventBatchResponse reply = IngestEventBatchResponse.parseFrom(many.body());
    assertThat(reply.getAcceptedCount()).isEqualTo(1);
    assertThat(reply.getResults(1).getStatus()).isEqualTo("rejected");
    assertThat(running.stored(event.getId()).hasAppStart()).isTrue();
  }

  @Test
  void compressedBodiesAreKnownByTheirBytesWhateverTheHeadersSay() throws Exception {
    byte[] plain = event(id()).getBytes(StandardCharsets.UTF_8);
    accepted(running.post(ONE, KEY, gzip(plain)));
    accepted(running.post(ONE, KEY, gzip(plain), "Content-Encoding", "br"));
    accepted(running.post(ONE, KEY, Zstd.compress(plain)));
    accepted(running.post(ONE, KEY, plain, "Content-Encoding", "gzip"));
    byte[] zipped = gzip(plain);
    refused(
        running.post(ONE, KEY, java.util.Arrays.copyOf(zipped, zipped.length - 12)),
        400,
        "malformed_body");
  }

  @Test
  void largeBodiesAreTakenAndLargerOnesRefused() throws Exception {
    String filler = "x".repeat(60_000);
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      events
          .append(i == 0 ? "" : ",")
          .append("{\"event\":\"e\",\"deviceId\":\"d%d\",\"properties\":{\"x\":\"".formatted(i))
          .append(filler)
          .append("\"}}");
    }
    accepted(running.post(MANY, KEY, "{\"events\":[" + events + "]}"));
    refused(running.post(MANY, KEY, gzip(new byte[100_000_000])), 413, "body_too_large");
    refused(running.post(MANY, KEY, Zstd.compress(new byte[30_000_000])), 413, "body_too_large");
    refused(running.post(MANY, KEY, new byte[40_000_000]), 413, "body_too_large");
    refused(
        running.send(
            running
                .request(MANY)
                .POST(
                    BodyPublishers.ofInputStream(
                        () -> InputStream.nullInputStream().nullInputStream())),
            KEY),
        400,
        "malformed_body");
  }

  @Test
  void aChunkedBodyIsCutOffAtTheLimit() throws Exception {
    refused(
        running.send(
            running
                .request(MANY)
                .POST(
                    BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(new byte[25_000_000]))),
            KEY),
        413,
        "body_too_large");
  }

  @Test
  void everyPlaceForAKeyAndEveryTypeOfJsonWorks() throws Exception {
    String basic = Base64.getEncoder().encodeToString((KEY + ":").getBytes(StandardCharsets.UTF_8));
    accepted(running.post(ONE, null, event(id()), "Authorization", "Bearer " + KEY));
    accepted(running.post(ONE, null, event(id()), "Authorization", "Basic " + basic));
    accepted(
        running.post(ONE + "?api_key=" + KEY, null, event(id()), "Content-Type", "text/plain"));
    // As curl sends it that is not told a type.
    accepted(
        running.post(ONE, KEY, event(id()), "Content-Type", "application/x-www-form-urlencoded"));
    refused(running.post(ONE, null, event(id())), 401, "no_key");
    refused(running.post(ONE, null, event(id()), "Authorization", "Basic %%%"), 401, "no_key");
    refused(running.post(ONE, "ck_other", event(id())), 401, "unknown_key");
  }

  @Test
  void otherRefusalsAreClear() throws Exception {
    refused(
        running.post(ONE, KEY, event(id()), "Content-Type", "image/png"),
        415,
        "unsupported_media_type");
    refused(running.post("/v1/nothing", KEY, "{}"), 404, "not_found");
    HttpResponse<String> method = running.send(running.request(ONE).GET(), KEY);
    refused(method, 405, "method_not_allowed");
    assertThat(method.headers().firstValue("allow")).contains("POST, OPTIONS");
    refused(
        running.post(ONE, KEY, "{\"event\":{\"event\":\"e\",\"deviceId\":\"d\",\"appId\":\"x\"}}"),
        403,
        "wrong_app");
    refused(running.post(ONE, KEY, "{\"event\":{\"deviceId\":\"d\"}}"), 400, "invalid_event");
    refused(running.post(ONE, "k".repeat(30_000), event(id())), 431, "headers_too_large");
  }

  @Test
  void browsersMaySendFromAnywhere() throws Exception {
    HttpResponse<String> preflight =
        running.send(
            running.request(ONE).method("OPTIONS", BodyPublishers.noBody()),
            null,
            "Origin",
            "https://shop.example",
            "Access-Control-Request-Headers",
            "x-api-key");
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("access-control-allow-methods")).contains("POST");
    assertThat(preflight.headers().firstValue("access-control-allow-headers"))
        .contains("x-api-key");
    HttpResponse<String> reply =
        running.post(ONE, KEY, event(id()), "Origin", "https://shop.example");
    assertThat(reply.headers().firstValue("access-control-allow-origin")).contains("*");
  }

  @Test
  void aRevokedKeyIsRefusedWithinASecond() throws Exception {
    String key = "ck_" + id();
    String name = "key." + ApiKeys.digest(key);
    running.publish(name, "{\"app\":\"other\",\"key_id\":\"k2\"}");
    Await.until(
        "the key is known",
        Duration.ofSeconds(1),
        () -> running.post(ONE, key, event(id())).statusCode() == 200);
    running.publish(name, null);
    Await.until(
        "the key is refused",
        Duration.ofSeconds(1),
        () -> running.post(ONE, key, event(id())).statusCode() == 401);
  }

  @Test
  void anAppDecidesWhatIsKeptAndHowFastItMaySend() throws Exception {
    String key = "ck_" + id();
    String app = "app" + id().replace("-", "");
    running.publish(
        "app." + app,
        "{\"keep_ip\":false,\"keep_user_agent\":false,\"rate_per_second\":3,\"later\":[1]}");
    running.publish("key." + ApiKeys.digest(key), "{\"key_id\":\"k\",\"app\":\"" + app + "\"}");
    Await.until(
        "the key is known",
        Duration.ofSeconds(5),
        () -> running.post(ONE, key, "").statusCode() == 400);
    String id = id();
    accepted(running.post(ONE, key, event(id), "X-Forwarded-For", "10.9.8.7, 10.0.0.1"));
    assertThat(running.stored(id).getIp()).isEmpty();
    assertThat(running.stored(id).getUserAgent()).isEmpty();
    String twenty = ("," + bare(id())).repeat(20).substring(1);
    accepted(running.post(MANY, key, "{\"events\":[" + twenty + "]}"));
    HttpResponse<String> limited = running.post(ONE, key, event(id()));
    refused(limited, 429, "rate_limited");
    assertThat(limited.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 10L);
    running.publish("app." + app, "{}");
    Await.until(
        "the changed settings hold",
        Duration.ofSeconds(5),
        () -> running.post(ONE, key, event(id())).statusCode() == 200);
    String kept = id();
    accepted(running.post(ONE, key, event(kept), "X-Forwarded-For", "10.9.8.7, 10.0.0.1"));
    assertThat(running.stored(kept).getIp()).isEqualTo("10.9.8.7");
  }

  @Test
  void stuckSendersDoNotHurtTheOthersAndAreGivenUp() throws Exception {
    List<Socket> stuck = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.gateway.port());
      socket
          .getOutputStream()
          .write(
              ("POST "
                      + ONE
                      + " HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\nX-API-Key: "
                      + KEY
                      + "\r\n\r\n{")
                  .getBytes(StandardCharsets.US_ASCII));
      stuck.add(socket);
    }
    accepted(running.post(ONE, KEY, event(id())));
    Socket first = stuck.getFirst();
    first.setSoTimeout(20_000);
    String answer = new String(first.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(answer).startsWith("HTTP/1.1 408").contains("body_timeout");
    for (Socket socket : stuck) {
      socket.close();
    }
  }

  @Test
  void bytesInFlightAreBounded() throws Exception {
    List<Socket> halves = new ArrayList<>();
    byte[] half = new byte[18_000_000];
    java.util.Arrays.fill(half, (byte) ' ');
    List<Thread> threads = new ArrayList<>();
    List<String> answers = java.util.Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 2; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.gateway.port());
      halves.add(socket);
      socket
          .getOutputStream()
          .write(
              ("POST "
                      + MANY
                      + " HTTP/1.1\r\nHost: x\r\nContent-Length: 20000000\r\nX-API-Key: "
                      + KEY
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      Thread thread = Thread.ofVirtual().start(() -> answers.add(exchange(socket, half)));
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(answers).anyMatch(answer -> answer.startsWith("HTTP/1.1 503"));
    assertThat(answers).anyMatch(answer -> answer.contains("overloaded"));
    for (Socket socket : halves) {
      socket.close();
    }
    Await.until(
        "nothing is held any more",
        Duration.ofSeconds(10),
        () -> running.management("/metrics").body().contains("in_flight_bytes 0.0"));
  }

  @Test
  void theManagementPortTellsHealthAndMetrics() throws Exception {
    accepted(running.post(ONE, KEY, event(id())));
    assertThat(running.management("/livez").statusCode()).isEqualTo(200);
    assertThat(running.management("/readyz").body()).isEqualTo("{\"ready\":true,\"reasons\":[]}");
    assertThat(running.management("/metrics").body())
        .contains("causality_gateway_requests_total{operation=\"ingestEvent\",status=\"200\",}")
        .contains("causality_gateway_request_seconds_bucket")
        .contains("causality_gateway_events_total{result=\"accepted\",}")
        .contains("causality_gateway_messages_total{result=\"stored\",}")
        .contains("jvm_memory_bytes_used")
        .doesNotContain(KEY);
    assertThat(running.management("/else").statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsNotHttpIsRefused() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.gateway.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nbad header\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 400");
    }
  }

  /** Sends a body that never ends and reads what comes back. */
  private static String exchange(Socket socket, byte[] body) {
    try {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(body);
      byte[] answer = new byte[1000];
      int size = socket.getInputStream().read(answer);
      return new String(answer, 0, Math.max(0, size), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return "broken: " + e.getMessage();
    }
  }

  private static void accepted(HttpResponse<String> reply) {
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
  }

  private static void refused(HttpResponse<String> reply, int status, String code)
      throws IOException {
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
    assertThat(reply.headers().firstValue("content-type")).contains("application/problem+json");
    JsonNode problem = JSON.readTree(reply.body());
    assertThat(problem.get("code").asText()).isEqualTo(code);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asText()).isNotEmpty();
    assertThat(problem.get("detail").asText()).isNotEmpty();
    assertThat(problem.get("requestId").asText()).hasSize(16);
  }

  private static String event(String id) {
    return "{\"event\":" + bare(id) + "}";
  }

  private static String bare(String id) {
    return "{\"event\":\"probe\",\"id\":\"" + id + "\",\"deviceId\":\"d\"}";
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }
}
