package io.causality.portal.ask.read;

import java.time.Instant;

/** The range that a question means which names none: all that was recorded. */
final class Everything {
  /** Before any event. */
  static final Instant START = Instant.EPOCH;

  /** From before any event to after every. */
  static final Range RANGE = Range.exact(START, Instant.parse("9999-12-31T23:59:59.999Z"));

  private Everything() {}
}
