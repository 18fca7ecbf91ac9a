package io.causality.gateway.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object of a JSON body, read leniently: what is missing or of another type is empty, since
 * clients in the field send all kinds of things and cannot be mended here. Not thread-safe.
 */
final class Fields {
  /** Nothing. */
  static final Fields NONE = new Fields(Map.of());

  private final Map<String, @Nullable Object> values;

  private Fields(Map<String, @Nullable Object> values) {
    this.values = values;
  }

  /** Of a value that {@link #value} read. */
  @SuppressWarnings("unchecked") // The reader below makes maps of this type alone.
  static Fields of(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? new Fields((Map<String, @Nullable Object>) map) : NONE;
  }

  /** The names and their values, in order. */
  Map<String, @Nullable Object> values() {
    return values;
  }

  boolean has(String name) {
    return values.get(name) != null;
  }

  @Nullable Object get(String name) {
    return values.get(name);
  }

  /** Text or a number as text; empty for anything else. */
  String text(String name) {
    return textOf(values.get(name));
  }

  /** The first of these that is not empty. */
  String text(String name, String... others) {
    String text = text(name);
    for (int i = 0; i < others.length && text.isEmpty(); i++) {
      text = text(others[i]);
    }
    return text;
  }

  Fields object(String name) {
    return of(values.get(name));
  }

  static String textOf(@Nullable Object value) {
    return switch (value) {
      case String text -> text;
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          String.valueOf(number.longValue());
      case Number number -> number.toString();
      case null, default -> "";
    };
  }

  /**
   * The value at which the parser stands: map, list, text, number, boolean or null. The parser is
   * left at its end.
   */
  static @Nullable Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          json.nextToken();
          object.put(name, value(json));
        }
        yield object;
      }
      case START_ARRAY -> {
        List<@Nullable Object> array = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(json));
        }
        yield array;
      }
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getNumberValue();
      case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
      case VALUE_NULL -> null;
      case null, default -> throw new IllegalStateException("not at a value");
    };
  }

  /** Writes what {@link #value} read. */
  static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Map<?, ?> object -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : object.entrySet()) {
          json.writeFieldName(String.valueOf(entry.getKey()));
          write(json, entry.getValue());
        }
        json.writeEndObject();
      }
      case List<?> array -> {
        json.writeStartArray();
        for (Object element : array) {
          write(json, element);
        }
        json.writeEndArray();
      }
      case String text -> json.writeString(text);
      case Boolean bool -> json.writeBoolean(bool);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case BigInteger number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case BigDecimal number -> json.writeNumber(number);
      default -> throw new IllegalArgumentException(value.getClass() + " is no JSON");
    }
  }
}
