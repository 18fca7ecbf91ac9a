package io.causality.gateway.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.EventEnvelope.PayloadCase;
import io.causality.proto.v1.IngestEventBatchRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What the reference implementation writes, the gateway reads as the same event. */
class RoundTripProperties {
  @Property(tries = 500)
  void proto3JsonBecomesTheSameEnvelope(@ForAll long seed, @ForAll boolean snakeCase)
      throws InvalidProtocolBufferException {
    IngestEventBatchRequest request = request(seed);
    JsonFormat.Printer printer = JsonFormat.printer();
    String json = (snakeCase ? printer.preservingProtoFieldNames() : printer).print(request);
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    compare(
        request,
        new JsonDecoder(Decoding.LIMITS)
            .decode(body, body.length, BodyShape.BATCH, Decoding.SENDER));
  }

  @Property(tries = 500)
  void protobufBecomesTheSameEnvelope(@ForAll long seed) {
    IngestEventBatchRequest request = request(seed);
    byte[] body = request.toByteArray();
    compare(
        request,
        new ProtobufDecoder(Decoding.LIMITS)
            .decode(body, body.length, BodyShape.BATCH, Decoding.SENDER));
  }

  private static IngestEventBatchRequest request(long seed) {
    RandomEnvelopes envelopes = new RandomEnvelopes(seed);
    return IngestEventBatchRequest.newBuilder()
        .addAllEvents(Stream.generate(envelopes::next).limit(3).toList())
        .setSentAt(Math.floorMod(seed, Timestamps.MAX_MS) + 1)
        .build();
  }

  private static void compare(IngestEventBatchRequest request, Decoded decoded) {
    DecodedEvents events = Decoding.events(decoded);
    assertThat(events.rejected()).isEmpty();
    assertThat(events.sentAtMs()).isEqualTo(request.getSentAt());
    List<EventEnvelope> read =
        Stream.iterate(0, event -> event + 1)
            .limit(events.accepted())
            .map(event -> Decoding.envelope(events, event))
            .toList();
    assertThat(read)
        .containsExactlyElementsOf(
            request.getEventsList().stream().map(RoundTripProperties::stored).toList());
  }

  /** The user of a payload is the event's where that has none. */
  private static EventEnvelope stored(EventEnvelope sent) {
    if (!sent.getUserId().isEmpty()) {
      return sent;
    }
    String user =
        switch (sent.getPayloadCase()) {
          case USER_LOGIN -> sent.getUserLogin().getUserId();
          case USER_LOGOUT -> sent.getUserLogout().getUserId();
          case USER_SIGNUP -> sent.getUserSignup().getUserId();
          case USER_PROFILE_UPDATE -> sent.getUserProfileUpdate().getUserId();
          default -> "";
        };
    assertThat(sent.getPayloadCase()).isNotEqualTo(PayloadCase.PAYLOAD_NOT_SET);
    return sent.toBuilder().setUserId(user).build();
  }
}
