package io.causality.gateway.decode;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import io.causality.proto.v1.Value;
import java.io.IOException;
import java.io.StringWriter;

/**
 * The plain JSON values of {@code properties} and {@code traits} as {@link Value}: whole numbers
 * past 64 bits keep their digits as text, objects and arrays become compact JSON text. Stateless.
 */
final class OpenValues {
  private static final int KEY = WireBuffer.tag(1, WireBuffer.LENGTH_DELIMITED);
  private static final int VALUE = WireBuffer.tag(2, WireBuffer.LENGTH_DELIMITED);
  private static final int STRING =
      WireBuffer.tag(Value.STRING_VALUE_FIELD_NUMBER, WireBuffer.LENGTH_DELIMITED);
  private static final int INT = WireBuffer.tag(Value.INT_VALUE_FIELD_NUMBER, WireBuffer.VARINT);
  private static final int DOUBLE =
      WireBuffer.tag(Value.DOUBLE_VALUE_FIELD_NUMBER, WireBuffer.FIXED64);
  private static final int BOOL = WireBuffer.tag(Value.BOOL_VALUE_FIELD_NUMBER, WireBuffer.VARINT);
  private static final int NULL = WireBuffer.tag(Value.NULL_VALUE_FIELD_NUMBER, WireBuffer.VARINT);

  private OpenValues() {}

  /** Writes one entry of a map whose value is where the parser stands. */
  static void entry(JsonParser json, int mapTag, String map, String key, WireBuffer out)
      throws IOException, RejectedEvent {
    int entry = out.begin(mapTag);
    out.writeString(KEY, key);
    int value = out.begin(VALUE);
    switch (json.currentToken()) {
      case VALUE_STRING -> out.writeString(STRING, json.getText());
      case VALUE_NUMBER_INT -> {
        if (json.getNumberType() == NumberType.BIG_INTEGER) {
          out.writeString(STRING, json.getText());
        } else {
          out.writeVarint(INT);
          out.writeVarint(json.getLongValue());
        }
      }
      case VALUE_NUMBER_FLOAT -> {
        double number = json.getDoubleValue();
        if (!Double.isFinite(number)) {
          throw RejectedEvent.of(map + "." + key, "is out of range");
        }
        out.writeVarint(DOUBLE);
        out.writeFixed64(Double.doubleToRawLongBits(number));
      }
      case VALUE_TRUE, VALUE_FALSE -> {
        out.writeVarint(BOOL);
        out.writeVarint(json.currentToken() == JsonToken.VALUE_TRUE ? 1 : 0);
      }
      case VALUE_NULL -> {
        out.writeVarint(NULL);
        out.writeVarint(1);
      }
      case START_OBJECT, START_ARRAY -> out.writeString(STRING, compact(json));
      case null, default -> throw new IllegalStateException("not at a value");
    }
    out.end(value);
    out.end(entry);
  }

  /** The object or array at which the parser stands, as JSON without spaces. */
  private static String compact(JsonParser json) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JsonBodies.FACTORY.createGenerator(text)) {
      generator.copyCurrentStructure(json);
    }
    return text.toString();
  }
}
