package io.causality.portal.ask.read;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * What words of time mean at one moment in one place. Pure.
 *
 * @param now the instant at which the question counts as asked
 * @param weekStart first day of a week
 */
public record Calendar(Instant now, ZoneId zone, DayOfWeek weekStart) {
  /** A unit of the calendar. */
  enum Unit {
    MINUTE,
    HOUR,
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR
  }

  LocalDate today() {
    return now.atZone(zone).toLocalDate();
  }

  Range day(LocalDate day) {
    return Range.days(day, day, zone);
  }

  private LocalDate floor(Unit unit, LocalDate day) {
    return switch (unit) {
      case MINUTE, HOUR, DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(weekStart));
      case MONTH -> day.withDayOfMonth(1);
      case QUARTER -> day.withDayOfMonth(1).minusMonths((day.getMonthValue() - 1) % 3);
      case YEAR -> day.withDayOfYear(1);
    };
  }

  private static LocalDate plus(Unit unit, LocalDate start, long count) {
    return switch (unit) {
      case MINUTE, HOUR, DAY -> start.plusDays(count);
      case WEEK -> start.plusWeeks(count);
      case MONTH -> start.plusMonths(count);
      case QUARTER -> start.plusMonths(3 * count);
      case YEAR -> start.plusYears(count);
    };
  }

  /** The whole unit that many before the present one; 0 is the present one. */
  Range whole(Unit unit, long before) {
    return wholes(unit, before, 1);
  }

  /** The unit that holds a day. */
  Range holding(Unit unit, LocalDate day) {
    LocalDate start = floor(unit, day);
    return Range.days(start, plus(unit, start, 1).minusDays(1), zone);
  }

  private Range wholes(Unit unit, long before, long count) {
    LocalDate start = plus(unit, floor(unit, today()), -before);
    return Range.days(start, plus(unit, start, count).minusDays(1), zone);
  }

  /** The last so many units: whole days and weeks of seven days before today, exact hours. */
  Range last(Unit unit, long count) {
    return switch (unit) {
      case MINUTE -> Range.exact(now.minus(count, ChronoUnit.MINUTES), now);
      case HOUR -> Range.exact(now.minus(count, ChronoUnit.HOURS), now);
      case DAY -> Range.days(today().minusDays(count), today().minusDays(1), zone);
      case WEEK -> Range.days(today().minusDays(7 * count), today().minusDays(1), zone);
      case MONTH, QUARTER, YEAR -> wholes(unit, count, count);
    };
  }

  /** The latest such day of the week; before today, or not after it. */
  LocalDate weekday(DayOfWeek day, boolean beforeToday) {
    return today()
        .with(
            beforeToday ? TemporalAdjusters.previous(day) : TemporalAdjusters.previousOrSame(day));
  }

  /** The latest such month that has begun. */
  Range month(Month month) {
    LocalDate start = today().withDayOfMonth(1).withMonth(month.getValue());
    return holding(Unit.MONTH, start.isAfter(today()) ? start.minusYears(1) : start);
  }

  /** The latest such day of a year that is not after today. */
  LocalDate latest(Month month, int day) {
    LocalDate start = LocalDate.of(today().getYear(), month, 1);
    LocalDate found = start.plusDays(day - 1L);
    return found.isAfter(today()) ? start.minusYears(1).plusDays(day - 1L) : found;
  }

  /** As much time right before a range; whole months and years where it is made of them. */
  public Range before(Range range) {
    LocalDate first = range.first();
    if (first == null) {
      long millis = range.from().until(range.to(), ChronoUnit.MILLIS);
      Instant end = range.from().minusMillis(1);
      return Range.exact(end.minusMillis(millis), end);
    }
    LocalDate end = range.last() == null ? whollyPresent(range) : range.last().plusDays(1);
    if (first.getDayOfMonth() == 1 && end.getDayOfMonth() == 1) {
      long months = ChronoUnit.MONTHS.between(first, end);
      return Range.days(first.minusMonths(months), first.minusDays(1), zone);
    }
    long days = ChronoUnit.DAYS.between(first, end);
    return Range.days(first.minusDays(days), first.minusDays(1), zone);
  }

  /** The day after the last one that a range up to now touches. */
  private LocalDate whollyPresent(Range range) {
    return range.to().atZone(zone).toLocalDate().plusDays(1);
  }

  /** The same days so many units before. */
  Range shifted(Range range, Unit unit, long count) {
    LocalDate first = range.first();
    LocalDate last = range.last();
    if (first == null || last == null) {
      long days = unit == Unit.WEEK ? 7 * count : 1;
      return unit == Unit.WEEK || unit == Unit.DAY
          ? Range.exact(
              range.from().minus(days, ChronoUnit.DAYS), range.to().minus(days, ChronoUnit.DAYS))
          : before(range);
    }
    boolean months = first.getDayOfMonth() == 1 && last.plusDays(1).getDayOfMonth() == 1;
    LocalDate newFirst = plus(unit, first, -count);
    LocalDate newLast =
        months && unit != Unit.DAY && unit != Unit.WEEK
            ? plus(unit, last.plusDays(1), -count).minusDays(1)
            : plus(unit, last, -count);
    return Range.days(newFirst, newLast, zone);
  }
}
