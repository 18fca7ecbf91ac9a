package io.causality.rules.model;

/** How bad it is when a rule fires. */
public enum Severity {
  /** {@code info}. */
  INFO,
  /** {@code warning}. */
  WARNING,
  /** {@code critical}. */
  CRITICAL;

  /** As rules write it. */
  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
