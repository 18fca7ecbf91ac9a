package io.causality.cli;

/** The command did not do what was asked; the message says why, for a person. Exit code 1. */
public final class CommandFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure with its reason. */
  public CommandFailedException(String message) {
    super(message);
  }
}
