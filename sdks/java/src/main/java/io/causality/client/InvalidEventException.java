package io.causality.client;

/** An event that cannot be sent; it never leaves the client. */
final class InvalidEventException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidEventException(String reason) {
    super(reason, null, false, false);
  }
}
