package io.causality.jobs;

import io.causality.proto.v1.CustomEvent;
import io.causality.proto.v1.EventEnvelope;
import java.util.List;
import java.util.stream.IntStream;

/** Events as the gateway makes them. */
public final class TestEvents {
  /** 2026-01-31T23:30:00Z. */
  public static final long TIME_MS = 1_769_902_200_000L;

  private TestEvents() {}

  /** An open event of the app {@code shop}. */
  public static EventEnvelope.Builder event(String id) {
    return EventEnvelope.newBuilder()
        .setId(id)
        .setAppId("shop")
        .setDeviceId("device-" + Math.floorMod(id.hashCode(), 10))
        .setTimestampMs(TIME_MS)
        .setReceivedAtMs(TIME_MS + 50)
        .setCustomEvent(CustomEvent.newBuilder().setEventName("tick"));
  }

  /** Events with the ids {@code prefix + from} to {@code prefix + (to - 1)}. */
  public static List<EventEnvelope> events(String prefix, int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> event(prefix + i).build()).toList();
  }
}
