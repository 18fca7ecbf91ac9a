package io.causality.cli.load;

import java.util.Locale;
import java.util.Optional;

/** What {@code load} understands. */
public enum LogFormat {
  /** Access log of web servers, common or combined. */
  APACHE,
  /** Tab-separated log of the NASA servers, with a header line. */
  NASA,
  /** Events in the open form, one JSON object a line. */
  EVENTS;

  /** As the flag names it, and the app that a log goes to when none is named. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format of a file that begins with this line; empty when it is none of ours. */
  static Optional<LogFormat> guess(String firstLine) {
    if (firstLine.startsWith("{")) {
      return Optional.of(EVENTS);
    }
    if (firstLine.startsWith(NasaLine.HEADER_START)) {
      return Optional.of(NASA);
    }
    return ApacheLine.parse(firstLine).isPresent() ? Optional.of(APACHE) : Optional.empty();
  }

  /** The number of lines before the first event. */
  int headerLines() {
    return this == NASA ? 1 : 0;
  }
}
