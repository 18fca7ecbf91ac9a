package io.causality.cli.load;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One line of a web log.
 *
 * @param visitor address or host; it is hashed and never sent
 * @param timestampMs epoch milliseconds
 * @param url path with query, as it was asked for
 * @param bytes empty where the log has {@code -}
 */
record PageView(
    String visitor,
    long timestampMs,
    String method,
    String url,
    int status,
    OptionalLong bytes,
    Optional<String> referrer,
    Optional<String> userAgent) {

  /** A field of a log, in which {@code -} and nothing mean absent. */
  static Optional<String> present(String field) {
    return field.isEmpty() || field.equals("-") ? Optional.empty() : Optional.of(field);
  }

  /** The same for a number; empty, too, when it is none. */
  static OptionalLong number(String field) {
    try {
      return field.equals("-") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(field));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
