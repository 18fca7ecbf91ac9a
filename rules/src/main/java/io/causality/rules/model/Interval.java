package io.causality.rules.model;

import java.util.Locale;

/** Length of the intervals of a series. */
public enum Interval {
  /** {@code minute}. */
  MINUTE(60_000),
  /** {@code hour}. */
  HOUR(3_600_000);

  private final long millis;

  Interval(long millis) {
    this.millis = millis;
  }

  /** Its length in ms. */
  public long millis() {
    return millis;
  }

  /** As rules write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
