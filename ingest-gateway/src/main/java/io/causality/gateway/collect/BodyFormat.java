package io.causality.gateway.collect;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formats in which events are taken; the reply comes in kind. */
enum BodyFormat {
  JSON,
  PROTOBUF;

  /**
   * The format of a content type. None at all means JSON, and so does plain text, which is what
   * {@code sendBeacon} sends without a preflight, and the type of forms, which is what {@code curl
   * -d} says when it is not told another.
   *
   * @return null for a type that is not supported
   */
  static @Nullable BodyFormat of(@Nullable String contentType) {
    if (contentType == null || contentType.equals("application/json")) {
      return JSON;
    }
    int end = contentType.indexOf(';');
    String type =
        (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    return switch (type) {
      case "", "application/json", "text/json", "text/plain", "application/x-www-form-urlencoded" ->
          JSON;
      case "application/x-protobuf", "application/protobuf" -> PROTOBUF;
      default -> null;
    };
  }
}
