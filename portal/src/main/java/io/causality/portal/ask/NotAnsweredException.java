package io.causality.portal.ask;

/** A question that was read, and that this engine cannot answer. */
final class NotAnsweredException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NotAnsweredException(String why) {
    super(why, null, false, false);
  }
}
