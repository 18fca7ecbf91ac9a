package io.causality.rules.model;

/** When a count fires. */
public enum CountOp {
  /** {@code more_than}. */
  MORE_THAN,
  /** {@code fewer_than}. */
  FEWER_THAN;

  /** As rules write it. */
  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
