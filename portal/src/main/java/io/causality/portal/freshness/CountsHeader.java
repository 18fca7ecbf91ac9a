package io.causality.portal.freshness;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code app=3;other=1}. */
final class CountsHeader {
  private CountsHeader() {}

  /** Events per app; what cannot be read counts as nothing. */
  static Map<String, Integer> parse(@Nullable String header) {
    if (header == null) {
      return Map.of();
    }
    Map<String, Integer> counts = new HashMap<>();
    for (String part : header.split(";", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0 && part.substring(equals + 1).matches("\\d{1,9}")) {
        counts.merge(
            part.substring(0, equals).intern(),
            Integer.parseInt(part.substring(equals + 1)),
            Integer::sum);
      }
    }
    return counts;
  }
}
