package io.causality.portal.insight.time;

import io.causality.portal.insight.spec.Moment;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;

/** Turns what a spec says of time into instants. */
public final class Windows {
  private static final long HOUR_MS = 3_600_000;

  private Windows() {}

  /** Tells an app's first event, for the beginning {@code all}. */
  @FunctionalInterface
  public interface FirstEvent {
    /** Its time in ms; empty when there is none. */
    OptionalLong time();
  }

  /**
   * The window from one moment to another.
   *
   * @param now the instant at which the question counts as asked
   */
  public static Window of(Moment from, Moment to, ZoneId zone, Instant now, FirstEvent firstEvent) {
    long last = last(to, zone, now);
    long first =
        from instanceof Moment.All ? firstEvent.time().orElse(last + 1) : first(from, zone, now);
    return new Window(first, last, zone, isDay(from) && isDay(to));
  }

  /** The last millisecond that counts. */
  public static long last(Moment to, ZoneId zone, Instant now) {
    return switch (to) {
      case Moment.Day(LocalDate date) -> end(date, zone);
      case Moment.DaysAgo(int days) -> end(today(zone, now).minusDays(days), zone);
      case Moment.At(Instant instant) -> millis(instant);
      case Moment.HoursAgo(int hours) -> millis(now) - hours * HOUR_MS;
      case Moment.Now n -> millis(now);
      case Moment.MonthToDate m -> throw noEnd(to);
      case Moment.YearToDate y -> throw noEnd(to);
      case Moment.All a -> throw noEnd(to);
    };
  }

  private static long first(Moment from, ZoneId zone, Instant now) {
    LocalDate today = today(zone, now);
    return switch (from) {
      case Moment.Day(LocalDate date) -> Window.start(date, zone);
      case Moment.DaysAgo(int days) -> Window.start(today.minusDays(days), zone);
      case Moment.MonthToDate m -> Window.start(today.withDayOfMonth(1), zone);
      case Moment.YearToDate y -> Window.start(today.withDayOfYear(1), zone);
      case Moment.At(Instant instant) -> millis(instant);
      case Moment.HoursAgo(int hours) -> millis(now) - hours * HOUR_MS;
      case Moment.Now n -> millis(now);
      case Moment.All a -> throw noEnd(from);
    };
  }

  private static boolean isDay(Moment moment) {
    return switch (moment) {
      case Moment.Day d -> true;
      case Moment.DaysAgo d -> true;
      case Moment.MonthToDate m -> true;
      case Moment.YearToDate y -> true;
      case Moment.At a -> false;
      case Moment.HoursAgo h -> false;
      case Moment.Now n -> false;
      case Moment.All a -> false;
    };
  }

  private static LocalDate today(ZoneId zone, Instant now) {
    return now.atZone(zone).toLocalDate();
  }

  private static long end(LocalDate day, ZoneId zone) {
    return Window.start(day.plusDays(1), zone) - 1;
  }

  private static long millis(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toEpochMilli();
  }

  private static IllegalStateException noEnd(Moment moment) {
    return new IllegalStateException("not that end of a range: " + moment);
  }
}
