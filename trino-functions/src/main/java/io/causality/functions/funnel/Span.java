package io.causality.functions.funnel;

/**
 * Between which steps an exclusion's events void an attempt.
 *
 * @param fromStep from 0
 * @param toStep after {@code fromStep}
 */
public record Span(int fromStep, int toStep) {
  /** Checks that the steps are in order. */
  public Span {
    if (fromStep < 0 || toStep <= fromStep) {
      throw new IllegalArgumentException("bad exclusion from " + fromStep + " to " + toStep);
    }
  }
}
