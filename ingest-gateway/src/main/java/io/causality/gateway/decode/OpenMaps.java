package io.causality.gateway.decode;

import static com.fasterxml.jackson.core.JsonToken.FIELD_NAME;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NULL;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.causality.proto.v1.EventEnvelope;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The maps of the open form: plain values become entries of the envelope's maps; properties that
 * fit a field of the typed payload of the event's name become that field instead.
 *
 * <p>Keeps the typed payload until the event is written; not thread-safe.
 */
final class OpenMaps {
  private final ProtoJson protoJson;
  private final int maxEntries;
  private final WireBuffer typedPayload = new WireBuffer(512);

  /** Where the value that was tried last begins; -1 when the parser still stands at it. */
  private int valueStart;

  OpenMaps(ProtoJson protoJson, int maxEntries) {
    this.protoJson = protoJson;
    this.maxEntries = maxEntries;
  }

  /** Starts a new event. */
  void clear() {
    typedPayload.truncate(0);
  }

  /** Writes the fields that the properties filled. */
  void writePayload(WireBuffer out) {
    out.write(typedPayload.array(), 0, typedPayload.size());
  }

  /**
   * Reads the object at which the parser stands.
   *
   * @param map the envelope's map
   * @param name as the client names it
   * @param typed the payload that entries may fill, or null
   * @param body the array that the parser reads, to read an entry again
   * @param texts is shown the texts that fill the payload
   */
  void read(
      JsonParser json,
      FieldPlan map,
      String name,
      @Nullable FieldPlan typed,
      byte[] body,
      int length,
      PayloadTexts texts,
      WireBuffer wire)
      throws IOException, RejectedEvent {
    if (json.currentToken() != START_OBJECT) {
      throw RejectedEvent.of(name, "must be an object");
    }
    boolean properties = map.number == EventEnvelope.PROPERTIES_FIELD_NUMBER;
    MessagePlan payload = typed == null ? null : typed.message;
    int entries = 0;
    while (json.nextToken() == FIELD_NAME) {
      String key = json.currentName();
      if (++entries > maxEntries) {
        throw RejectedEvent.of(name, "has more than " + maxEntries + " names");
      }
      Texts.checkName(name, key);
      if (json.nextToken() == VALUE_NULL && properties) {
        continue;
      }
      FieldPlan field = payload == null ? null : payload.field(key);
      if (field == null) {
        OpenValues.entry(json, map.tag, name, key, wire);
      } else if (!fill(json, field, key, body, length, texts)) {
        // It does not fit; among the properties nothing of it is lost.
        entryAgain(json, map, name, key, body, length, wire);
      }
    }
  }

  private boolean fill(
      JsonParser json, FieldPlan field, String key, byte[] body, int length, PayloadTexts texts)
      throws IOException {
    int before = typedPayload.size();
    JsonToken token = json.currentToken();
    try {
      if (token != START_OBJECT && token != START_ARRAY) {
        valueStart = -1;
        protoJson.value(json, field, key, typedPayload);
        texts.note(field, token == VALUE_STRING ? json.getText() : "");
      } else {
        valueStart = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        try (JsonParser again = JsonBodies.parser(body, valueStart, length - valueStart)) {
          again.nextToken();
          protoJson.value(again, field, key, typedPayload);
        }
      }
      return true;
    } catch (RejectedEvent e) {
      typedPayload.truncate(before);
      return false;
    }
  }

  private void entryAgain(
      JsonParser json,
      FieldPlan map,
      String name,
      String key,
      byte[] body,
      int length,
      WireBuffer wire)
      throws IOException, RejectedEvent {
    if (valueStart < 0) {
      OpenValues.entry(json, map.tag, name, key, wire);
      return;
    }
    try (JsonParser again = JsonBodies.parser(body, valueStart, length - valueStart)) {
      again.nextToken();
      OpenValues.entry(again, map.tag, name, key, wire);
    }
  }
}
