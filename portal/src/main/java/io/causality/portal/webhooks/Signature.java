package io.causality.portal.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** By which a receiver knows that a delivery is ours, and when it was sent. */
final class Signature {
  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  /**
   * The value of {@code X-Causality-Signature}.
   *
   * @param timestamp of {@code X-Causality-Timestamp}: seconds since 1970, in digits
   * @param body as it is sent, UTF-8
   */
  static String of(String secret, String timestamp, String body) {
    return "v1=" + hmac(secret, timestamp + "." + body);
  }

  /** HMAC-SHA-256 in hexadecimal digits. */
  static String hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }
}
