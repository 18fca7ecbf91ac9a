package io.causality.gateway.dialect;

import io.causality.gateway.decode.Timestamps;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as clients write them: RFC 3339 as a rule, but also without a zone, which is then UTC. */
final class Times {
  private static final Pattern ZONE = Pattern.compile("[Zz]$|[+-]\\d{2}:\\d{2}$");
  private static final Pattern SHORT_ZONE = Pattern.compile("([+-]\\d{2})(\\d{2})$");

  private Times() {}

  /** As the open form takes it: the value itself where it is no text. */
  static @Nullable Object time(@Nullable Object value) {
    if (!(value instanceof String text) || text.length() < 10 || text.indexOf('-') != 4) {
      return value;
    }
    if (text.length() == 10) {
      return text + "T00:00:00Z";
    }
    if (text.length() < 19 || ZONE.matcher(text).find()) {
      return text;
    }
    String zoned = SHORT_ZONE.matcher(text).replaceFirst("$1:$2");
    return zoned.length() > text.length() ? zoned : text + "Z";
  }

  /** Ms since the epoch, 0 for what is no time. */
  static long millis(@Nullable Object value) {
    long ms =
        switch (time(value)) {
          case Number number -> number.longValue();
          case String text -> Timestamps.parse(text);
          case null, default -> 0;
        };
    return Math.max(0, ms);
  }
}
