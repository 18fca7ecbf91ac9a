package io.causality.cli.load;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a file or of standard input, plain or gzip (by its first bytes). Bytes that are no UTF-8
 * become U+FFFD; a line is lost to nobody because of them. Not thread-safe, but {@link #bytesRead}.
 */
final class LineSource implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final CountingStream counter;
  private final BufferedReader reader;
  private @Nullable String peeked;
  private long number;

  private LineSource(CountingStream counter, BufferedReader reader) {
    this.counter = counter;
    this.reader = reader;
  }

  static LineSource open(InputStream raw) throws IOException {
    CountingStream counter = new CountingStream(raw);
    PushbackInputStream start =
        new PushbackInputStream(new BufferedInputStream(counter, BUFFER), 2);
    byte[] magic = start.readNBytes(2);
    start.unread(magic);
    boolean gzip = magic.length == 2 && magic[0] == (byte) 0x1f && magic[1] == (byte) 0x8b;
    InputStream plain = gzip ? new GZIPInputStream(start, BUFFER) : start;
    return new LineSource(
        counter, new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8), BUFFER));
  }

  /** The next line without taking it; empty at the end. */
  Optional<String> peek() throws IOException {
    if (peeked == null) {
      peeked = reader.readLine();
    }
    return Optional.ofNullable(peeked);
  }

  /** Takes a line, or null at the end. */
  @Nullable String next() throws IOException {
    String line = peeked == null ? reader.readLine() : peeked;
    peeked = null;
    if (line != null) {
      number++;
    }
    return line;
  }

  /** Number of the line last taken, from 1. */
  long number() {
    return number;
  }

  /** Bytes of the file read so far (compressed ones, where it is). */
  long bytesRead() {
    return counter.count.get();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private static final class CountingStream extends InputStream {
    private final InputStream in;
    private final AtomicLong count = new AtomicLong();

    CountingStream(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      count.addAndGet(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = in.read(buffer, offset, length);
      count.addAndGet(Math.max(0, read));
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
