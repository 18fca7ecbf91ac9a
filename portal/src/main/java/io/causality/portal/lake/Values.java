package io.causality.portal.lake;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * Copies a value of the engine's JSON into the API's JSON: timestamps become ISO 8601, everything
 * else stays, digit for digit.
 */
final class Values {
  private Values() {}

  /** Copies the value at which the parser stands, and leaves the parser at its end. */
  static void copy(JsonParser from, ValueType type, JsonGenerator to) throws IOException {
    JsonToken token = from.currentToken();
    if (token == JsonToken.VALUE_STRING) {
      to.writeString(text(from.getText(), type));
    } else if (token == JsonToken.START_OBJECT && type.name().equals("map")) {
      to.writeStartObject();
      while (from.nextToken() != JsonToken.END_OBJECT) {
        to.writeFieldName(text(from.currentName(), type.arguments().getFirst()));
        from.nextToken();
        copy(from, type.arguments().getLast(), to);
      }
      to.writeEndObject();
    } else if (token == JsonToken.START_ARRAY && !type.arguments().isEmpty()) {
      to.writeStartArray();
      int last = type.arguments().size() - 1;
      for (int i = 0; from.nextToken() != JsonToken.END_ARRAY; i++) {
        copy(from, type.arguments().get(Math.min(i, last)), to);
      }
      to.writeEndArray();
    } else {
      to.copyCurrentStructure(from);
    }
  }

  static String text(String value, ValueType type) {
    return switch (type.name()) {
      case "timestamp" -> value.replace(' ', 'T');
      case "timestamp with time zone" -> zoned(value);
      default -> value;
    };
  }

  /** {@code 2026-01-31 10:00:00.000 Europe/Berlin} → {@code 2026-01-31T10:00:00.000+01:00}. */
  private static String zoned(String value) {
    int date = value.indexOf(' ');
    int zone = value.lastIndexOf(' ');
    if (zone <= date) {
      return value;
    }
    String local = value.substring(0, zone).replace(' ', 'T');
    String offset =
        DateTimeFormatter.ofPattern("XXX")
            .format(LocalDateTime.parse(local).atZone(ZoneId.of(value.substring(zone + 1))));
    return local + offset;
  }
}
