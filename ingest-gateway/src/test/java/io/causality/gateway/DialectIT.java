package io.causality.gateway;

import static io.causality.gateway.RunningGateway.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.causality.gateway.auth.ApiKeys;
import io.causality.proto.v1.EventEnvelope;
import io.causality.servers.NatsServer;
import io.causality.testkit.Await;
import io.causality.testkit.Servers;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DialectIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NO_KEY = null;

  private static NatsServer nats;
  private static RunningGateway running;

  @BeforeAll
  static void start() throws Exception {
    nats = Servers.newNats();
    running = RunningGateway.start(nats, Map.of("CAUSALITY_GATEWAY_EVENT_LOOPS", "1"));
  }

  @AfterAll
  static void stop() throws Exception {
    running.close();
    nats.close();
  }

  @Test
  void theKeyMayStandInTheHeadOrInTheBody() throws Exception {
    String basic =
        "Basic " + Base64.getEncoder().encodeToString((KEY + ":").getBytes(StandardCharsets.UTF_8));
    String byHead = id();
    assertOk(
        running.post(
            "/v1/batch", NO_KEY, "{\"batch\":[" + track(byHead) + "]}", "Authorization", basic));
    String byBody = id();
    assertOk(
        running.post(
            "/v1/t",
            NO_KEY,
            "{\"writeKey\":\"" + KEY + "\"," + track(byBody).substring(1),
            "Content-Type",
            "text/plain"));
    assertThat(running.stored(byHead).getUserId()).isEqualTo("u");
    assertThat(running.stored(byBody).getCustomEvent().getEventName()).isEqualTo("e");
    assertThat(running.post("/v1/batch", NO_KEY, "{\"batch\":[" + track(id()) + "]}").statusCode())
        .isEqualTo(401);
    assertThat(running.post("/v1/t", "another", track(id())).statusCode()).isEqualTo(401);
  }

  @Test
  void gzipThatCallsItselfAFormIsReadAsRudderStackSendsIt() throws Exception {
    String id = id();
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(("{\"batch\":[" + track(id) + "]}").getBytes(StandardCharsets.UTF_8));
    }
    assertOk(
        running.post(
            "/v1/batch",
            KEY,
            zipped.toByteArray(),
            "Content-Type",
            "application/x-www-form-urlencoded",
            "Content-Encoding",
            "gzip"));
    assertThat(running.stored(id).getId()).isEqualTo(id);
  }

  @Test
  void aBadEventDoesNotRefuseASegmentBatchButASingleOne() throws Exception {
    String id = id();
    HttpResponse<String> reply =
        running.post("/v1/batch", KEY, "{\"batch\":[{\"type\":\"x\"}," + track(id) + "]}");
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(reply.body()).at("/rejected/0/index").asInt(-1)).isZero();
    assertThat(running.stored(id).getId()).isEqualTo(id);
    assertThat(running.post("/v1/track", KEY, "{\"event\":\"e\"}").statusCode()).isEqualTo(400);
  }

  @Test
  void anAmplitudeRequestWithABadEventStoresNothing() throws Exception {
    String id = id();
    String body =
        "{\"api_key\":\"%s\",\"events\":[{\"event_type\":\"e\",\"user_id\":\"u\",\"insert_id\":\"%s\"}%s]}";
    HttpResponse<String> refused =
        running.post("/2/httpapi", NO_KEY, body.formatted(KEY, id, ",{\"event_type\":\"e\"}"));
    assertThat(refused.statusCode()).isEqualTo(400);
    JsonNode why = JSON.readTree(refused.body());
    assertThat(why.get("code").asInt()).isEqualTo(400);
    assertThat(why.at("/events_with_invalid_fields/userId/0").asInt()).isEqualTo(1);
    assertThat(running.stored()).noneMatch(event -> event.getId().equals(id));
    for (String path : new String[] {"/2/httpapi", "/batch"}) {
      HttpResponse<String> taken = running.post(path, NO_KEY, body.formatted(KEY, id, ""));
      assertThat(taken.statusCode()).isEqualTo(200);
      assertThat(JSON.readTree(taken.body()).get("code").asInt()).isEqualTo(200);
    }
    assertThat(running.stored(id).getUserId()).isEqualTo("u");
    HttpResponse<String> unknown = running.post("/batch", NO_KEY, body.formatted("x", id, ""));
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(JSON.readTree(unknown.body()).get("error").asText()).startsWith("Invalid API key");
  }

  @Test
  void postHogsPathsAllTakeEventsWithAndWithoutASlash() throws Exception {
    for (String path : new String[] {"/e/", "/e", "/capture/", "/i/v0/e/", "/batch/", "/batch"}) {
      String id = id();
      HttpResponse<String> reply =
          running.post(
              path,
              NO_KEY,
              "{\"api_key\":\""
                  + KEY
                  + "\",\"batch\":[{\"event\":\"$pageview\",\"uuid\":\""
                  + id
                  + "\",\"distinct_id\":\"u\",\"properties\":{}}]}");
      assertThat(reply.body()).as(path).isEqualTo("{\"status\":\"Ok\"}");
      assertThat(running.stored(id).getCustomEvent().getEventName()).isEqualTo("page_view");
    }
  }

  @Test
  void timesAreCorrectedByTheClientsClock() throws Exception {
    String id = id();
    long hour = 3_600_000;
    long now = System.currentTimeMillis();
    assertOk(
        running.post(
            "/v1/batch",
            KEY,
            "{\"batch\":[{\"type\":\"track\",\"event\":\"e\",\"userId\":\"u\",\"messageId\":\""
                + id
                + "\",\"timestamp\":"
                + (now - 2 * hour)
                + "}],\"sentAt\":"
                + (now - hour)
                + "}"));
    EventEnvelope event = running.stored(id);
    assertThat(event.getTimestampMs() + event.getClockSkewMs())
        .isBetween(now - hour - 100, System.currentTimeMillis() - hour + 100);
  }

  @Test
  void browsersAreToldWhereToSendAndThatThereIsNothingElse() throws Exception {
    HttpResponse<String> segment =
        running.send(
            running.request("/v1/projects/" + KEY + "/settings").GET(),
            NO_KEY,
            "Origin",
            "http://shop.example");
    assertThat(segment.headers().firstValue("access-control-allow-origin")).contains("*");
    JsonNode io = JSON.readTree(segment.body()).at("/integrations/Segment.io");
    assertThat(io.get("apiHost").asText()).isEqualTo("127.0.0.1:" + running.gateway.port() + "/v1");
    assertThat(io.get("protocol").asText()).isEqualTo("http");
    HttpResponse<String> proxied =
        running.send(
            running.request("/v1/projects/" + KEY + "/settings").GET(),
            NO_KEY,
            "X-Forwarded-Proto",
            "https");
    assertThat(JSON.readTree(proxied.body()).at("/integrations/Segment.io/protocol").asText())
        .isEqualTo("https");
    HttpResponse<String> config =
        running.send(running.request("/array/" + KEY + "/config").GET(), NO_KEY);
    assertThat(JSON.readTree(config.body()).get("sessionRecording").asBoolean(true)).isFalse();
    String odd = "a%22b%3C";
    HttpResponse<String> script =
        running.send(running.request("/array/" + odd + "/config.js").GET(), NO_KEY);
    assertThat(script.body()).contains("_POSTHOG_REMOTE_CONFIG").doesNotContain("a\"b");
    HttpResponse<String> flags = running.post("/flags/?v=2", NO_KEY, "{}");
    assertThat(JSON.readTree(flags.body()).get("flags").isEmpty()).isTrue();
    HttpResponse<String> preflight =
        running.send(
            running.request("/i/v0/e/").method("OPTIONS", BodyPublishers.noBody()),
            NO_KEY,
            "Origin",
            "http://shop.example");
    assertThat(preflight.statusCode()).isEqualTo(204);
  }

  @Test
  void postHogsClientsAreToldOfARateAsEachOfThemTriesAgain() throws Exception {
    String key = "ck_" + id();
    String app = "app" + id().replace("-", "");
    running.publish("app." + app, "{\"rate_per_second\":1}");
    running.publish("key." + ApiKeys.digest(key), "{\"key_id\":\"k\",\"app\":\"" + app + "\"}");
    String body =
        "{\"api_key\":\"" + key + "\",\"event\":\"e\",\"distinct_id\":\"u\",\"uuid\":\"%s\"}";
    Await.until(
        "the rate holds",
        Duration.ofSeconds(10),
        () -> running.post("/e", NO_KEY, body.formatted(id())).statusCode() == 429);
    for (String path : List.of("/e", "/batch/")) {
      HttpResponse<String> server = running.post(path, NO_KEY, body.formatted(id()));
      assertThat(server.statusCode()).isEqualTo(429);
      assertThat(server.headers().firstValueAsLong("retry-after").orElse(0)).isPositive();
    }
    HttpResponse<String> browser =
        running.post("/e", NO_KEY, body.formatted(id()), "Origin", "http://shop.example");
    assertThat(browser.statusCode()).isEqualTo(503);
    assertThat(browser.headers().firstValueAsLong("retry-after").orElse(0)).isPositive();
  }

  @Test
  void whileTheKeysAreNotKnownClientsAreToldToComeAgain() throws Exception {
    try (NatsServer away = Servers.newNats()) {
      away.kill();
      try (RunningGateway cut = RunningGateway.launch(away, Map.of())) {
        assertThat(cut.post("/v1/batch", KEY, "{\"batch\":[" + track(id()) + "]}").statusCode())
            .isEqualTo(503);
        HttpResponse<String> inBody =
            cut.post("/2/httpapi", NO_KEY, "{\"api_key\":\"" + KEY + "\",\"events\":[]}");
        assertThat(inBody.statusCode()).isEqualTo(503);
        assertThat(inBody.headers().firstValue("retry-after")).isPresent();
        assertThat(JSON.readTree(inBody.body()).get("code").asInt()).isEqualTo(503);
      }
    }
  }

  private static void assertOk(HttpResponse<String> reply) {
    assertThat(reply.statusCode() + " " + reply.body()).isEqualTo("200 {\"success\":true}");
  }

  private static String track(String id) {
    return "{\"type\":\"track\",\"event\":\"e\",\"userId\":\"u\",\"messageId\":\"" + id + "\"}";
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }
}
