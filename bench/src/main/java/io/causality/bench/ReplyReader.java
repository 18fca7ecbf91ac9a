package io.causality.bench;

import java.nio.ByteBuffer;

/** Finds the ends of HTTP/1.1 replies with a Content-Length. Not thread-safe. */
final class ReplyReader {
  private static final byte[] LENGTH =
      "content-length:".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private final byte[] head = new byte[4096];
  private int headSize;
  private int bodyLeft = -1;
  private int status;

  /** Reads on; true when a reply has come to its end. What follows it stays in the buffer. */
  boolean read(ByteBuffer in) {
    while (in.hasRemaining()) {
      if (bodyLeft >= 0) {
        int step = Math.min(bodyLeft, in.remaining());
        in.position(in.position() + step);
        bodyLeft -= step;
      } else {
        head[headSize++] = in.get();
        if (headEnds()) {
          status = (head[9] - '0') * 100 + (head[10] - '0') * 10 + head[11] - '0';
          bodyLeft = contentLength();
          headSize = 0;
        }
      }
      if (bodyLeft == 0) {
        bodyLeft = -1;
        return true;
      }
    }
    return false;
  }

  /** Status of the reply that ended last. */
  int status() {
    return status;
  }

  private boolean headEnds() {
    return headSize >= 4
        && head[headSize - 1] == '\n'
        && head[headSize - 2] == '\r'
        && head[headSize - 3] == '\n'
        && head[headSize - 4] == '\r';
  }

  private int contentLength() {
    for (int at = 0; at + LENGTH.length < headSize; at++) {
      int same = 0;
      while (same < LENGTH.length && (head[at + same] | 0x20) == (LENGTH[same] | 0x20)) {
        same++;
      }
      if (same == LENGTH.length) {
        int length = 0;
        for (int i = at + same; head[i] != '\r'; i++) {
          if (head[i] != ' ') {
            length = length * 10 + head[i] - '0';
          }
        }
        return length;
      }
    }
    throw new IllegalStateException("a reply without Content-Length");
  }
}
