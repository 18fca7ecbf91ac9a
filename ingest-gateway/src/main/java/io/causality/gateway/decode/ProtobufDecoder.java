package io.causality.gateway.decode;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.WireFormat;
import io.causality.gateway.problem.Problem;
import io.causality.gateway.problem.Refusal;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.EventEnvelope.PayloadCase;
import io.causality.proto.v1.IngestEventBatchRequest;
import io.causality.proto.v1.IngestEventRequest;
import io.causality.proto.v1.Options;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bodies in protobuf. The request is taken apart by hand, so that one broken event does not spoil
 * the others. Unknown fields are dropped: they come from clients that are newer than the gateway.
 */
public final class ProtobufDecoder implements BodyDecoder {
  private static final Parser<EventEnvelope> ENVELOPE =
      DiscardUnknownFieldsParser.wrap(EventEnvelope.parser());
  private static final int SINGLE_EVENT =
      WireBuffer.tag(IngestEventRequest.EVENT_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
  private static final int BATCH_EVENTS =
      WireBuffer.tag(
          IngestEventBatchRequest.EVENTS_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
  private static final int BATCH_SENT_AT =
      WireBuffer.tag(IngestEventBatchRequest.SENT_AT_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);

  private final DecodeLimits limits;
  private final DecodedEvents events = new DecodedEvents();
  private final EnvelopeDraft draft = new EnvelopeDraft();

  /** A decoder with scratch space of its own. */
  public ProtobufDecoder(DecodeLimits limits) {
    this.limits = limits;
  }

  @Override
  public Decoded decode(byte[] body, int length, BodyShape shape, Sender sender) {
    events.clear();
    try {
      CodedInputStream in = CodedInputStream.newInstance(body, 0, length);
      Refusal refusal =
          switch (shape) {
            case SINGLE -> single(in, sender);
            case BATCH -> batch(in, sender);
          };
      return refusal == null ? new Decoded.Events(events) : new Decoded.Refused(refusal);
    } catch (IOException e) {
      return new Decoded.Refused(
          Refusal.of(Problem.MALFORMED_BODY, "not valid protobuf: " + e.getMessage()));
    }
  }

  private @Nullable Refusal single(CodedInputStream in, Sender sender) throws IOException {
    byte[] event = null;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == SINGLE_EVENT) {
        event = in.readByteArray();
      } else {
        skip(in, tag);
      }
    }
    if (event == null) {
      return Refusal.of(Problem.INVALID_REQUEST, "event: is required");
    }
    one(event, 0, sender);
    return null;
  }

  private @Nullable Refusal batch(CodedInputStream in, Sender sender) throws IOException {
    int index = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == BATCH_EVENTS) {
        if (index == limits.maxEvents()) {
          return Refusal.of(
              Problem.TOO_MANY_EVENTS, "a batch holds at most " + limits.maxEvents() + " events");
        }
        one(in.readByteArray(), index++, sender);
      } else if (tag == BATCH_SENT_AT) {
        try {
          events.sentAt(JsonEvent.checkTimestamp("sent_at", in.readInt64()));
        } catch (RejectedEvent e) {
          return Refusal.of(Problem.INVALID_REQUEST, String.valueOf(e.getMessage()));
        }
      } else {
        skip(in, tag);
      }
    }
    return index > 0
        ? null
        : Refusal.of(Problem.INVALID_REQUEST, "events: must hold at least one event");
  }

  private static void skip(CodedInputStream in, int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw new InvalidProtocolBufferException("a group ends that never began");
    }
  }

  private void one(byte[] bytes, int index, Sender sender) {
    draft.clear();
    try {
      EventEnvelope event;
      try {
        event = ENVELOPE.parseFrom(bytes);
      } catch (InvalidProtocolBufferException e) {
        throw RejectedEvent.of("event", "is no EventEnvelope: " + e.getMessage());
      }
      read(event, sender);
      draft.finish(index, sender, limits, events);
    } catch (RejectedEvent e) {
      events.reject(index, draft.id, e.problem(), e.field(), String.valueOf(e.getMessage()));
    }
  }

  private void read(EventEnvelope event, Sender sender) throws RejectedEvent {
    draft.id = Texts.checkId("id", event.getId(), Texts.MAX_ID);
    draft.idempotencyKey =
        Texts.checkId("idempotency_key", event.getIdempotencyKey(), Texts.MAX_ID);
    draft.appId = event.getAppId();
    draft.deviceId = Texts.checkId("device_id", event.getDeviceId(), Texts.MAX_NAME);
    draft.userId = Texts.checkId("user_id", event.getUserId(), Texts.MAX_NAME);
    draft.sessionId = Texts.checkId("session_id", event.getSessionId(), Texts.MAX_NAME);
    draft.correlationId = Texts.checkId("correlation_id", event.getCorrelationId(), Texts.MAX_NAME);
    draft.timestampMs = JsonEvent.checkTimestamp("timestamp_ms", event.getTimestampMs());
    if (event.getPayloadCase() == PayloadCase.PAYLOAD_NOT_SET) {
      throw RejectedEvent.of("event", "is required: one payload");
    }
    for (String map : List.of("properties", "traits", "traits_once")) {
      checkNames(map, names(event, map));
    }
    checkPayload(event);
    checkNumbers(event);
    EventEnvelope.Builder rest =
        event.toBuilder()
            .clearId()
            .clearIdempotencyKey()
            .clearAppId()
            .clearDeviceId()
            .clearUserId()
            .clearSessionId()
            .clearCorrelationId()
            .clearTimestampMs()
            .clearReceivedAtMs()
            .clearClockSkewMs()
            .clearTimestampReplaced();
    if (!sender.keepIp()) {
      rest.clearIp();
    }
    if (!sender.keepUserAgent()) {
      rest.clearUserAgent();
    }
    byte[] written = rest.build().toByteArray();
    events.wire().write(written, 0, written.length);
  }

  private static Iterable<String> names(EventEnvelope event, String map) {
    return switch (map) {
      case "properties" -> event.getPropertiesMap().keySet();
      case "traits" -> event.getTraitsMap().keySet();
      default -> event.getTraitsOnceMap().keySet();
    };
  }

  private void checkNames(String map, Iterable<String> names) throws RejectedEvent {
    int count = 0;
    for (String name : names) {
      if (++count > limits.maxProperties()) {
        throw RejectedEvent.of(map, "has more than " + limits.maxProperties() + " names");
      }
      Texts.checkName(map, name);
    }
  }

  private void checkPayload(EventEnvelope event) throws RejectedEvent {
    FieldDescriptor field =
        EventEnvelope.getDescriptor().findFieldByNumber(event.getPayloadCase().getNumber());
    Message payload = (Message) event.getField(field);
    for (FieldDescriptor member : payload.getDescriptorForType().getFields()) {
      if (member.getJavaType() == FieldDescriptor.JavaType.STRING && !member.isRepeated()) {
        String text = (String) payload.getField(member);
        if (text.isEmpty() && member.getOptions().getExtension(Options.required)) {
          throw RejectedEvent.of(field.getName() + "." + member.getName(), "is required");
        }
        switch (member.getName()) {
          case "user_id" -> draft.payload.userId = Texts.checkId("user_id", text, Texts.MAX_NAME);
          case "event_name" -> Texts.checkEventName("event_name", text);
          default -> {
            // Any other text is the payload's own.
          }
        }
      }
    }
  }

  /** NaN and infinities have no place in JSON or SQL results. */
  private static void checkNumbers(Message message) throws RejectedEvent {
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      Object value = field.getValue();
      if (value instanceof List<?> list) {
        for (Object element : list) {
          checkNumber(field.getKey(), element);
        }
      } else {
        checkNumber(field.getKey(), value);
      }
    }
  }

  private static void checkNumber(FieldDescriptor field, Object value) throws RejectedEvent {
    switch (value) {
      case Double number when !Double.isFinite(number) ->
          throw RejectedEvent.of(field.getName(), "must be a finite number");
      case Float number when !Float.isFinite(number) ->
          throw RejectedEvent.of(field.getName(), "must be a finite number");
      case Message nested -> {
        try {
          checkNumbers(nested);
        } catch (RejectedEvent e) {
          throw e.within(field.getName());
        }
      }
      default -> {
        // Other types have no such values.
      }
    }
  }
}
