package io.causality.functions.log;

/** One person has more events than can be evaluated together. */
public final class LogTooLongException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LogTooLongException() {
    super(
        "one person has more than "
            + Events.MOST
            + " of these events; leave that person out with a filter, or choose a shorter range");
  }
}
