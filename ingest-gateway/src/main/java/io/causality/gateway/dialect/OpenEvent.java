package io.causality.gateway.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way from a dialect to the open form: the mapping that all dialects share. Empty
 * texts are missing. Not thread-safe.
 */
final class OpenEvent {
  String name = "";
  String id = "";
  String userId = "";
  String deviceId = "";
  String sessionId = "";

  /** Ms since the epoch as a number, or a time as text; null for unknown. */
  @Nullable Object timestamp;

  final Map<String, @Nullable Object> properties = new LinkedHashMap<>();
  final Map<String, @Nullable Object> traits = new LinkedHashMap<>();
  final Map<String, @Nullable Object> traitsOnce = new LinkedHashMap<>();
  private final Map<String, Object> context = new LinkedHashMap<>();

  /** Sets a property that the event does not have yet. */
  void propertyIfAbsent(String name, String text) {
    if (!text.isEmpty() && properties.get(name) == null) {
      properties.put(name, text);
    }
  }

  /** Sets a field of the context, unless it is set already. */
  void context(String field, String text) {
    if (!text.isEmpty()) {
      context.putIfAbsent(field, text);
    }
  }

  /** Sets a field of a group of the context, e.g. {@code page.url}, unless it is set already. */
  void context(String group, String field, String text) {
    if (text.isEmpty()) {
      return;
    }
    @SuppressWarnings("unchecked") // Groups are made here alone.
    Map<String, Object> fields =
        (Map<String, Object>) context.computeIfAbsent(group, made -> new LinkedHashMap<>());
    fields.putIfAbsent(field, text);
  }

  /** Sets a whole number of the context; fractions, as browsers measure them, are rounded. */
  void contextNumber(String field, @Nullable Object number) {
    if (number instanceof Number value && Math.abs(value.doubleValue()) <= Integer.MAX_VALUE) {
      context.put(field, Math.round(value.doubleValue()));
    }
  }

  void contextFlag(String field, @Nullable Object flag) {
    if (flag instanceof Boolean) {
      context.put(field, flag);
    }
  }

  /** The country, where it is a code of two letters; names of countries are not guessed. */
  void country(String country) {
    if (country.length() == 2) {
      context("location", "country", country.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * The kind of client, told from what a library says of itself and of its host: the first hint
   * that names one wins.
   */
  void platform(String... hints) {
    for (String hint : hints) {
      String platform = platformOf(hint.toLowerCase(Locale.ROOT));
      if (!platform.isEmpty()) {
        context("platform", platform);
        return;
      }
    }
  }

  private static String platformOf(String hint) {
    return switch (hint) {
      case "" -> "";
      case "ios", "ipados" -> "ios";
      case "android" -> "android";
      case "web", "browser", "js", "analytics.js", "rudderlabs javascript sdk" -> "web";
      case "server", "node.js", "java" -> "backend";
      default -> {
        if (hint.contains("ios") || hint.contains("swift")) {
          yield "ios";
        }
        if (hint.contains("android") || hint.contains("kotlin")) {
          yield "android";
        }
        if (hint.contains("-node")
            || (hint.contains("java") && !hint.contains("javascript"))
            || hint.contains("python")
            || hint.contains("-go")
            || hint.contains("ruby")
            || hint.contains("php")
            || hint.contains("dotnet")) {
          yield "backend";
        }
        yield hint.contains("amplitude-ts") || hint.contains("-js") || hint.contains("browser")
            ? "web"
            : "";
      }
    };
  }

  /** Writes the event in the open form. */
  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    text(json, "event", name);
    text(json, "id", id);
    text(json, "userId", userId);
    text(json, "deviceId", deviceId);
    text(json, "sessionId", sessionId);
    if (timestamp != null) {
      json.writeFieldName("timestamp");
      Fields.write(json, timestamp);
    }
    map(json, "properties", properties);
    map(json, "traits", traits);
    map(json, "traitsOnce", traitsOnce);
    map(json, "context", context);
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String field, String text) throws IOException {
    if (!text.isEmpty()) {
      json.writeStringField(field, text);
    }
  }

  private static void map(JsonGenerator json, String field, Map<String, ?> map) throws IOException {
    if (!map.isEmpty()) {
      json.writeFieldName(field);
      Fields.write(json, map);
    }
  }
}
