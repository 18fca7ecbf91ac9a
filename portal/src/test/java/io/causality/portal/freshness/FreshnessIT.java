package io.causality.portal.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.proto.StreamNames;
import io.causality.testkit.Await;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.Nats;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FreshnessIT {
  private static final Duration SOON = Duration.ofMinutes(2);
  private PortalFixture portal;
  private Connection nats;

  @BeforeEach
  void start() throws Exception {
    portal = new PortalFixture(Map.of());
    portal.awaitKeys();
    portal.post("/api/apps", new JsonObject().put("id", "shop"));
    nats = Nats.connect(portal.nats().url());
  }

  @AfterEach
  void stop() throws Exception {
    nats.close();
    portal.close();
  }

  @Test
  void withoutAnyStreamEverythingIsZero() {
    JsonObject nothing = freshness();
    assertThat(nothing.getLong("accepted")).isZero();
    assertThat(nothing.getDouble("seconds_behind")).isZero();
    assertThat(Instant.parse(nothing.getString("watermark"))).isBefore(Instant.now());
  }

  @Test
  void theNumbersBalanceWhileTheArchiveGoesOn() throws Exception {
    stream();
    publish(0, "shop=3;other=1");
    publish(1, "shop=2");
    publish(0, "other=9");
    JsonObject before = freshness();
    assertThat(before.getLong("in_stream")).isEqualTo(5);
    assertThat(before.getLong("accepted")).isEqualTo(5);
    assertThat(Instant.parse(before.getString("watermark"))).isBefore(Instant.now());

    progress("{\"0\":1}", 2, 1, 0);
    Await.until("the progress is seen", SOON, () -> freshness().getLong("in_lake") == 2);
    JsonObject half = freshness();
    assertThat(half.getLong("in_stream")).isEqualTo(2);
    assertThat(half.getLong("deduplicated")).isEqualTo(1);
    assertThat(half.getLong("accepted")).isEqualTo(5);

    progress("{\"0\":3,\"1\":2}", 3, 1, 1);
    Await.until("the stream is done", SOON, () -> freshness().getLong("in_stream") == 0);
    JsonObject done = freshness();
    assertThat(done.getLong("accepted")).isEqualTo(5);
    assertThat(done.getDouble("seconds_behind")).isZero();

    publish(1, "shop=7");
    assertThat(freshness().getLong("in_stream")).isEqualTo(7);
    assertThat(freshness().getLong("accepted")).isEqualTo(12);
  }

  @Test
  void countingGoesOnAfterTheStreamsServerWasKilled() throws Exception {
    stream();
    publish(0, "shop=3");
    assertThat(freshness().getLong("in_stream")).isEqualTo(3);
    portal.nats().kill();
    Await.until(
        "the outage is told", SOON, () -> answer().status() == 503 && answer().code() != null);
    assertThat(answer().code()).isEqualTo("stream_down");
    portal.nats().start();
    Await.until("it counts again", SOON, () -> answer().status() == 200);
    nats.close();
    nats = Nats.connect(portal.nats().url());
    publish(1, "shop=4");
    Await.until("the new one is counted", SOON, () -> freshness().getLong("in_stream") == 7);
  }

  private PortalFixture.Answer answer() {
    return portal.get("/api/apps/shop/freshness");
  }

  private JsonObject freshness() {
    PortalFixture.Answer answer = answer();
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private void stream() throws Exception {
    nats.jetStreamManagement()
        .addStream(
            StreamConfiguration.builder()
                .name(StreamNames.EVENTS)
                .subjects(StreamNames.eventsSubject(0), StreamNames.eventsSubject(1))
                .storageType(StorageType.File)
                .build());
  }

  private void publish(int partition, String counts) throws Exception {
    JetStream jetStream = nats.jetStream();
    jetStream.publish(
        NatsMessage.builder()
            .subject(StreamNames.eventsSubject(partition))
            .headers(new Headers().add(StreamNames.COUNTS_HEADER, counts))
            .data("payload")
            .build());
  }

  private void progress(String positions, long inLake, long deduplicated, long deadLetters)
      throws Exception {
    String document =
        "{\"checkpoint\":1,\"at_ms\":1,\"positions\":"
            + positions
            + ",\"apps\":{\"shop\":{\"in_lake\":"
            + inLake
            + ",\"deduplicated\":"
            + deduplicated
            + ",\"dead_letters\":"
            + deadLetters
            + "}}}";
    nats.keyValue(StreamNames.LAKE)
        .put(StreamNames.PROGRESS, document.getBytes(StandardCharsets.UTF_8));
  }
}
