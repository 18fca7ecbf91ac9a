package io.causality.portal.insight.activity;

import static io.causality.portal.insight.sql.Expression.and;

import io.causality.portal.insight.plan.EventScan;
import io.causality.portal.insight.plan.PeriodIndex;
import io.causality.portal.insight.spec.Common;
import io.causality.portal.insight.spec.Interval;
import io.causality.portal.insight.spec.Selector;
import io.causality.portal.insight.spec.SpecException;
import io.causality.portal.insight.sql.Expression;
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
    Expression person = scan.person();
    return scan.rows(
            periods.start(),
            periods.end() - 1,
            and(scan.matches(selector), person.isNotNull()),
            new Select.Column(person, PERSON),
            new Select.Column(PeriodIndex.of(periods, EventScan.event("ts")), PERIOD))
        .asDistinct();
  }
}
