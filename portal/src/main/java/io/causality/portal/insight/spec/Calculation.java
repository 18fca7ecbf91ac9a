package io.causality.portal.insight.spec;

import java.util.OptionalDouble;

/** What a series counts: the {@code math} of the spec. */
public enum Calculation implements Choice {
  TOTAL,
  DAU,
  WEEKLY_ACTIVE,
  MONTHLY_ACTIVE,
  UNIQUE_SESSION,
  FIRST_TIME,
  SUM,
  AVG,
  MIN,
  MAX,
  MEDIAN,
  P75,
  P90,
  P95,
  P99,
  COUNT_PER_PERSON_AVG;

  /** Whether it is about the numbers of a property. */
  public boolean needsProperty() {
    return switch (this) {
      case SUM, AVG, MIN, MAX, MEDIAN, P75, P90, P95, P99 -> true;
      case TOTAL,
          DAU,
          WEEKLY_ACTIVE,
          MONTHLY_ACTIVE,
          UNIQUE_SESSION,
          FIRST_TIME,
          COUNT_PER_PERSON_AVG ->
          false;
    };
  }

  /** Calendar days that it looks at, up to a period's last; 0 for the period itself. */
  public int days() {
    return switch (this) {
      case WEEKLY_ACTIVE -> 7;
      case MONTHLY_ACTIVE -> 30;
      default -> 0;
    };
  }

  /** The share of values below it, for percentiles. */
  public OptionalDouble rank() {
    return switch (this) {
      case MEDIAN -> OptionalDouble.of(0.5);
      case P75 -> OptionalDouble.of(0.75);
      case P90 -> OptionalDouble.of(0.9);
      case P95 -> OptionalDouble.of(0.95);
      case P99 -> OptionalDouble.of(0.99);
      default -> OptionalDouble.empty();
    };
  }
}
