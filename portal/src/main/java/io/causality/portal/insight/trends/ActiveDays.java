package io.causality.portal.insight.trends;

import static io.causality.portal.insight.sql.Expression.binary;
import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.literal;

import io.causality.portal.insight.plan.EventScan;
import io.causality.portal.insight.plan.PeriodIndex;
import io.causality.portal.insight.plan.Steps;
import io.causality.portal.insight.spec.Interval;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.time.Periods;
import io.causality.portal.insight.time.Window;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The calendar days that count for "active in the last n days": for each period the n days up to
 * its last day, or up to the window's last day if that is earlier.
 *
 * <p>Each day counts for a run of targets; a target is a day with which such days end.
 */
final class ActiveDays {
  private final int days;
  private final Periods calendar;
  private final List<LocalDate> targets;
  private final int[] targetOfPeriod;

  ActiveDays(Frame frame, int days) {
    this.days = days;
    LocalDate last = frame.window().lastDay();
    List<LocalDate> ends =
        IntStream.range(0, frame.size())
            .mapToObj(i -> frame.aggregate() ? last : frame.periods().lastDay(i))
            .map(day -> day.isAfter(last) ? last : day)
            .toList();
    this.targets = List.copyOf(new TreeSet<>(ends));
    this.targetOfPeriod =
        ends.stream().mapToInt(end -> Collections.binarySearch(targets, end)).toArray();
    Window all =
        Window.days(
            targets.getFirst().minusDays(days - 1L), targets.getLast(), frame.window().zone());
    this.calendar =
        Periods.of(new Periods.Cut(Interval.DAY, frame.window().zone(), DayOfWeek.MONDAY), all);
  }

  /** First millisecond that counts. */
  long from() {
    return calendar.start();
  }

  /** How many days count, for any target. */
  int size() {
    return calendar.size();
  }

  /** The number of an event's day, from 0. */
  Expression day() {
    return PeriodIndex.of(calendar, EventScan.event("ts"));
  }

  /** The target of a period. */
  int target(int period) {
    return targetOfPeriod[period];
  }

  /** First and last millisecond of a target's days. */
  Window window(int target) {
    LocalDate end = targets.get(target);
    return Window.days(end.minusDays(days - 1L), end, calendar.zone());
  }

  /** The first target for which a day counts; after {@link #last} when it counts for none. */
  Expression first(Expression day) {
    return consecutive()
        ? call("greatest", binary(day, "-", literal(days - 1L)), literal(0))
        : Steps.below(day, ends());
  }

  /** The last target for which a day counts. */
  Expression last(Expression day) {
    return consecutive()
        ? call("least", day, literal(targets.size() - 1L))
        : binary(Steps.below(binary(day, "+", literal(days)), ends()), "-", literal(1));
  }

  /** The numbers of the targets' days. */
  private long[] ends() {
    long first = targets.getFirst().toEpochDay() - (days - 1L);
    return targets.stream().mapToLong(target -> target.toEpochDay() - first).toArray();
  }

  private boolean consecutive() {
    return targets.getLast().toEpochDay() - targets.getFirst().toEpochDay() == targets.size() - 1;
  }
}
