package io.causality.gateway.dialect;

import io.causality.gateway.decode.Compression;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A body that a browser sent as a form to get by without a preflight: {@code data=} and the JSON,
 * plain or in base64, there possibly compressed.
 */
final class FormBody {
  private static final byte[] START = "data=".getBytes(StandardCharsets.US_ASCII);

  private FormBody() {}

  /** Whether that is such a body; JSON cannot begin like it. */
  static boolean is(byte[] body, int length) {
    if (length < START.length) {
      return false;
    }
    for (int i = 0; i < START.length; i++) {
      if (body[i] != START[i]) {
        return false;
      }
    }
    return true;
  }

  /** The JSON in it, at most so many bytes; null where it is broken or larger. */
  static byte @Nullable [] json(byte[] body, int length, int most) {
    String field = new String(body, START.length, length - START.length, StandardCharsets.UTF_8);
    int next = field.indexOf('&');
    byte[] data;
    try {
      String text =
          URLDecoder.decode(next < 0 ? field : field.substring(0, next), StandardCharsets.UTF_8)
              .strip();
      if (text.startsWith("{") || text.startsWith("[")) {
        return text.getBytes(StandardCharsets.UTF_8);
      }
      data = Base64.getDecoder().decode(text.replace(' ', '+'));
    } catch (IllegalArgumentException e) {
      return null;
    }
    Compression compression = Compression.of(data, data.length);
    if (compression == Compression.NONE) {
      return data;
    }
    return compression.inflate(data, data.length, most)
            instanceof Compression.Result.Inflated(byte[] inflated, int size)
        ? java.util.Arrays.copyOf(inflated, size)
        : null;
  }
}
