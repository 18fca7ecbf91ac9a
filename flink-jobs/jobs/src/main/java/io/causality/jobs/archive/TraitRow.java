package io.causality.jobs.archive;

import io.causality.proto.Events;
import io.causality.proto.lake.LakeValues;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.Value;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code traits}.
 *
 * @param deviceId empty where the event has none
 * @param userId empty where the event has none
 * @param value as text; null deletes the trait
 * @param once it applies only where the person has none of that name
 */
public record TraitRow(
    String appId,
    String deviceId,
    String userId,
    String name,
    @Nullable String value,
    boolean once,
    long timeMs,
    long streamSeq) {

  /** The rows of one event, in no order. */
  static void of(EventEnvelope event, long streamSeq, Consumer<TraitRow> rows) {
    add(event, event.getTraitsMap(), false, streamSeq, rows);
    add(event, event.getTraitsOnceMap(), true, streamSeq, rows);
  }

  private static void add(
      EventEnvelope event,
      Map<String, Value> traits,
      boolean once,
      long streamSeq,
      Consumer<TraitRow> rows) {
    long timeMs = Events.timeMs(event);
    traits.forEach(
        (name, value) ->
            rows.accept(
                new TraitRow(
                    event.getAppId(),
                    event.getDeviceId(),
                    event.getUserId(),
                    name,
                    LakeValues.text(value),
                    once,
                    timeMs,
                    streamSeq)));
  }
}
