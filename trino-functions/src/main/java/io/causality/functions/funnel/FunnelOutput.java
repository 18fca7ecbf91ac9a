package io.causality.functions.funnel;

/** What a funnel tells. */
public enum FunnelOutput {
  /** Persons and times per step. */
  STEPS,
  /** Entered and converted per period of the attempt's first event. */
  TRENDS,
  /** A histogram of the times between two steps. */
  TIME_TO_CONVERT
}
