package io.causality.rules.model;

/** What a condition asks of the value at its path. */
public enum Op {
  /** {@code exists}. */
  EXISTS,
  /** {@code not_exists}. */
  NOT_EXISTS,
  /** {@code eq}. */
  EQ,
  /** {@code ne}. */
  NE,
  /** {@code gt}. */
  GT,
  /** {@code gte}. */
  GTE,
  /** {@code lt}. */
  LT,
  /** {@code lte}. */
  LTE,
  /** {@code contains}. */
  CONTAINS,
  /** {@code regex}. */
  REGEX,
  /** {@code in}. */
  IN;

  /** As rules write it. */
  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
