package io.causality.portal.access;

import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/** Argon2id, 16 MiB, two passes; the parameters stand in each hash, so they may rise later. */
final class Passwords {
  private final Argon2PasswordEncoder encoder =
      Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();

  String hash(String password) {
    String hash = encoder.encode(password);
    if (hash == null) {
      throw new IllegalStateException("no hash");
    }
    return hash;
  }

  boolean matches(String password, String hash) {
    return encoder.matches(password, hash);
  }
}
