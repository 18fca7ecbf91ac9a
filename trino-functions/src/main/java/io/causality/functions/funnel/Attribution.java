package io.causality.functions.funnel;

/** Under which breakdown value a person, or an attempt, counts. */
public enum Attribution {
  /** No breakdown by events; the person may have a value of his own. */
  NONE,
  /** The first step-matching event whose values are not all missing. */
  FIRST_TOUCH,
  /** The last such event. */
  LAST_TOUCH,
  /** For each value the funnel over only the events with that value. */
  ALL_EVENTS,
  /** The value on the event of one step; only attempts that reached it. */
  STEP;

  /** One person may count under several values. */
  boolean several() {
    return this == ALL_EVENTS || this == STEP;
  }
}
