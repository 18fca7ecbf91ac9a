package io.causality.rules.path;

/** A path that cannot be read, or that leads to no column; the message says why. */
public final class BadPathException extends Exception {
  private static final long serialVersionUID = 1;

  BadPathException(String message) {
    super(message);
  }
}
