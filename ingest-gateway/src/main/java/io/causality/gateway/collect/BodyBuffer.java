package io.causality.gateway.collect;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/** A body as it comes in. Not thread-safe. */
final class BodyBuffer {
  private byte[] bytes = {};
  private int length;

  void append(Buffer chunk) {
    int more = chunk.length();
    if (length == 0) {
      bytes = chunk.getBytes();
    } else {
      if (length + more > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
      }
      chunk.getBytes(0, more, bytes, length);
    }
    length += more;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }
}
