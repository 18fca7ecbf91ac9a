package io.causality.portal.access;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Argon2id, 16 MiB, two passes; the parameters stand in each hash, so they may rise later.
 * Thread-safe; few at a time, so that many sign-ins wait instead of taking all memory.
 */
final class Passwords {
  private static final int AT_A_TIME = 3;

  private final Argon2PasswordEncoder encoder =
      Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
  private final Semaphore places = new Semaphore(AT_A_TIME, true);

  String hash(String password) {
    String hash = placed(() -> encoder.encode(password));
    if (hash == null) {
      throw new IllegalStateException("no hash");
    }
    return hash;
  }

  boolean matches(String password, String hash) {
    return placed(() -> encoder.matches(password, hash));
  }

  private <T> T placed(Supplier<T> work) {
    places.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      places.release();
    }
  }
}
