package io.causality.gateway.decode;

import com.google.protobuf.InvalidProtocolBufferException;
import io.causality.gateway.problem.Refusal;
import io.causality.proto.v1.EventEnvelope;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Decodes in tests: text in, what the stream would hold out. */
final class Decoding {
  static final DecodeLimits LIMITS = new DecodeLimits(1 << 20, 2000, 64 << 10, 1000, 8);
  static final Sender SENDER = new Sender("shop", true, true);

  private Decoding() {}

  static DecodedEvents batch(String json) {
    return events(decode(json, BodyShape.BATCH, SENDER));
  }

  static Decoded decode(String json, BodyShape shape, Sender sender) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    return new JsonDecoder(LIMITS).decode(body, body.length, shape, sender);
  }

  static DecodedEvents events(Decoded decoded) {
    return ((Decoded.Events) decoded).events();
  }

  static Refusal refusal(Decoded decoded) {
    return ((Decoded.Refused) decoded).refusal();
  }

  /** The event of a single request in JSON. */
  static EventEnvelope single(String event) {
    DecodedEvents events = events(decode("{\"event\":" + event + "}", BodyShape.SINGLE, SENDER));
    if (!events.rejected().isEmpty()) {
      throw new AssertionError(events.rejected().getFirst().reason());
    }
    return envelope(events, 0);
  }

  /** Why the event of a single request in JSON is rejected. */
  static String rejection(String event) {
    return events(decode("{\"event\":" + event + "}", BodyShape.SINGLE, SENDER))
        .rejected()
        .getFirst()
        .reason();
  }

  static EventEnvelope envelope(DecodedEvents events, int event) {
    try {
      return EventEnvelope.parseFrom(
          Arrays.copyOfRange(events.bytes(), events.start(event), events.end(event)));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("the decoder wrote what is no envelope", e);
    }
  }
}
