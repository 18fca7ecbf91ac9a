package io.causality.portal.insight.trends;

import io.causality.portal.insight.plan.EventScan;
import io.causality.portal.insight.plan.PeriodIndex;
import io.causality.portal.insight.spec.Calculation;
import io.causality.portal.insight.spec.Interval;
import io.causality.portal.insight.spec.TrendsSpec;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.time.Periods;
import io.causality.portal.insight.time.Window;
import java.time.DayOfWeek;

/**
 * One window of a trend, cut into periods.
 *
 * @param name {@code current} or {@code previous}
 * @param periods none when one number is asked for
 * @param from first millisecond that counts: the first week or month counts whole
 */
record Frame(String name, Window window, Periods periods, boolean aggregate, long from) {
  static Frame of(String name, Window window, TrendsSpec spec) {
    Interval interval = spec.interval();
    DayOfWeek weekStart = spec.common().weekStart();
    Periods periods = Periods.of(new Periods.Cut(interval, window.zone(), weekStart), window);
    boolean whole = !spec.aggregate() && (interval == Interval.WEEK || interval == Interval.MONTH);
    long from = whole && !window.isEmpty() ? periods.start() : window.from();
    return new Frame(name, window, periods, spec.aggregate(), from);
  }

  /** Last millisecond that counts. */
  long to() {
    return window.to();
  }

  /** Numbers per series. */
  int size() {
    return aggregate ? 1 : periods.size();
  }

  /** First millisecond that counts for a calculation, which may look further back. */
  long from(Calculation calculation) {
    return calculation.days() == 0 || window.isEmpty()
        ? from
        : Math.min(from, new ActiveDays(this, calculation.days()).from());
  }

  /** The period of an event that lies in this window. */
  Expression period() {
    return aggregate ? Expression.literal(0) : PeriodIndex.of(periods, EventScan.event("ts"));
  }
}
