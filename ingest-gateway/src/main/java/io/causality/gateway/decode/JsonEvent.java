package io.causality.gateway.decode;

import static com.fasterxml.jackson.core.JsonToken.FIELD_NAME;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NULL;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Descriptors.OneofDescriptor;
import io.causality.proto.v1.CustomEvent;
import io.causality.proto.v1.EventEnvelope;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One event in JSON, in proto form or in the open form, straight to the bytes of its envelope.
 *
 * <p>The forms share most keys. An event is in the open form when {@code event} is a string; then
 * {@code properties} and {@code traits} hold plain values, and properties that fit a field of the
 * typed payload of that name fill it. As keys come in any order, {@code event} is looked up ahead
 * when a map comes before it. Fields that only the gateway sets are ignored; unknown fields are
 * refused, since a misspelt name would lose data in silence.
 *
 * <p>Keeps scratch space; not thread-safe.
 */
final class JsonEvent {
  private static final OneofDescriptor PAYLOAD = EventEnvelope.getDescriptor().getOneofs().get(0);
  private static final MessagePlan ENVELOPE = MessagePlan.of(EventEnvelope.getDescriptor());
  private static final FieldPlan CUSTOM_EVENT = custom();
  private static final int CUSTOM_EVENT_NAME =
      WireBuffer.tag(CustomEvent.EVENT_NAME_FIELD_NUMBER, WireBuffer.LENGTH_DELIMITED);

  private final ProtoJson protoJson;
  private final OpenContext context;
  private final OpenMaps openMaps;
  private final DecodeLimits limits;

  private final EnvelopeDraft draft = new EnvelopeDraft();
  private @Nullable String eventName;
  private boolean payloadSeen;

  JsonEvent(DecodeLimits limits) {
    this.limits = limits;
    protoJson = new ProtoJson(limits.maxProperties());
    context = new OpenContext(protoJson);
    openMaps = new OpenMaps(protoJson, limits.maxProperties());
  }

  /** The event's id as far as it was read; empty when it was not. */
  String id() {
    return draft.id.length() > Texts.MAX_ID ? "" : draft.id;
  }

  /**
   * Reads the event at whose start the parser stands and leaves the parser at its end.
   *
   * @param body the array that the parser reads, to look ahead in
   * @param length bytes of the body
   */
  void read(JsonParser json, byte[] body, int length, int index, Sender sender, DecodedEvents out)
      throws IOException, RejectedEvent {
    draft.clear();
    openMaps.clear();
    eventName = null;
    payloadSeen = false;
    if (json.currentToken() != START_OBJECT) {
      json.skipChildren();
      throw RejectedEvent.of("event", "must be an object");
    }
    long start = json.currentTokenLocation().getByteOffset();
    WireBuffer wire = out.wire();
    while (json.nextToken() == FIELD_NAME) {
      String name = json.currentName();
      if (json.nextToken() == VALUE_NULL) {
        continue;
      }
      switch (name) {
        case "event" -> eventName = Texts.checkEventName(name, ProtoJson.text(json, name));
        case "timestamp" -> draft.timestampMs = timestamp(json, name);
        case "context" -> context.read(json, draft, sender, wire);
        default -> envelopeField(json, name, body, start, length, sender, wire);
      }
    }
    payload(wire);
    draft.finish(index, sender, limits, out);
  }

  private void envelopeField(
      JsonParser json,
      String name,
      byte[] body,
      long start,
      int length,
      Sender sender,
      WireBuffer wire)
      throws IOException, RejectedEvent {
    FieldPlan field = ENVELOPE.field(name);
    if (field == null) {
      throw RejectedEvent.of(name, "unknown field");
    }
    switch (field.number) {
      case EventEnvelope.ID_FIELD_NUMBER ->
          draft.id = Texts.checkId(name, ProtoJson.text(json, name), Texts.MAX_ID);
      case EventEnvelope.IDEMPOTENCY_KEY_FIELD_NUMBER ->
          draft.idempotencyKey = Texts.checkId(name, ProtoJson.text(json, name), Texts.MAX_ID);
      case EventEnvelope.APP_ID_FIELD_NUMBER -> draft.appId = ProtoJson.text(json, name);
      case EventEnvelope.DEVICE_ID_FIELD_NUMBER ->
          draft.deviceId = Texts.checkId(name, ProtoJson.text(json, name), Texts.MAX_NAME);
      case EventEnvelope.USER_ID_FIELD_NUMBER ->
          draft.userId = Texts.checkId(name, ProtoJson.text(json, name), Texts.MAX_NAME);
      case EventEnvelope.SESSION_ID_FIELD_NUMBER ->
          draft.sessionId = Texts.checkId(name, ProtoJson.text(json, name), Texts.MAX_NAME);
      case EventEnvelope.CORRELATION_ID_FIELD_NUMBER ->
          draft.correlationId = Texts.checkId(name, ProtoJson.text(json, name), Texts.MAX_NAME);
      case EventEnvelope.TIMESTAMP_MS_FIELD_NUMBER ->
          draft.timestampMs = checkTimestamp(name, ProtoJson.integer64(json, name));
      case EventEnvelope.DEVICE_CONTEXT_FIELD_NUMBER -> protoJson.value(json, field, name, wire);
      case EventEnvelope.PROPERTIES_FIELD_NUMBER,
          EventEnvelope.TRAITS_FIELD_NUMBER,
          EventEnvelope.TRAITS_ONCE_FIELD_NUMBER -> {
        if (eventName == null) {
          eventName = lookUpEvent(body, (int) start, length);
        }
        if (eventName == null) {
          protoJson.value(json, field, name, wire);
        } else {
          openMaps.read(json, field, name, typed(field), body, length, draft.payload, wire);
        }
      }
      case EventEnvelope.IP_FIELD_NUMBER -> {
        if (sender.keepIp()) {
          protoJson.value(json, field, name, wire);
        } else {
          json.skipChildren();
        }
      }
      case EventEnvelope.USER_AGENT_FIELD_NUMBER -> {
        if (sender.keepUserAgent()) {
          protoJson.value(json, field, name, wire);
        } else {
          json.skipChildren();
        }
      }
      case EventEnvelope.RECEIVED_AT_MS_FIELD_NUMBER,
          EventEnvelope.CLOCK_SKEW_MS_FIELD_NUMBER,
          EventEnvelope.TIMESTAMP_REPLACED_FIELD_NUMBER ->
          json.skipChildren();
      default -> {
        if (field.descriptor.getContainingOneof() == PAYLOAD) {
          protoPayload(json, field, name, wire);
        } else {
          protoJson.value(json, field, name, wire);
        }
      }
    }
  }

  private void protoPayload(JsonParser json, FieldPlan field, String name, WireBuffer wire)
      throws IOException, RejectedEvent {
    if (payloadSeen) {
      throw RejectedEvent.of(name, "is a second payload");
    }
    payloadSeen = true;
    if (json.currentToken() != START_OBJECT) {
      throw RejectedEvent.of(name, "must be an object");
    }
    int mark = wire.begin(field.tag);
    try {
      protoJson.fields(json, plan(field), wire, draft.payload);
    } catch (RejectedEvent e) {
      throw e.within(name);
    }
    wire.end(mark);
  }

  /** The payload of an open event, which is known only now that all keys were read. */
  private void payload(WireBuffer wire) throws RejectedEvent {
    if (eventName == null) {
      if (!payloadSeen) {
        throw RejectedEvent.of("event", "is required: a name, or one payload");
      }
      return;
    }
    if (payloadSeen) {
      throw RejectedEvent.of("event", "cannot stand beside a payload");
    }
    FieldPlan typed = typedPayload(eventName);
    if (typed != null) {
      int mark = wire.begin(typed.tag);
      openMaps.writePayload(wire);
      wire.end(mark);
    } else {
      int mark = wire.begin(CUSTOM_EVENT.tag);
      wire.writeString(CUSTOM_EVENT_NAME, eventName);
      wire.end(mark);
    }
  }

  /** The payload that the entries of this map may fill: properties of an event of a typed name. */
  private @Nullable FieldPlan typed(FieldPlan map) {
    return map.number == EventEnvelope.PROPERTIES_FIELD_NUMBER && eventName != null
        ? typedPayload(eventName)
        : null;
  }

  /** The name of the event that starts there; null when it is not in the open form. */
  private static @Nullable String lookUpEvent(byte[] body, int start, int length)
      throws IOException, RejectedEvent {
    try (JsonParser json = JsonBodies.parser(body, start, length - start)) {
      json.nextToken();
      while (json.nextToken() == FIELD_NAME) {
        boolean event = json.currentName().equals("event");
        if (json.nextToken() == VALUE_STRING && event) {
          return Texts.checkEventName("event", json.getText());
        }
        json.skipChildren();
      }
      return null;
    }
  }

  private static @Nullable FieldPlan typedPayload(String name) {
    FieldPlan field = ENVELOPE.field(name);
    return field != null
            && field.descriptor.getContainingOneof() == PAYLOAD
            && field.number != EventEnvelope.CUSTOM_EVENT_FIELD_NUMBER
            && field.descriptor.getName().equals(name)
        ? field
        : null;
  }

  static long timestamp(JsonParser json, String name) throws IOException, RejectedEvent {
    if (json.currentToken() != VALUE_STRING) {
      if (json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
        return checkTimestamp(name, (long) json.getDoubleValue());
      }
      return checkTimestamp(name, ProtoJson.integer64(json, name));
    }
    String text = json.getText();
    if (text.isEmpty()) {
      return 0;
    }
    long ms = Timestamps.parse(text);
    if (ms == Timestamps.INVALID) {
      throw RejectedEvent.of(name, "must be RFC 3339 or ms since the epoch");
    }
    return checkTimestamp(name, ms);
  }

  static long checkTimestamp(String name, long ms) throws RejectedEvent {
    if (ms < 0 || ms > Timestamps.MAX_MS) {
      throw RejectedEvent.of(name, "must lie between 1970 and 9999");
    }
    return ms;
  }

  private static MessagePlan plan(FieldPlan field) {
    MessagePlan plan = field.message;
    if (plan == null) {
      throw new IllegalStateException(field.jsonName + " is no message");
    }
    return plan;
  }

  private static FieldPlan custom() {
    FieldPlan field = ENVELOPE.field("custom_event");
    if (field == null) {
      throw new IllegalStateException("the envelope lacks custom_event");
    }
    return field;
  }
}
