package io.causality.portal.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.proto.StreamNames;
import io.causality.proto.v1.CustomEvent;
import io.causality.proto.v1.EventBatch;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.Page;
import io.causality.proto.v1.Value;
import io.causality.testkit.Await;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.StreamConfiguration;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LiveIT {
  private static final Duration SOON = Duration.ofMinutes(2);

  private static PortalFixture portal;
  private static Connection nats;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    portal = new PortalFixture(Map.of());
    portal.awaitKeys();
    portal.post("/api/apps", new JsonObject().put("id", "shop"));
    portal.post("/api/apps", new JsonObject().put("id", "other"));
    nats = Nats.connect(portal.nats().url());
    JetStreamManagement management = nats.jetStreamManagement();
    management.addStream(
        StreamConfiguration.builder()
            .name(StreamNames.EVENTS)
            .subjects(StreamNames.EVENTS_PREFIX + ">")
            .build());
  }

  @AfterAll
  static void stop() throws Exception {
    portal.close();
    nats.close();
    HTTP.close();
  }

  @Test
  void eventsOfTheAppArriveAndThoseOfOthersDoNot() throws Exception {
    try (Watch watch = new Watch("/api/apps/shop/live")) {
      watch.next("active");
      publish(event("other", "Secret", "eve"));
      publish(event("shop", "Paid", "ada"));
      JsonObject event = watch.next("event");
      assertThat(event.getString("event_name")).isEqualTo("Paid");
      assertThat(event.getString("user_id")).isEqualTo("ada");
      assertThat(event.getString("page_path")).isEqualTo("/pricing");
      assertThat(event.getJsonObject("properties").getString("plan")).isEqualTo("pro");
      assertThat(event.getString("ts")).isEqualTo("2026-11-02T08:00:00Z");
      assertThat(event.getValue("device_id")).isNull();
    }
  }

  @Test
  void aFilterAndASearchLeaveTheRestOut() throws Exception {
    try (Watch watch = new Watch("/api/apps/shop/live?event=Paid&search=BEN")) {
      watch.next("active");
      publish(event("shop", "Paid", "ada"));
      publish(event("shop", "Seen", "ben"));
      publish(event("shop", "Paid", "ben"));
      JsonObject event = watch.next("event");
      assertThat(event.getString("event_name") + event.getString("user_id")).isEqualTo("Paidben");
    }
  }

  @Test
  void figuresCountWhoWasActiveAlsoBeforeSomebodyLooked() throws Exception {
    portal.post("/api/apps", new JsonObject().put("id", "busy"));
    for (String user : new String[] {"ada", "ben", "ada"}) {
      publish(event("busy", "Paid", user));
    }
    try (Watch watch = new Watch("/api/apps/busy/live")) {
      Await.until(
          "the figures are whole", SOON, () -> watch.next("active").getInteger("active_5m") == 2);
      JsonObject figures = watch.next("active");
      assertThat(sum(figures.getJsonArray("events_per_minute"))).isEqualTo(3);
      assertThat(figures.getJsonArray("per_minute")).hasSize(30);
    }
  }

  @Test
  void whatTheGatewayRefusedIsShown() throws Exception {
    try (Watch watch = new Watch("/api/apps/shop/live")) {
      watch.next("active");
      JsonObject notice =
          new JsonObject()
              .put("at", "2026-11-02T08:00:00Z")
              .put("code", "invalid_event")
              .put("detail", "event: is missing")
              .put("field", "event");
      Await.until(
          "a notice arrives",
          SOON,
          () -> {
            nats.publish(
                StreamNames.REJECTED_PREFIX + "shop",
                notice.encode().getBytes(StandardCharsets.UTF_8));
            JsonObject shown = watch.poll("rejected", Duration.ofMillis(300));
            return notice.equals(shown);
          });
    }
  }

  @Test
  void whoMayNotSeeTheAppSeesNothing() {
    String viewer = portal.userWithToken("live@corp.example", "viewer", "shop");
    assertThat(portal.call("GET", "/api/apps/other/live", null, viewer).code())
        .isEqualTo("no_such_app");
    assertThat(portal.call("GET", "/api/apps/shop/live", null, viewer).status()).isEqualTo(200);
  }

  private static long sum(JsonArray numbers) {
    return numbers.stream().mapToLong(number -> ((Number) number).longValue()).sum();
  }

  private static void publish(EventEnvelope event) throws Exception {
    nats.jetStream()
        .publish(
            StreamNames.eventsSubject(0),
            EventBatch.newBuilder().addEvents(event).build().toByteArray());
  }

  private static EventEnvelope event(String app, String name, String user) {
    return EventEnvelope.newBuilder()
        .setId(name + user)
        .setAppId(app)
        .setUserId(user)
        .setTimestampMs(1_793_606_400_000L)
        .setReceivedAtMs(1_793_606_400_000L)
        .setPage(Page.newBuilder().setUrl("https://shop.example/pricing?x=1"))
        .putProperties("plan", Value.newBuilder().setStringValue("pro").build())
        .setCustomEvent(CustomEvent.newBuilder().setEventName(name))
        .build();
  }

  /** A client of the stream. */
  private static final class Watch implements AutoCloseable {
    private record Shown(String kind, JsonObject data) {}

    private final BlockingQueue<Shown> shown = new LinkedBlockingQueue<>();
    private final Stream<String> lines;

    Watch(String path) throws Exception {
      HttpResponse<Stream<String>> response =
          HTTP.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + portal.port() + path))
                  .header("Authorization", "Bearer " + PortalFixture.TOKEN)
                  .build(),
              BodyHandlers.ofLines());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
      lines = response.body();
      Thread.startVirtualThread(this::read);
    }

    private void read() {
      String kind = "";
      for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
        String line = each.next();
        if (line.startsWith("event: ")) {
          kind = line.substring(7);
        } else if (line.startsWith("data: ")) {
          shown.add(new Shown(kind, new JsonObject(line.substring(6))));
        }
      }
    }

    JsonObject next(String kind) {
      JsonObject found = poll(kind, SOON);
      assertThat(found).as("a message %s", kind).isNotNull();
      return found;
    }

    JsonObject poll(String kind, Duration patience) {
      long until = System.nanoTime() + patience.toNanos();
      try {
        while (true) {
          Shown next = shown.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
          if (next == null || next.kind().equals(kind)) {
            return next == null ? null : next.data();
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      lines.close();
    }
  }
}
