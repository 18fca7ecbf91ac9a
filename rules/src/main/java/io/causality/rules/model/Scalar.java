package io.causality.rules.model;

/**
 * A value in a condition.
 *
 * @param text the value as the lake writes it: numbers in shortest form, {@code true}, {@code
 *     false}
 */
public record Scalar(Type type, String text) {
  /** How it stands in JSON. */
  public enum Type {
    /** In quotes. */
    TEXT,
    /** A number. */
    NUMBER,
    /** True or false. */
    BOOLEAN
  }
}
