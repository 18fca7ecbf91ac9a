package io.causality.portal.http;

/** Nobody reads the reply any more. Without stack trace: it is an end, not a bug. */
public final class ClientGoneException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ClientGoneException() {
    super("the client is gone", null, false, false);
  }
}
