package io.causality.portal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.causality.portal.PortalFixture;
import io.causality.proto.StreamNames;
import io.causality.proto.v1.CustomEvent;
import io.causality.proto.v1.DeadLetter;
import io.causality.proto.v1.EventBatch;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.Value;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamConfiguration;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLettersIT {
  private PortalFixture portal;
  private Connection nats;
  private JetStreamManagement management;

  @BeforeEach
  void start() throws Exception {
    portal = new PortalFixture(Map.of());
    portal.awaitKeys();
    portal.post("/api/apps", new JsonObject().put("id", "shop"));
    portal.post("/api/apps", new JsonObject().put("id", "other"));
    nats = Nats.connect(portal.nats().url());
    management = nats.jetStreamManagement();
  }

  @AfterEach
  void stop() throws Exception {
    nats.close();
    portal.close();
  }

  @Test
  void withoutAStreamThereAreNone() {
    assertThat(letters("").getJsonArray("dead_letters")).isEmpty();
  }

  @Test
  void lettersAreListedNewestFirstPageByPage() throws Exception {
    streams();
    for (int i = 1; i <= 700; i++) {
      publish(i % 7 == 0 ? "shop" : "other", letter(i % 7 == 0 ? "shop" : "other", "e" + i));
    }
    JsonObject first = letters("?limit=60");
    assertThat(first.getJsonArray("dead_letters")).hasSize(60);
    JsonObject newest = first.getJsonArray("dead_letters").getJsonObject(0);
    assertThat(newest.getString("event_id")).isEqualTo("e700");
    assertThat(newest.getString("event_name")).isEqualTo("Paid");
    assertThat(newest.getString("reason")).isEqualTo("bad_time");
    assertThat(new JsonObject(newest.getString("payload")).getJsonObject("properties"))
        .isEqualTo(new JsonObject("{\"plan\":\"pro\"}"));
    JsonObject second = letters("?limit=60&cursor=" + first.getString("cursor"));
    assertThat(second.getJsonArray("dead_letters")).hasSize(40);
    assertThat(second.getJsonArray("dead_letters").getJsonObject(39).getString("event_id"))
        .isEqualTo("e7");
    assertThat(second.getString("cursor")).isNull();
    assertThat(portal.get("/api/apps/shop/dead-letters?cursor=x").status()).isEqualTo(400);
  }

  @Test
  void aReplayedEventIsInTheStreamUnderItsIdAndMarked() throws Exception {
    streams();
    publish("shop", letter("shop", "e1"));
    publish(
        "shop",
        DeadLetter.newBuilder()
            .setAppId("shop")
            .setReason("undecodable_message")
            .setPayload(ByteString.copyFrom(new byte[] {-1, -1, -1}))
            .build());
    publish("other", letter("other", "o1"));
    JsonArray listed = letters("").getJsonArray("dead_letters");
    assertThat(listed.getJsonObject(0).getString("payload")).isEqualTo("////");
    assertThat(listed.getJsonObject(0).getBoolean("replayable")).isFalse();
    String id = listed.getJsonObject(1).getString("id");

    JsonObject done =
        replay(new JsonObject().put("ids", new JsonArray().add(id).add("99").add("3")));
    assertThat(done).isEqualTo(new JsonObject("{\"replayed\":1,\"failed\":2}"));
    MessageInfo stored = management.getMessage(StreamNames.EVENTS, 1);
    assertThat(stored.getSubject()).isEqualTo("events.3");
    assertThat(stored.getHeaders().getFirst(StreamNames.COUNTS_HEADER)).isEqualTo("shop=1");
    assertThat(EventBatch.parseFrom(stored.getData()).getEvents(0).getId()).isEqualTo("e1");
    assertThat(letters("").getJsonArray("dead_letters").getJsonObject(1).getString("replayed_at"))
        .isNotNull();
    assertThat(replay(new JsonObject().put("all", true)))
        .isEqualTo(new JsonObject("{\"replayed\":0,\"failed\":1}"));
    assertThat(portal.get("/api/audit?limit=1").text())
        .contains("dead_letters.replay", "0 replayed, 1 failed");
    assertThat(portal.post("/api/apps/shop/dead-letters/replay", new JsonObject()).status())
        .isEqualTo(400);
  }

  private JsonObject replay(JsonObject body) {
    return portal.post("/api/apps/shop/dead-letters/replay", body).json();
  }

  private JsonObject letters(String query) {
    PortalFixture.Answer answer = portal.get("/api/apps/shop/dead-letters" + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private void streams() throws Exception {
    for (String[] stream :
        new String[][] {
          {StreamNames.EVENTS, StreamNames.EVENTS_PREFIX},
          {StreamNames.DEAD_LETTERS, StreamNames.DEAD_LETTERS_PREFIX}
        }) {
      management.addStream(
          StreamConfiguration.builder().name(stream[0]).subjects(stream[1] + ">").build());
    }
  }

  private void publish(String app, DeadLetter letter) throws Exception {
    nats.jetStream().publish(StreamNames.DEAD_LETTERS_PREFIX + app, letter.toByteArray());
  }

  private static DeadLetter letter(String app, String id) {
    EventEnvelope event =
        EventEnvelope.newBuilder()
            .setId(id)
            .setAppId(app)
            .putProperties("plan", Value.newBuilder().setStringValue("pro").build())
            .setCustomEvent(CustomEvent.newBuilder().setEventName("Paid"))
            .build();
    return DeadLetter.newBuilder()
        .setAppId(app)
        .setReason("bad_time")
        .setDetail("year 50000")
        .setOriginSubject("events.3")
        .setFailedAtMs(1)
        .setPayload(event.toByteString())
        .build();
  }
}
