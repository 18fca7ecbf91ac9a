import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tells genuine deliveries of Causality from others. */
public final class Verify {
  private static final long TOLERANCE_SECONDS = 300;

  private Verify() {}

  /**
   * Whether a delivery was signed with the webhook's secret, not long ago.
   *
   * @param timestamp header X-Causality-Timestamp
   * @param signature header X-Causality-Signature
   * @param body as it came
   */
  public static boolean verify(
      String secret, String timestamp, String signature, byte[] body, Instant now)
      throws GeneralSecurityException {
    if (!timestamp.matches("[0-9]{1,12}")
        || Math.abs(now.getEpochSecond() - Long.parseLong(timestamp)) > TOLERANCE_SECONDS) {
      return false;
    }
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
    String expected = "v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
  }

  public static void main(String[] arguments) throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    System.in.transferTo(body);
    boolean genuine =
        verify(arguments[0], arguments[1], arguments[2], body.toByteArray(), Instant.now());
    System.exit(genuine ? 0 : 1);
  }
}
