package io.causality.portal.insight.activity;

import io.causality.portal.insight.plan.EventScan;
import io.causality.portal.insight.plan.PeriodIndex;
import io.causality.portal.insight.plan.PersonPeriods;
import io.causality.portal.insight.spec.Common;
import io.causality.portal.insight.spec.Interval;
import io.causality.portal.insight.spec.Selector;
import io.causality.portal.insight.spec.SpecException;
import io.causality.portal.insight.sql.Select;
import io.causality.portal.insight.time.Periods;
import io.causality.portal.insight.time.Window;

/** Which person is active in which period: the first and the last period count whole. */
final class Activity {
  static final String PERSON = "person_id";
  static final String PERIOD = "period";

  private Activity() {}

  static Periods.Cut cut(Common common, Interval interval) {
    return new Periods.Cut(interval, common.zone(), common.weekStart());
  }

  static Periods periods(Periods.Cut cut, Window window) {
    try {
      return Periods.of(cut, window);
    } catch (Periods.TooManyException e) {
      throw new SpecException("$.interval", "the range has " + e.getMessage(), "month");
    }
  }

  /** Each person and period once. */
  static Select rows(EventScan scan, Selector selector, Periods periods) {
    return PersonPeriods.rows(
        scan,
        periods.start(),
        periods.end() - 1,
        scan.matches(selector),
        PeriodIndex.of(periods, EventScan.event("ts")),
        periods.size());
  }
}
