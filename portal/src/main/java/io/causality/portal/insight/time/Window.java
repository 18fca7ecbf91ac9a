package io.causality.portal.insight.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * A stretch of event time.
 *
 * @param from first millisecond since the epoch
 * @param to last millisecond, inclusive; before {@code from} when the window is empty
 * @param wholeDays whether both ends were given as days
 */
public record Window(long from, long to, ZoneId zone, boolean wholeDays) {
  public boolean isEmpty() {
    return from > to;
  }

  /** A stretch of this window, both ends inclusive. */
  public Window part(long first, long last) {
    return new Window(first, last, zone, false);
  }

  /** The local day of the first millisecond. */
  public LocalDate firstDay() {
    return day(from);
  }

  /** The local day of the last millisecond. */
  public LocalDate lastDay() {
    return day(to);
  }

  private LocalDate day(long at) {
    return Instant.ofEpochMilli(at).atZone(zone).toLocalDate();
  }

  /** As many days, or as many milliseconds, right before this window. */
  public Window previousPeriod() {
    if (isEmpty()) {
      return this;
    }
    if (!wholeDays) {
      return new Window(from - 1 - (to - from), from - 1, zone, false);
    }
    long days = lastDay().toEpochDay() - firstDay().toEpochDay() + 1;
    return days(firstDay().minusDays(days), firstDay().minusDays(1), zone);
  }

  /** The same local times a year before. */
  public Window previousYear() {
    if (isEmpty()) {
      return this;
    }
    return wholeDays
        ? days(firstDay().minusYears(1), lastDay().minusYears(1), zone)
        : new Window(yearBefore(from), yearBefore(to), zone, false);
  }

  private long yearBefore(long at) {
    LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochMilli(at), zone);
    return local.minusYears(1).atZone(zone).toInstant().toEpochMilli();
  }

  /** Whole days, both inclusive. */
  public static Window days(LocalDate first, LocalDate last, ZoneId zone) {
    return new Window(start(first, zone), start(last.plusDays(1), zone) - 1, zone, true);
  }

  static long start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }
}
