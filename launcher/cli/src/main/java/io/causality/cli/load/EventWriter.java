package io.causality.cli.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Turns lines into events in the open form, as JSON text. The same line at the same place of a file
 * always becomes the same event with the same id, so that a file may be loaded again. Not
 * thread-safe.
 */
final class EventWriter implements LineEvents {
  private static final JsonFactory JSON = new JsonFactory();
  private static final HexFormat HEX = HexFormat.of();
  private static final Set<String> ID_FIELDS = Set.of("id", "idempotencyKey", "idempotency_key");
  private static final int ID_DIGITS = 32;
  private static final int DEVICE_DIGITS = 16;

  private final LogFormat format;
  private final MessageDigest sha256;

  EventWriter(LogFormat format) {
    this.format = format;
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public int headerLines() {
    return format.headerLines();
  }

  @Override
  public Optional<String> append(long number, String line, ByteArrayOutputStream out)
      throws IOException {
    return switch (format) {
      case APACHE -> append(number, line, ApacheLine.parse(line), out);
      case NASA -> append(number, line, NasaLine.parse(line), out);
      case EVENTS -> appendEvent(number, line, out);
    };
  }

  private Optional<String> append(
      long number, String line, Optional<PageView> parsed, ByteArrayOutputStream out)
      throws IOException {
    if (parsed.isEmpty()) {
      return Optional.of("not a line of the format " + format.label());
    }
    PageView view = parsed.get();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeStringField("event", "page_view");
      json.writeStringField("id", id(number, line));
      json.writeStringField("deviceId", hash(view.visitor(), DEVICE_DIGITS));
      json.writeNumberField("timestamp", view.timestampMs());
      json.writeObjectFieldStart("context");
      json.writeObjectFieldStart("page");
      json.writeStringField("url", view.url());
      if (view.referrer().isPresent()) {
        json.writeStringField("referrer", view.referrer().get());
      }
      json.writeEndObject();
      if (view.userAgent().isPresent()) {
        json.writeStringField("userAgent", view.userAgent().get());
      }
      json.writeEndObject();
      json.writeObjectFieldStart("properties");
      json.writeStringField("method", view.method());
      json.writeNumberField("status", view.status());
      if (view.bytes().isPresent()) {
        json.writeNumberField("bytes", view.bytes().getAsLong());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    return Optional.empty();
  }

  /** An event goes as it is; one without an id gets one, so that a retry cannot count it twice. */
  private Optional<String> appendEvent(long number, String line, ByteArrayOutputStream out)
      throws IOException {
    boolean hasId;
    try {
      hasId = scan(line);
    } catch (JsonProcessingException e) {
      return Optional.of("not a JSON object: " + e.getOriginalMessage());
    }
    String text = line.strip();
    if (!hasId) {
      String rest = text.substring(1).stripLeading();
      String comma = rest.startsWith("}") ? "" : ",";
      text = "{\"id\":\"" + id(number, line) + "\"" + comma + rest;
    }
    out.write(text.getBytes(StandardCharsets.UTF_8));
    return Optional.empty();
  }

  /** Reads the whole line; whether the object has an id of its own. */
  private static boolean scan(String line) throws IOException {
    boolean hasId = false;
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new JsonParseException(parser, "it does not begin with {");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        boolean given = value == JsonToken.VALUE_STRING && !parser.getText().isEmpty();
        hasId |= given && ID_FIELDS.contains(name);
        parser.skipChildren();
      }
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "more after the object");
      }
    }
    return hasId;
  }

  private String id(long number, String line) {
    return hash(number + ":" + line, ID_DIGITS);
  }

  private String hash(String text, int digits) {
    byte[] digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
    return HEX.formatHex(digest, 0, digits / 2);
  }
}
