package io.causality.servers;

/** A server did not start or did not become ready; the message ends with the end of its log. */
public final class ServerFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A message that names the server, what went wrong, and shows the end of its log. */
  public ServerFailedException(String message) {
    super(message);
  }
}
