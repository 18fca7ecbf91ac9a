package io.causality.portal.ask.read;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A stretch of time that a question names, resolved.
 *
 * @param first first day; null when {@code from} is exact
 * @param last last day, inclusive; null when {@code to} is exact
 * @param from first instant
 * @param to last instant, inclusive
 */
public record Range(
    @org.jspecify.annotations.Nullable LocalDate first,
    @org.jspecify.annotations.Nullable LocalDate last,
    Instant from,
    Instant to) {

  /** Whole days, both inclusive. */
  public static Range days(LocalDate first, LocalDate last, ZoneId zone) {
    return new Range(first, last, start(first, zone), start(last.plusDays(1), zone).minusMillis(1));
  }

  /** Exact instants. */
  public static Range exact(Instant from, Instant to) {
    return new Range(
        null, null, from.truncatedTo(ChronoUnit.MILLIS), to.truncatedTo(ChronoUnit.MILLIS));
  }

  /** All that was recorded. */
  public static Range everything() {
    return Everything.RANGE;
  }

  static Instant start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }

  /** What of it is not after {@code now}; empty when nothing is. */
  public Optional<Range> until(Instant now) {
    Instant end = now.truncatedTo(ChronoUnit.MILLIS);
    if (from.isAfter(end)) {
      return Optional.empty();
    }
    return Optional.of(to.isAfter(end) ? new Range(first, null, from, end) : this);
  }

  /** From this one's beginning to the other's end. */
  Range through(Range other) {
    return new Range(first, other.last, from, other.to);
  }

  /** The beginning as an InsightSpec has it. */
  public String specFrom() {
    return first == null ? from.toString() : first.toString();
  }

  /** The end as an InsightSpec has it. */
  public String specTo() {
    return last == null ? to.toString() : last.toString();
  }

  /** Days that it touches. */
  public long days(ZoneId zone) {
    return ChronoUnit.DAYS.between(from.atZone(zone).toLocalDate(), to.atZone(zone).toLocalDate())
        + 1;
  }
}
