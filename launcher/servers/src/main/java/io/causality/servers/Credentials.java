package io.causality.servers;

/**
 * A name and a secret. Letters and digits only, so that they need no quoting in any server's
 * configuration; the secret does not print.
 */
public record Credentials(String user, String password) {
  private static final String PLAIN = "[A-Za-z0-9_-]+";

  /** Refuses characters that a configuration file would read in its own way. */
  public Credentials {
    if (!user.matches(PLAIN) || !password.matches(PLAIN)) {
      throw new IllegalArgumentException(
          "user and password must be made of letters, digits, _ and -");
    }
  }

  @Override
  public String toString() {
    return user + ":***";
  }
}
