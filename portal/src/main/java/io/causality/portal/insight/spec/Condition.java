package io.causality.portal.insight.spec;

import java.time.Instant;
import java.util.List;

/** What a property's value must be. A missing value meets none but the two that say so. */
public sealed interface Condition {
  /** Equal, as text, to one of the values. */
  record Exact(List<String> values) implements Condition {
    public Exact {
      values = List.copyOf(values);
    }
  }

  /** Equal to none of the values, or missing. */
  record IsNot(List<String> values) implements Condition {
    public IsNot {
      values = List.copyOf(values);
    }
  }

  /** Contains the text, whatever the case. */
  record Contains(String text) implements Condition {}

  /** Does not contain the text, or is missing. */
  record NotContains(String text) implements Condition {}

  /** The pattern is found somewhere in it. */
  record Matches(String pattern) implements Condition {}

  /** Is a number on that side of the bound. */
  record Compares(Comparison comparison, double bound) implements Condition {}

  /** Is there. */
  record IsSet() implements Condition {}

  /** Is missing. */
  record IsNotSet() implements Condition {}

  /** Is an instant or a date before this instant. */
  record Before(Instant instant) implements Condition {}

  /** Is an instant or a date after this instant. */
  record After(Instant instant) implements Condition {}

  /** How numbers compare. */
  enum Comparison {
    GREATER,
    LESS,
    AT_LEAST,
    AT_MOST
  }
}
