package io.causality.portal.vault;

import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what must be read again but never lie open in the database: AES-256-GCM under a key made
 * from the portal's secret key. What is sealed for one place cannot be opened in another.
 * Thread-safe.
 */
public final class Vault {
  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Optional<SecretKeySpec> key;

  /**
   * A vault.
   *
   * @param secretKey long and random; without one nothing can be sealed
   */
  public Vault(Optional<String> secretKey) {
    this.key = secretKey.map(Vault::derive);
  }

  /** What was sealed was sealed elsewhere, with another key, or has been changed. */
  public static final class UnopenableException extends Exception {
    private static final long serialVersionUID = 1;

    UnopenableException(String message) {
      super(message);
    }
  }

  /**
   * Seals a text.
   *
   * @param place where it will lie; the same must be named to open it
   * @throws ProblemException {@code no_secret_key} when the portal has none
   */
  public String seal(String place, String text) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    SecretKeySpec with =
        key.orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        ProblemCode.NO_SECRET_KEY,
                        "set CAUSALITY_SECRET_KEY: without it no secret can be kept")));
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, with, nonce, place)
              .doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder()
          .encodeToString(
              ByteBuffer.allocate(1 + nonce.length + sealed.length)
                  .put(VERSION)
                  .put(nonce)
                  .put(sealed)
                  .array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-GCM", e);
    }
  }

  /** Opens what was sealed for that place. */
  public String open(String place, String text) throws UnopenableException {
    if (key.isEmpty()) {
      throw new UnopenableException("CAUSALITY_SECRET_KEY is not set");
    }
    byte[] sealed;
    try {
      sealed = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new UnopenableException("not sealed by this portal");
    }
    if (sealed.length <= 1 + NONCE_BYTES || sealed[0] != VERSION) {
      throw new UnopenableException("not sealed by this portal");
    }
    ByteBuffer in = ByteBuffer.wrap(sealed, 1, sealed.length - 1);
    byte[] nonce = new byte[NONCE_BYTES];
    in.get(nonce);
    byte[] rest = new byte[in.remaining()];
    in.get(rest);
    try {
      return new String(
          cipher(Cipher.DECRYPT_MODE, key.get(), nonce, place).doFinal(rest),
          StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new UnopenableException(
          "cannot be opened: was CAUSALITY_SECRET_KEY changed? Give the secret anew");
    }
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String place)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static SecretKeySpec derive(String secretKey) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("causality vault 1\n".getBytes(StandardCharsets.UTF_8));
      return new SecretKeySpec(digest.digest(secretKey.getBytes(StandardCharsets.UTF_8)), "AES");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
