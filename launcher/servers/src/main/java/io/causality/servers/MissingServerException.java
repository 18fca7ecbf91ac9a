package io.causality.servers;

/**
 * Something that a server needs is not on this machine; the message says what and how to get it.
 */
public final class MissingServerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A message of one line, for a person: what is missing, and the command that gets it. */
  public MissingServerException(String message) {
    super(message);
  }
}
