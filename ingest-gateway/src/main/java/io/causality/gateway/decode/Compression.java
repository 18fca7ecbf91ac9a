package io.causality.gateway.decode;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Compression of bodies, told by their first bytes, since headers are missing or wrong where
 * proxies and browsers are in between. Neither JSON nor the requests in protobuf can begin like
 * that.
 */
public enum Compression {
  NONE,
  GZIP,
  ZSTD;

  /** Windows of more than 16 MiB are refused: they take that much memory. */
  private static final int MAX_WINDOW_LOG = 24;

  /** What the first bytes of a body say. */
  public static Compression of(byte[] body, int length) {
    if (length >= 2 && body[0] == 0x1F && body[1] == (byte) 0x8B) {
      return GZIP;
    }
    if (length >= 4
        && body[0] == 0x28
        && body[1] == (byte) 0xB5
        && body[2] == 0x2F
        && body[3] == (byte) 0xFD) {
      return ZSTD;
    }
    return NONE;
  }

  /** What became of a compressed body. */
  public sealed interface Result {
    /** The first {@code length} bytes of the array are the body. */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
    record Inflated(byte[] body, int length) implements Result {}

    /** It holds more than it may; where exactly it was left off does not matter. */
    record TooLarge() implements Result {}

    /** It is broken or cut off. */
    record Broken() implements Result {}
  }

  /** Decompresses up to {@code most} bytes; never holds much more than that. */
  public Result inflate(byte[] body, int length, int most) {
    try (InputStream in = open(new ByteArrayInputStream(body, 0, length))) {
      byte[] out = new byte[Math.min(most, Math.max(1024, length * 4))];
      int size = 0;
      while (true) {
        int read = in.read(out, size, out.length - size);
        if (read < 0) {
          return new Result.Inflated(out, size);
        }
        size += read;
        if (size == out.length) {
          int next = in.read();
          if (next < 0) {
            return new Result.Inflated(out, size);
          }
          if (size >= most) {
            return new Result.TooLarge();
          }
          out = Arrays.copyOf(out, (int) Math.min(most, size * 2L));
          out[size++] = (byte) next;
        }
      }
    } catch (IOException e) {
      return new Result.Broken();
    }
  }

  private InputStream open(InputStream in) throws IOException {
    return switch (this) {
      case NONE -> in;
      case GZIP -> new GZIPInputStream(in, 8192);
      case ZSTD -> new ZstdInputStream(in).setLongMax(MAX_WINDOW_LOG);
    };
  }
}
