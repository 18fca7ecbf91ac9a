package io.causality.portal.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** Makes long random secrets, and the hash under which they are kept. */
public final class Secrets {
  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int LENGTH = 40;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  /** The prefix and 40 random letters and digits: 238 bits. */
  public static String random(String prefix) {
    StringBuilder secret = new StringBuilder(prefix);
    for (int i = 0; i < LENGTH; i++) {
      secret.append(BASE62.charAt(RANDOM.nextInt(BASE62.length())));
    }
    return secret.toString();
  }

  /** SHA-256 of the secret's UTF-8 bytes. */
  public static byte[] sha256(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** What may be shown of it for ever. */
  public static String lastFour(String secret) {
    return secret.substring(Math.max(0, secret.length() - 4));
  }
}
