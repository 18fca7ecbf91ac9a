package io.causality.portal.metricalerts;

import java.util.Locale;

/** When a number is worth an alert. */
enum Condition {
  /** It is more than the threshold. */
  ABOVE,
  /** It is less. */
  BELOW,
  /** It differs from the period before by at least the threshold, in its own unit. */
  CHANGES_BY,
  /** It differs from the period before by at least so many percent of it. */
  CHANGES_BY_PERCENT;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Condition of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** Whether it compares two periods. */
  boolean compares() {
    return this == CHANGES_BY || this == CHANGES_BY_PERCENT;
  }

  /**
   * Whether it holds.
   *
   * @param previous the period before; any number where nothing is compared
   */
  boolean holds(double value, double previous, double threshold) {
    return switch (this) {
      case ABOVE -> value > threshold;
      case BELOW -> value < threshold;
      case CHANGES_BY -> Math.abs(value - previous) >= threshold;
      case CHANGES_BY_PERCENT ->
          previous == 0
              ? value != 0
              : Math.abs(value - previous) * 100 >= threshold * Math.abs(previous);
    };
  }
}
