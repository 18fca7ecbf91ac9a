package io.causality.cli.load;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of an Apache access log: {@code host ident user [time] "request" status bytes "referrer"
 * "agent"}.
 */
final class ApacheLine {
  private static final Pattern LINE =
      Pattern.compile(
          "^(\\S+) \\S+ \\S+ \\[([^\\]]+)\\] \"(\\S+) (\\S+) [^\"]*\" (\\d+) (\\S+)"
              + "(?: \"((?:[^\"\\\\]|\\\\.)*+)\" \"((?:[^\"\\\\]|\\\\.)*+)\"?)?.*$");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

  private ApacheLine() {}

  /** Empty when the line is none. */
  static Optional<PageView> parse(String line) {
    Matcher match = LINE.matcher(line);
    if (!match.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new PageView(
              match.group(1),
              OffsetDateTime.parse(match.group(2), TIME).toInstant().toEpochMilli(),
              match.group(3),
              match.group(4),
              Integer.parseInt(match.group(5)),
              PageView.number(match.group(6)),
              optional(match, 7),
              optional(match, 8)));
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> optional(Matcher match, int group) {
    return Optional.ofNullable(match.group(group)).flatMap(PageView::present);
  }
}
