package io.causality.cli.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * Turns lines of a file into what a request holds. The same line at the same place always becomes
 * the same bytes, so that a file may be sent again. Implementations are not thread-safe.
 */
interface LineEvents {
  /**
   * Appends the event of a line as a JSON object.
   *
   * @param number of the line in the file, from 1 (a header counts)
   * @return why there is none, or empty when it was appended
   */
  Optional<String> append(long number, String line, ByteArrayOutputStream out) throws IOException;

  /** Lines before the first event. */
  default int headerLines() {
    return 0;
  }

  /** Whether a line stands between events, like a bracket of an array around them. */
  default boolean isBetween(String line) {
    return line.isBlank();
  }
}
