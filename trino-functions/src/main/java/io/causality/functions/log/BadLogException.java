package io.causality.functions.log;

/** Bytes that no {@link LogStore} wrote. */
public final class BadLogException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  BadLogException() {
    super("not a log of events: use what event_log(...) returned, unchanged");
  }
}
