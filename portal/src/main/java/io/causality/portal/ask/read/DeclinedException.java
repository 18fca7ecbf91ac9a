package io.causality.portal.ask.read;

/** Ends a reading with an outcome other than an intent. */
final class DeclinedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Reading reading;

  DeclinedException(Reading reading) {
    super("declined", null, false, false);
    this.reading = reading;
  }

  DeclinedException(Reading.Reason reason, String text) {
    this(new Reading.Declined(reason, text));
  }

  Reading reading() {
    return reading;
  }
}
