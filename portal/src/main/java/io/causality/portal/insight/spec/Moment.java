package io.causality.portal.insight.spec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An end of a range, as it was given. */
public sealed interface Moment {
  /** A whole day in the spec's zone. */
  record Day(LocalDate date) implements Moment {}

  /** An instant. */
  record At(Instant instant) implements Moment {}

  /** The local day that many days before today; 0 is today, 1 yesterday. */
  record DaysAgo(int days) implements Moment {}

  /** That many hours before now, exactly. */
  record HoursAgo(int hours) implements Moment {}

  /** The first of this month; only as a beginning. */
  record MonthToDate() implements Moment {}

  /** The first of this year; only as a beginning. */
  record YearToDate() implements Moment {}

  /** The app's first event; only as a beginning. */
  record All() implements Moment {}

  /** Now; what {@code to} is where it is not given. */
  record Now() implements Moment {}

  Pattern RELATIVE = Pattern.compile("-(\\d{1,7})([dwh])");
  Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  /** RFC 3339, down to any fraction. */
  Pattern INSTANT =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?\\d*([Zz]|[+-]\\d{2}:\\d{2})");

  List<String> WORDS = List.of("today", "yesterday", "mtd", "ytd", "all", "-7d", "-4w", "-24h");

  /** Reads the beginning of a range. */
  static Moment from(String text, String path) {
    return read(text, path);
  }

  /** Reads the end of a range. */
  static Moment to(String text, String path) {
    Moment moment = read(text, path);
    return switch (moment) {
      case MonthToDate m -> throw onlyFrom(text, path);
      case YearToDate y -> throw onlyFrom(text, path);
      case All a -> throw onlyFrom(text, path);
      case Day d -> moment;
      case At a -> moment;
      case DaysAgo d -> moment;
      case HoursAgo h -> moment;
      case Now n -> moment;
    };
  }

  private static SpecException onlyFrom(String text, String path) {
    return new SpecException(path, "\"" + text + "\" is a beginning; leave to out", "today");
  }

  private static Moment read(String text, String path) {
    Matcher relative = RELATIVE.matcher(text);
    if (relative.matches()) {
      int count = Integer.parseInt(relative.group(1));
      return switch (relative.group(2)) {
        case "d" -> new DaysAgo(count);
        case "w" -> new DaysAgo(7 * count);
        default -> new HoursAgo(count);
      };
    }
    try {
      if (DATE.matcher(text).matches()) {
        return new Day(LocalDate.parse(text));
      }
      if (INSTANT.matcher(text).matches()) {
        return new At(instant(text));
      }
    } catch (DateTimeException e) {
      throw new SpecException(path, "there is no such time: \"" + text + "\"", null);
    }
    return switch (text) {
      case "today" -> new DaysAgo(0);
      case "yesterday" -> new DaysAgo(1);
      case "mtd" -> new MonthToDate();
      case "ytd" -> new YearToDate();
      case "all" -> new All();
      default ->
          throw new SpecException(
              path,
              "\""
                  + (text.length() > 60 ? text.substring(0, 60) + "…" : text)
                  + "\" is neither a date (2026-11-01), an instant (2026-11-01T08:00:00Z) nor one"
                  + " of -Nd, -Nw, -Nh, today, yesterday, mtd, ytd, all",
              Nearest.to(text, WORDS).orElse(null));
    };
  }

  /**
   * An RFC 3339 instant.
   *
   * @throws DateTimeException when there is no such time
   */
  static Instant instant(String text) {
    return OffsetDateTime.parse(text.toUpperCase(java.util.Locale.ROOT)).toInstant();
  }
}
