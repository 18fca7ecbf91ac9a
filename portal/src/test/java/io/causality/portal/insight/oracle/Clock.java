package io.causality.portal.insight.oracle;

import io.causality.portal.insight.spec.Common;
import io.causality.portal.insight.spec.Interval;
import io.causality.portal.insight.spec.Moment;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Time in a zone, step by step. */
final class Clock {
  private final ZoneId zone;
  private final DayOfWeek weekStart;

  Clock(Common common) {
    this.zone = common.zone();
    this.weekStart = common.weekStart();
  }

  /** A stretch of time, both ends inclusive. */
  record Span(long from, long to) {
    boolean holds(Event event) {
      return event.ts() >= from && event.ts() <= to;
    }
  }

  long from(Moment moment, List<Event> events) {
    return switch (moment) {
      case Moment.Day day -> start(day.date());
      case Moment.At at -> at.instant().toEpochMilli();
      case Moment.All all ->
          events.stream()
              .filter(event -> !People.isIdentity(event))
              .mapToLong(Event::ts)
              .min()
              .orElse(Long.MAX_VALUE);
      default -> throw new IllegalArgumentException("moves: " + moment);
    };
  }

  long to(Moment moment) {
    return switch (moment) {
      case Moment.Day day -> start(day.date().plusDays(1)) - 1;
      case Moment.At at -> at.instant().toEpochMilli();
      default -> throw new IllegalArgumentException("moves: " + moment);
    };
  }

  private long start(LocalDate date) {
    return date.atStartOfDay(zone).toInstant().toEpochMilli();
  }

  LocalDate day(long at) {
    return Instant.ofEpochMilli(at).atZone(zone).toLocalDate();
  }

  /** The whole days from one to another. */
  Span days(LocalDate first, LocalDate last) {
    return new Span(start(first), start(last.plusDays(1)) - 1);
  }

  long yearBefore(long at) {
    ZonedDateTime local = Instant.ofEpochMilli(at).atZone(zone);
    return local.toLocalDateTime().minusYears(1).atZone(zone).toInstant().toEpochMilli();
  }

  /** Whole periods, of which the first holds the one end and the last the other. */
  List<Span> periods(Interval interval, Span span) {
    List<Span> periods = new ArrayList<>();
    if (span.from() > span.to()) {
      return periods;
    }
    ZonedDateTime at = floor(interval, span.from());
    while (at.toInstant().toEpochMilli() <= span.to()) {
      ZonedDateTime next = next(interval, at);
      periods.add(new Span(at.toInstant().toEpochMilli(), next.toInstant().toEpochMilli() - 1));
      at = next;
    }
    return periods;
  }

  /** The period right before one. */
  Span before(Interval interval, Span period) {
    long end = period.from() - 1;
    return new Span(
        interval == Interval.HOUR
            ? period.from() - 3_600_000
            : floor(interval, end).toInstant().toEpochMilli(),
        end);
  }

  private ZonedDateTime floor(Interval interval, long at) {
    ZonedDateTime local = Instant.ofEpochMilli(at).atZone(zone);
    if (interval == Interval.HOUR) {
      // The same offset within the hour: minutes of elapsed time are taken away.
      return local
          .minus(local.getMinute(), ChronoUnit.MINUTES)
          .minus(local.getSecond(), ChronoUnit.SECONDS)
          .minusNanos(local.getNano());
    }
    LocalDate day = local.toLocalDate();
    while (interval == Interval.WEEK && day.getDayOfWeek() != weekStart) {
      day = day.minusDays(1);
    }
    while (interval == Interval.MONTH && day.getDayOfMonth() != 1) {
      day = day.minusDays(1);
    }
    return day.atStartOfDay(zone);
  }

  private ZonedDateTime next(Interval interval, ZonedDateTime at) {
    LocalDate day = at.toLocalDate();
    return switch (interval) {
      case HOUR -> at.plusHours(1);
      case DAY -> day.plusDays(1).atStartOfDay(zone);
      case WEEK -> day.plusDays(7).atStartOfDay(zone);
      case MONTH -> day.plusMonths(1).atStartOfDay(zone);
    };
  }

  String label(long at) {
    ZonedDateTime local = Instant.ofEpochMilli(at).atZone(zone);
    String offset = local.getOffset().getId().equals("Z") ? "+00:00" : local.getOffset().getId();
    return String.format("%tFT%<tT%s", local, offset);
  }
}
