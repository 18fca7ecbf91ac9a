package io.causality.jobs.archive;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@link io.causality.proto.StreamNames#COUNTS_HEADER}. */
public final class CountsHeader {
  private CountsHeader() {}

  /** Events per app; empty where the header is missing or cannot be read. */
  public static Map<String, Long> parse(@Nullable String header) {
    Map<String, Long> counts = new LinkedHashMap<>();
    if (header == null) {
      return counts;
    }
    for (String part : header.split(";", -1)) {
      int equals = part.lastIndexOf('=');
      if (equals <= 0 || !part.substring(equals + 1).matches("[0-9]{1,9}")) {
        return Map.of();
      }
      counts.merge(
          part.substring(0, equals), Long.parseLong(part.substring(equals + 1)), Long::sum);
    }
    return counts;
  }
}
