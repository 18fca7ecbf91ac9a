package io.causality.cli.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Lines of an export. Segment's and PostHog's go on nearly as they are, as the gateway speaks
 * these; the others become events in the open form. What has no id gets one of its line and its
 * place, so that a repeated import counts nothing twice. Not thread-safe.
 */
final class ImportWriter implements LineEvents {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final ImportFormat format;
  private final Optional<CsvMapping> mapping;
  private final MessageDigest sha256;

  /**
   * A writer for one file.
   *
   * @param mapping of a CSV; empty for the others
   */
  ImportWriter(ImportFormat format, Optional<CsvMapping> mapping) {
    this.format = format;
    this.mapping = mapping;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public int headerLines() {
    return format == ImportFormat.CSV ? 1 : 0;
  }

  /** An array with one object a line is read as if it were none. */
  @Override
  public boolean isBetween(String line) {
    String text = line.strip();
    return text.isEmpty() || (format != ImportFormat.CSV && (text.equals("[") || text.equals("]")));
  }

  @Override
  public Optional<String> append(long number, String line, ByteArrayOutputStream out)
      throws IOException {
    ObjectNode event;
    try {
      event = mapping.isPresent() ? mapping.get().event(line) : mapped(object(line));
    } catch (JsonProcessingException e) {
      return Optional.of("not a JSON object: " + e.getOriginalMessage());
    } catch (UnfitLineException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    String id = idField();
    if (event.path(id).asText().isEmpty()) {
      event.put(id, hash(number, line));
    }
    out.write(JSON.writeValueAsBytes(event));
    return Optional.empty();
  }

  private String idField() {
    return switch (format) {
      case SEGMENT -> "messageId";
      case POSTHOG -> "uuid";
      case AMPLITUDE, MIXPANEL, CSV -> "id";
    };
  }

  private static ObjectNode object(String line) throws JsonProcessingException, UnfitLineException {
    String text = line.strip();
    if (text.startsWith("[") && text.length() > 1) {
      text = text.substring(1);
    }
    while (text.endsWith(",") || (text.endsWith("]") && text.startsWith("{"))) {
      text = text.substring(0, text.length() - 1).strip();
    }
    JsonNode node = JSON.readTree(text);
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new UnfitLineException("not a JSON object");
  }

  private ObjectNode mapped(ObjectNode line) throws JsonProcessingException {
    return switch (format) {
      case SEGMENT -> segment(line);
      case POSTHOG -> postHog(line);
      case AMPLITUDE -> AmplitudeExport.event(line);
      case MIXPANEL -> MixpanelExport.event(line);
      case CSV -> throw new IllegalStateException("a CSV has a mapping");
    };
  }

  /** What was stored has the corrected time beside the client's. */
  private static ObjectNode segment(ObjectNode line) {
    if (line.hasNonNull("timestamp")) {
      line.remove("originalTimestamp");
    }
    line.remove("sentAt");
    line.remove("writeKey");
    return line;
  }

  /** Tables hold the properties as text. */
  private static ObjectNode postHog(ObjectNode line) throws JsonProcessingException {
    JsonNode properties = line.get("properties");
    if (properties != null && properties.isTextual()) {
      line.set("properties", JSON.readTree(properties.asText()));
    }
    return line;
  }

  private String hash(long number, String line) {
    byte[] digest = sha256.digest((number + ":" + line).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, 16);
  }

  /** A line that is no event, and why. */
  static final class UnfitLineException extends Exception {
    private static final long serialVersionUID = 1L;

    UnfitLineException(String reason) {
      super(reason);
    }
  }
}
