package io.causality.portal.insight.time;

import io.causality.portal.insight.spec.Interval;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Periods that follow each other without gap. Immutable.
 *
 * <p>Hours are elapsed hours that begin where the local clock shows a full hour; days, weeks and
 * months are those of the calendar in the zone.
 */
public final class Periods {
  /** More are nobody's chart, and a reply that no browser wants. */
  public static final int MOST = 200_000;

  private static final DateTimeFormatter LABEL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

  private final ZoneId zone;
  private final long[] bounds;

  private Periods(ZoneId zone, long[] bounds) {
    this.zone = zone;
    this.bounds = bounds;
  }

  /** There are more periods than {@link #MOST}. */
  public static final class TooManyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyException() {
      super("more than " + MOST + " periods", null, false, false);
    }
  }

  /** How time is cut. */
  public record Cut(Interval interval, ZoneId zone, DayOfWeek weekStart) {
    /** Start of the period that holds an instant. */
    ZonedDateTime floor(long at) {
      ZonedDateTime local = Instant.ofEpochMilli(at).atZone(zone);
      LocalDate day = local.toLocalDate();
      return switch (interval) {
        case HOUR ->
            local
                .minusMinutes(local.getMinute())
                .minusSeconds(local.getSecond())
                .truncatedTo(ChronoUnit.SECONDS);
        case DAY -> day.atStartOfDay(zone);
        case WEEK -> day.with(TemporalAdjusters.previousOrSame(weekStart)).atStartOfDay(zone);
        case MONTH -> day.withDayOfMonth(1).atStartOfDay(zone);
      };
    }

    /** Start of the period that many after the one that starts there. */
    ZonedDateTime plus(ZonedDateTime start, long periods) {
      LocalDate day = start.toLocalDate();
      return switch (interval) {
        case HOUR -> start.plusHours(periods);
        case DAY -> day.plusDays(periods).atStartOfDay(zone);
        case WEEK -> day.plusWeeks(periods).atStartOfDay(zone);
        case MONTH -> day.plusMonths(periods).atStartOfDay(zone);
      };
    }
  }

  /**
   * The periods that a window touches, in order; none for an empty window.
   *
   * @throws TooManyException beyond {@link #MOST}
   */
  public static Periods of(Cut cut, Window window) {
    if (window.isEmpty()) {
      return new Periods(cut.zone(), new long[] {window.from()});
    }
    List<Long> bounds = new ArrayList<>();
    ZonedDateTime first = cut.floor(window.from());
    long start = first.toInstant().toEpochMilli();
    for (long i = 1; start <= window.to(); i++) {
      if (bounds.isEmpty() || bounds.getLast() < start) { // A zone may have left out a day.
        bounds.add(start);
      }
      if (bounds.size() > MOST) {
        throw new TooManyException();
      }
      start = cut.plus(first, i).toInstant().toEpochMilli();
    }
    bounds.add(start);
    return new Periods(cut.zone(), bounds.stream().mapToLong(Long::longValue).toArray());
  }

  /** So many periods, of which the last holds an instant. */
  public static Periods ending(Cut cut, int count, long at) {
    ZonedDateTime last = cut.floor(at);
    long[] bounds =
        IntStream.rangeClosed(0, count)
            .mapToLong(i -> cut.plus(last, i - count + 1L).toInstant().toEpochMilli())
            .toArray();
    return new Periods(cut.zone(), bounds);
  }

  /** These and the period before them. */
  public Periods withOneBefore(Cut cut) {
    if (size() == 0) {
      return this;
    }
    ZonedDateTime first = Instant.ofEpochMilli(bounds[0]).atZone(zone);
    long[] more = new long[bounds.length + 1];
    more[0] = cut.plus(first, -1).toInstant().toEpochMilli();
    System.arraycopy(bounds, 0, more, 1, bounds.length);
    return new Periods(zone, more);
  }

  public int size() {
    return bounds.length - 1;
  }

  /** First millisecond of a period. */
  public long start(int period) {
    return bounds[period];
  }

  /** First millisecond after a period. */
  public long end(int period) {
    return bounds[period + 1];
  }

  /** First millisecond of the first period; meaningless without periods. */
  public long start() {
    return bounds[0];
  }

  /** First millisecond after the last period. */
  public long end() {
    return bounds[bounds.length - 1];
  }

  public ZoneId zone() {
    return zone;
  }

  /** Local day of a period's last millisecond. */
  public LocalDate lastDay(int period) {
    return Instant.ofEpochMilli(end(period) - 1).atZone(zone).toLocalDate();
  }

  /** Start of a period, with the offset of that moment. */
  public String label(int period) {
    return label(bounds[period], zone);
  }

  public List<String> labels() {
    return IntStream.range(0, size()).mapToObj(this::label).toList();
  }

  /** An instant as periods are labelled. */
  public static String label(long at, ZoneId zone) {
    return LABEL.format(Instant.ofEpochMilli(at).atZone(zone));
  }
}
