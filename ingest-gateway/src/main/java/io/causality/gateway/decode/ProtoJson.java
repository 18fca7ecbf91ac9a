package io.causality.gateway.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Proto3 JSON to wire format for any message type, by its descriptor, so that a new event type
 * needs no code here. Strict: unknown fields, wrong types, numbers out of range, NaN and infinities
 * and two members of one oneof are refused. Well-known types (Timestamp, Struct, …) are not
 * special, as no event uses them. Stateless; thread-safe.
 */
final class ProtoJson {
  private final int maxMapEntries;

  ProtoJson(int maxMapEntries) {
    this.maxMapEntries = maxMapEntries;
  }

  /**
   * Writes the fields of the object at which the parser stands (its start) and leaves the parser at
   * its end.
   */
  void fields(JsonParser json, MessagePlan plan, WireBuffer out) throws IOException, RejectedEvent {
    fields(json, plan, out, null);
  }

  /** The same, showing the texts of the object itself, not of objects in it, to {@code texts}. */
  void fields(JsonParser json, MessagePlan plan, WireBuffer out, @Nullable PayloadTexts texts)
      throws IOException, RejectedEvent {
    long missing = plan.required().isEmpty() ? 0 : (1L << plan.required().size()) - 1;
    long oneofs = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      FieldPlan field = plan.field(name);
      if (field == null) {
        throw RejectedEvent.of(name, "unknown field");
      }
      JsonToken token = json.nextToken();
      if (token == JsonToken.VALUE_NULL) {
        continue;
      }
      if (field.oneof >= 0) {
        long bit = 1L << field.oneof;
        if ((oneofs & bit) != 0) {
          throw RejectedEvent.of(name, "is a second choice where only one is allowed");
        }
        oneofs |= bit;
      }
      int before = out.size();
      value(json, field, name, out);
      if (texts != null && json.currentToken() == JsonToken.VALUE_STRING) {
        texts.note(field, json.getText());
      }
      if (field.required && out.size() > before) {
        missing &= ~(1L << plan.required().indexOf(field));
      }
    }
    if (missing != 0) {
      FieldPlan first = plan.required().get(Long.numberOfTrailingZeros(missing));
      throw RejectedEvent.of(first.jsonName, "is required");
    }
  }

  /** Writes one field whose value, not null, is where the parser stands. */
  void value(JsonParser json, FieldPlan field, String name, WireBuffer out)
      throws IOException, RejectedEvent {
    if (field.map) {
      map(json, field, name, out);
    } else if (field.repeated) {
      if (json.currentToken() != JsonToken.START_ARRAY) {
        throw RejectedEvent.of(name, "must be an array");
      }
      int index = 0;
      while (json.nextToken() != JsonToken.END_ARRAY) {
        single(json, field, name + "[" + index++ + "]", out, true);
      }
    } else {
      single(json, field, name, out, field.explicit);
    }
  }

  private void map(JsonParser json, FieldPlan field, String name, WireBuffer out)
      throws IOException, RejectedEvent {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw RejectedEvent.of(name, "must be an object");
    }
    MessagePlan entry = linked(field);
    FieldPlan key = member(entry, "key");
    FieldPlan value = member(entry, "value");
    int entries = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String entryName = json.currentName();
      if (++entries > maxMapEntries) {
        throw RejectedEvent.of(name, "has more than " + maxMapEntries + " names");
      }
      if (json.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      int mark = out.begin(field.tag);
      key(key, entryName, name, out);
      try {
        single(json, value, entryName, out, true);
      } catch (RejectedEvent e) {
        throw e.within(name);
      }
      out.end(mark);
    }
  }

  private static void key(FieldPlan key, String text, String mapName, WireBuffer out)
      throws RejectedEvent {
    switch (key.type) {
      case STRING -> out.writeString(key.tag, Texts.checkName(mapName, text));
      case INT32, INT64, UINT32, UINT64 -> {
        out.writeVarint(key.tag);
        out.writeVarint(parseLong(text, mapName));
      }
      case BOOL -> {
        out.writeVarint(key.tag);
        out.writeVarint(Boolean.parseBoolean(text) ? 1 : 0);
      }
      default -> throw RejectedEvent.of(mapName, "has names of a type that JSON cannot tell");
    }
  }

  private void single(
      JsonParser json, FieldPlan field, String name, WireBuffer out, boolean writeDefault)
      throws IOException, RejectedEvent {
    switch (field.type) {
      case STRING -> {
        String text = text(json, name);
        if (writeDefault || !text.isEmpty()) {
          out.writeString(field.tag, text);
        }
      }
      case BOOL -> {
        boolean value = bool(json, name);
        varint(field.tag, value ? 1 : 0, writeDefault, out);
      }
      case INT32 -> varint(field.tag, integer32(json, name), writeDefault, out);
      case INT64 -> varint(field.tag, integer64(json, name), writeDefault, out);
      case UINT32 ->
          varint(field.tag, range(integer64(json, name), 0, 0xFFFFFFFFL, name), writeDefault, out);
      case UINT64 ->
          varint(
              field.tag, range(integer64(json, name), 0, Long.MAX_VALUE, name), writeDefault, out);
      case SINT32 -> {
        int value = integer32(json, name);
        varint(field.tag, ((value << 1) ^ (value >> 31)) & 0xFFFFFFFFL, writeDefault, out);
      }
      case SINT64 -> {
        long value = integer64(json, name);
        varint(field.tag, (value << 1) ^ (value >> 63), writeDefault, out);
      }
      case FIXED32, SFIXED32 -> fixed32(field.tag, integer32(json, name), writeDefault, out);
      case FIXED64, SFIXED64 -> fixed64(field.tag, integer64(json, name), writeDefault, out);
      case FLOAT -> {
        float value = (float) real(json, name);
        if (!Float.isFinite(value)) {
          throw RejectedEvent.of(name, "is out of range");
        }
        fixed32(field.tag, Float.floatToRawIntBits(value), writeDefault, out);
      }
      case DOUBLE ->
          fixed64(field.tag, Double.doubleToRawLongBits(real(json, name)), writeDefault, out);
      case ENUM -> varint(field.tag, enumeration(json, field, name), writeDefault, out);
      case BYTES -> {
        byte[] value = bytes(json, name);
        if (writeDefault || value.length > 0) {
          int mark = out.begin(field.tag);
          out.write(value, 0, value.length);
          out.end(mark);
        }
      }
      case MESSAGE -> {
        if (json.currentToken() != JsonToken.START_OBJECT) {
          throw RejectedEvent.of(name, "must be an object");
        }
        int mark = out.begin(field.tag);
        try {
          fields(json, linked(field), out);
        } catch (RejectedEvent e) {
          throw e.within(name);
        }
        out.end(mark);
      }
      case GROUP -> throw new IllegalStateException("groups are not part of proto3");
    }
  }

  static String text(JsonParser json, String name) throws IOException, RejectedEvent {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw RejectedEvent.of(name, "must be a string");
    }
    return json.getText();
  }

  private static boolean bool(JsonParser json, String name) throws RejectedEvent {
    JsonToken token = json.currentToken();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw RejectedEvent.of(name, "must be true or false");
    }
    return token == JsonToken.VALUE_TRUE;
  }

  private static int integer32(JsonParser json, String name) throws IOException, RejectedEvent {
    return (int) range(integer64(json, name), Integer.MIN_VALUE, Integer.MAX_VALUE, name);
  }

  /** A whole number, also as text or with an exponent or fraction of zeros, as proto3 JSON says. */
  static long integer64(JsonParser json, String name) throws IOException, RejectedEvent {
    return switch (json.currentToken()) {
      case VALUE_NUMBER_INT -> {
        try {
          yield json.getLongValue();
        } catch (InputCoercionException e) {
          throw RejectedEvent.of(name, "is out of range");
        }
      }
      case VALUE_NUMBER_FLOAT -> {
        double value = json.getDoubleValue();
        if (value != Math.rint(value)) {
          throw RejectedEvent.of(name, "must be a whole number");
        }
        if (Math.abs(value) >= 0x1p63) {
          throw RejectedEvent.of(name, "is out of range");
        }
        yield (long) value;
      }
      case VALUE_STRING -> parseLong(json.getText(), name);
      case null, default -> throw RejectedEvent.of(name, "must be a whole number");
    };
  }

  private static long parseLong(String text, String name) throws RejectedEvent {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw RejectedEvent.of(name, "must be a whole number of at most 64 bits");
    }
  }

  private static double real(JsonParser json, String name) throws IOException, RejectedEvent {
    double value =
        switch (json.currentToken()) {
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDoubleValue();
          case VALUE_STRING -> parseDouble(json.getText(), name);
          case null, default -> throw RejectedEvent.of(name, "must be a number");
        };
    if (!Double.isFinite(value)) {
      throw RejectedEvent.of(name, "must be a finite number");
    }
    return value;
  }

  private static double parseDouble(String text, String name) throws RejectedEvent {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw RejectedEvent.of(name, "must be a number");
    }
  }

  private static long enumeration(JsonParser json, FieldPlan field, String name)
      throws IOException, RejectedEvent {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      return integer32(json, name);
    }
    Integer number = field.enumNumber(json.getText());
    if (number == null) {
      throw RejectedEvent.of(name, "is none of the allowed values");
    }
    return number;
  }

  private static byte[] bytes(JsonParser json, String name) throws IOException, RejectedEvent {
    String text = text(json, name);
    try {
      return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      throw RejectedEvent.of(name, "must be base64");
    }
  }

  private static long range(long value, long least, long most, String name) throws RejectedEvent {
    if (value < least || value > most) {
      throw RejectedEvent.of(name, "is out of range");
    }
    return value;
  }

  private static void varint(int tag, long value, boolean writeDefault, WireBuffer out) {
    if (writeDefault || value != 0) {
      out.writeVarint(tag);
      out.writeVarint(value);
    }
  }

  private static void fixed32(int tag, int value, boolean writeDefault, WireBuffer out) {
    if (writeDefault || value != 0) {
      out.writeVarint(tag);
      out.writeFixed32(value);
    }
  }

  private static void fixed64(int tag, long value, boolean writeDefault, WireBuffer out) {
    if (writeDefault || value != 0) {
      out.writeVarint(tag);
      out.writeFixed64(value);
    }
  }

  private static MessagePlan linked(FieldPlan field) {
    return present(field.message, field.jsonName);
  }

  private static FieldPlan member(MessagePlan plan, String name) {
    return present(plan.field(name), name);
  }

  private static <T> T present(@Nullable T part, String name) {
    if (part == null) {
      throw new IllegalStateException("the plan lacks " + name);
    }
    return part;
  }
}
