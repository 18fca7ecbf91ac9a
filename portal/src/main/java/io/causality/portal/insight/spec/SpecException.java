package io.causality.portal.insight.spec;

import org.jspecify.annotations.Nullable;

/** A spec says something that cannot be meant. Without stack trace: it is an answer, not a bug. */
public final class SpecException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String field;
  private final @Nullable String suggestion;

  /**
   * A mistake in a spec.
   *
   * @param field JSON path, e.g. {@code $.series[0].math}
   * @param detail for people
   * @param suggestion the nearest thing that would do; null for none
   */
  public SpecException(String field, String detail, @Nullable String suggestion) {
    super(detail, null, false, false);
    this.field = field;
    this.suggestion = suggestion;
  }

  public String field() {
    return field;
  }

  /** For people. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  public @Nullable String suggestion() {
    return suggestion;
  }
}
