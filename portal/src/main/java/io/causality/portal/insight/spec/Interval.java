package io.causality.portal.insight.spec;

/** How time is cut into periods. */
public enum Interval implements Choice {
  HOUR,
  DAY,
  WEEK,
  MONTH
}
