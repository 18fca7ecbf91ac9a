package io.causality.portal.insight.sessions;

import io.causality.portal.insight.spec.SpecException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Behind which session a list goes on.
 *
 * @param startMs of the session's first event
 * @param sequence of that event
 */
record SessionCursor(long startMs, long sequence) {
  private static final Pattern TEXT = Pattern.compile("(-?\\d{1,18})\\.(-?\\d{1,18})");

  static SessionCursor of(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new SpecException(
          "$.cursor", "not a cursor: take it, unchanged, from the answer before", null);
    }
    return new SessionCursor(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
  }

  String text() {
    return startMs + "." + sequence;
  }
}
