package io.causality.gateway;

import static io.causality.gateway.RunningGateway.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.causality.proto.v1.EventEnvelope;
import io.causality.servers.NatsServer;
import io.causality.testkit.Await;
import io.causality.testkit.Servers;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class NatsFaultsIT {
  private static final String MANY = "/v1/events/batch";

  @Test
  void withoutNatsItStartsRefusesAndSaysWhyUntilNatsComes() throws Exception {
    try (NatsServer nats = Servers.newNats()) {
      nats.kill();
      try (RunningGateway running = RunningGateway.launch(nats, Map.of())) {
        HttpResponse<String> early = running.post(MANY, KEY, batch("x", 1));
        assertThat(early.statusCode()).isEqualTo(503);
        assertThat(early.body()).contains("keys_unavailable");
        assertThat(early.headers().firstValue("retry-after")).isPresent();
        assertThat(running.management("/readyz").statusCode()).isEqualTo(503);
        assertThat(running.management("/readyz").body()).contains("nats is not connected");
        assertThat(running.management("/livez").statusCode()).isEqualTo(200);
        nats.start();
        running.awaitReady();
        assertThat(running.post(MANY, KEY, batch("x", 1)).statusCode()).isEqualTo(401);
      }
    }
  }

  @Test
  void whileNatsIsDownKeysStayKnownAndEventsAreNotAcknowledged() throws Exception {
    try (NatsServer nats = Servers.newNats();
        RunningGateway running =
            RunningGateway.start(nats, Map.of("CAUSALITY_GATEWAY_REQUEST_TIMEOUT_MS", "700"))) {
      nats.kill();
      HttpResponse<String> reply = running.post(MANY, KEY, batch("down", 3));
      assertThat(reply.statusCode()).isEqualTo(503);
      assertThat(reply.body()).contains("stream_unavailable");
      assertThat(reply.headers().firstValue("retry-after")).isPresent();
      assertThat(running.post(MANY, "ck_wrong", batch("down", 3)).statusCode()).isEqualTo(401);
      nats.start();
      Await.until(
          "events are taken again",
          Duration.ofSeconds(20),
          () -> running.post(MANY, KEY, batch("up", 3)).statusCode() == 200);
    }
  }

  @Test
  void aKilledNatsInMidLoadLosesNoAcknowledgedEventAndDoublesNone() throws Exception {
    try (NatsServer nats = Servers.newNats();
        RunningGateway running = RunningGateway.start(nats, Map.of())) {
      Set<String> acknowledged = ConcurrentHashMap.newKeySet();
      AtomicBoolean stop = new AtomicBoolean();
      List<Thread> senders = new ArrayList<>();
      for (int sender = 0; sender < 8; sender++) {
        int number = sender;
        senders.add(
            Thread.ofVirtual().start(() -> send(running, "s" + number, stop, acknowledged)));
      }
      for (int round = 0; round < 2; round++) {
        int before = acknowledged.size();
        Await.until(
            "events flow", Duration.ofSeconds(30), () -> acknowledged.size() > before + 200);
        nats.kill();
        nats.start();
      }
      int before = acknowledged.size();
      Await.until(
          "events flow again", Duration.ofSeconds(30), () -> acknowledged.size() > before + 200);
      stop.set(true);
      for (Thread sender : senders) {
        sender.join();
      }
      List<String> stored = running.stored().stream().map(EventEnvelope::getId).toList();
      assertThat(stored).containsAll(acknowledged).doesNotHaveDuplicates();
    }
  }

  @Test
  void aFullStreamRefusesAndLosesNothing() throws Exception {
    try (NatsServer nats = Servers.newNats();
        RunningGateway running =
            RunningGateway.start(nats, Map.of("CAUSALITY_EVENTS_MAX_BYTES", "100000"))) {
      List<String> acknowledged = new ArrayList<>();
      HttpResponse<String> reply;
      int run = 0;
      do {
        String name = "f" + run++;
        reply = running.post(MANY, KEY, batch(name, 50));
        if (reply.statusCode() == 200) {
          for (int i = 0; i < 50; i++) {
            acknowledged.add(name + "-" + i);
          }
        }
      } while (reply.statusCode() == 200 && run < 1000);
      assertThat(reply.statusCode()).isEqualTo(503);
      assertThat(reply.body()).contains("stream_full");
      assertThat(reply.headers().firstValue("retry-after")).isPresent();
      assertThat(running.stored().stream().map(EventEnvelope::getId).toList())
          .containsAll(acknowledged);
      assertThat(running.management("/readyz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aStoppingGatewayFinishesWhatItAccepted() throws Exception {
    try (NatsServer nats = Servers.newNats();
        RunningGateway running = RunningGateway.start(nats, Map.of())) {
      Set<String> acknowledged = ConcurrentHashMap.newKeySet();
      AtomicBoolean stop = new AtomicBoolean();
      List<Thread> senders = new ArrayList<>();
      for (int sender = 0; sender < 8; sender++) {
        int number = sender;
        senders.add(
            Thread.ofVirtual().start(() -> send(running, "s" + number, stop, acknowledged)));
      }
      Await.until("events flow", Duration.ofSeconds(30), () -> acknowledged.size() > 500);
      running.gateway.close();
      stop.set(true);
      for (Thread sender : senders) {
        sender.join();
      }
      assertThat(running.stored().stream().map(EventEnvelope::getId).toList())
          .containsAll(acknowledged)
          .doesNotHaveDuplicates();
    }
  }

  /** A well-behaved sender: a batch is repeated under the same ids until it is accepted. */
  private static void send(
      RunningGateway running, String name, AtomicBoolean stop, Set<String> acknowledged) {
    for (int run = 0; !stop.get(); run++) {
      String ids = name + "." + run;
      try {
        HttpResponse<String> reply = running.post(MANY, KEY, batch(ids, 5));
        if (reply.statusCode() == 200) {
          for (int i = 0; i < 5; i++) {
            acknowledged.add(ids + "-" + i);
          }
        }
      } catch (IOException e) {
        // Not acknowledged; the next batch has new ids, so that a double would be the gateway's.
        Thread.onSpinWait();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static String batch(String run, int events) {
    StringBuilder json = new StringBuilder("{\"events\":[");
    for (int i = 0; i < events; i++) {
      json.append(i == 0 ? "" : ",")
          .append("{\"event\":\"e\",\"id\":\"%s-%d\",\"deviceId\":\"d%d\"}".formatted(run, i, i));
    }
    return json.append("]}").toString();
  }
}
