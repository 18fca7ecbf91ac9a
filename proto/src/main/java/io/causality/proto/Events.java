package io.causality.proto;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.EventEnvelope.PayloadCase;
import io.causality.proto.v1.Options;

/** What the fields of an event mean together. Pure functions. */
public final class Events {
  private Events() {}

  /**
   * Event time in ms since the epoch: the client's timestamp on the gateway's clock, or the
   * received time where the client gave none or one too far ahead.
   */
  public static long timeMs(EventEnvelope event) {
    return event.getTimestampMs() == 0 || event.getTimestampReplaced()
        ? event.getReceivedAtMs()
        : event.getTimestampMs() + event.getClockSkewMs();
  }

  /**
   * The event's name: its payload's field name, or a custom event's own name; empty without
   * payload.
   */
  public static String name(EventEnvelope event) {
    if (event.getPayloadCase() == PayloadCase.CUSTOM_EVENT) {
      return event.getCustomEvent().getEventName();
    }
    FieldDescriptor payload = payloadField(event.getPayloadCase().getNumber());
    return payload == null ? "" : payload.getName();
  }

  /**
   * The group of the event (user, screen, interaction, commerce, system, custom); empty without
   * payload.
   */
  public static String category(EventEnvelope event) {
    FieldDescriptor payload = payloadField(event.getPayloadCase().getNumber());
    return payload == null ? "" : payload.getOptions().getExtension(Options.category);
  }

  private static @org.jspecify.annotations.Nullable FieldDescriptor payloadField(int number) {
    return number == 0 ? null : EventEnvelope.getDescriptor().findFieldByNumber(number);
  }
}
