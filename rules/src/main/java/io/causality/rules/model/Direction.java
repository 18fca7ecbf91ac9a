package io.causality.rules.model;

/** To which side a series must leave its band. */
public enum Direction {
  /** {@code up}. */
  UP,
  /** {@code down}. */
  DOWN,
  /** {@code both}. */
  BOTH;

  /** As rules write it. */
  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
