package io.causality.bench.detection;

import io.causality.proto.StreamNames;
import io.causality.proto.v1.CustomEvent;
import io.causality.proto.v1.EventBatch;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.Value;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.util.SplittableRandom;

/**
 * Events as the gateway stores them: twenty minutes of 5,000 signed-in devices, a hundred names, a
 * hundred events a message; a mark before the first and one behind the last of each partition. Not
 * thread-safe.
 */
final class BenchEvents {
  private static final int DEVICES = 5_000;
  private static final int BATCH = 100;
  private static final long SPAN_MS = 20 * 60_000;

  private final SplittableRandom random = new SplittableRandom(7);
  private final int partitions;
  private final long startMs = System.currentTimeMillis() - 2 * SPAN_MS; // over long ago

  BenchEvents(int partitions) {
    this.partitions = partitions;
  }

  void publish(Connection connection, int events) throws Exception {
    JetStream stream = connection.jetStream();
    // In each partition: whichever is read first, no last one comes before every first one.
    for (int partition = 0; partition < partitions; partition++) {
      EventEnvelope first = mark(MixedRules.FIRST, partition, startMs);
      send(stream, partition, EventBatch.newBuilder().addEvents(first).build());
    }
    int batches = events / BATCH;
    for (int i = 0; i < batches; i++) {
      EventBatch.Builder batch = EventBatch.newBuilder();
      int partition = i % partitions;
      for (int j = 0; j < BATCH; j++) {
        int number = i * BATCH + j;
        batch.addEvents(event(number, partition, startMs + SPAN_MS * number / events));
      }
      send(stream, partition, batch.build());
    }
    long endMs = startMs + SPAN_MS;
    for (int partition = 0; partition < partitions; partition++) {
      EventEnvelope last = mark(MixedRules.LAST, partition, endMs);
      send(stream, partition, EventBatch.newBuilder().addEvents(last).build());
    }
  }

  private static void send(JetStream stream, int partition, EventBatch batch) throws Exception {
    Headers headers = new Headers();
    headers.put(StreamNames.COUNTS_HEADER, MixedRules.APP + "=" + batch.getEventsCount());
    stream.publish(
        NatsMessage.builder()
            .subject(StreamNames.eventsSubject(partition))
            .headers(headers)
            .data(batch.toByteArray())
            .build());
  }

  private EventEnvelope event(int number, int partition, long timeMs) {
    int device = random.nextInt(DEVICES / partitions) * partitions + partition;
    return envelope("event-" + number, "device-" + device, "user-" + device, timeMs)
        .setCustomEvent(
            CustomEvent.newBuilder().setEventName("event-" + random.nextInt(MixedRules.NAMES)))
        .putProperties("price", Value.newBuilder().setIntValue(random.nextInt(1_000)).build())
        .putProperties("plan", text(random.nextInt(10) == 0 ? "pro" : "free"))
        .putProperties("page", text("/products/" + random.nextInt(500)))
        .build();
  }

  private static EventEnvelope mark(String name, int partition, long timeMs) {
    return envelope(name + "-" + partition, "marks-" + partition, "marks-" + partition, timeMs)
        .setCustomEvent(CustomEvent.newBuilder().setEventName(name))
        .build();
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  private static EventEnvelope.Builder envelope(
      String id, String device, String user, long timeMs) {
    return EventEnvelope.newBuilder()
        .setId(id)
        .setAppId(MixedRules.APP)
        .setDeviceId(device)
        .setUserId(user)
        .setTimestampMs(timeMs)
        .setReceivedAtMs(timeMs + 50);
  }
}
