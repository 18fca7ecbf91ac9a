package io.causality.gateway.dialect;

import com.google.protobuf.InvalidProtocolBufferException;
import io.causality.gateway.decode.DecodeLimits;
import io.causality.gateway.decode.Decoded;
import io.causality.gateway.decode.DecodedEvents;
import io.causality.gateway.decode.Sender;
import io.causality.gateway.problem.Refusal;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A body in a dialect in, what the stream would hold out. */
final class Reading {
  private static final DecodeLimits LIMITS = new DecodeLimits(1 << 20, 50, 64 << 10, 1000, 8);

  final DialectBody body;
  final DecodedEvents decoded;
  final List<EventEnvelope> events = new ArrayList<>();

  private Reading(DialectBody body, DecodedEvents decoded) throws InvalidProtocolBufferException {
    this.body = body;
    this.decoded = decoded;
    for (int i = 0; i < decoded.accepted(); i++) {
      events.add(
          EventEnvelope.parseFrom(
              Arrays.copyOfRange(decoded.bytes(), decoded.start(i), decoded.end(i))));
    }
  }

  static Reading of(Dialect dialect, String body) throws InvalidProtocolBufferException {
    return of(dialect, body.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  static Reading of(Dialect dialect, byte[] bytes, Map<String, String> query)
      throws InvalidProtocolBufferException {
    DialectReader reader = new DialectReader(LIMITS);
    DialectBody body =
        ((DialectReader.Opened.Body) reader.open(dialect, bytes, bytes.length, query)).body();
    Decoded decoded = reader.decode(body, new Sender("shop", true, true));
    return new Reading(body, ((Decoded.Events) decoded).events());
  }

  /** Why a body is refused as a whole. */
  static Refusal refusal(Dialect dialect, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    DialectReader reader = new DialectReader(LIMITS);
    return switch (reader.open(dialect, bytes, bytes.length, Map.of())) {
      case DialectReader.Opened.Refused(Refusal refusal) -> refusal;
      case DialectReader.Opened.Body(DialectBody body) ->
          ((Decoded.Refused) reader.decode(body, new Sender("shop", true, true))).refusal();
    };
  }

  EventEnvelope only() {
    if (events.size() != 1 || !decoded.rejected().isEmpty()) {
      throw new AssertionError(decoded.rejected().toString());
    }
    return events.getFirst();
  }

  /** A map of an event as plain text, null for a deleted trait. */
  static Map<String, String> plain(Map<String, Value> map) {
    Map<String, String> plain = new TreeMap<>();
    map.forEach(
        (name, value) ->
            plain.put(
                name,
                switch (value.getKindCase()) {
                  case STRING_VALUE -> value.getStringValue();
                  case INT_VALUE -> String.valueOf(value.getIntValue());
                  case DOUBLE_VALUE -> String.valueOf(value.getDoubleValue());
                  case BOOL_VALUE -> String.valueOf(value.getBoolValue());
                  case NULL_VALUE -> "null";
                  case KIND_NOT_SET -> throw new AssertionError("no value");
                }));
    return plain;
  }
}
