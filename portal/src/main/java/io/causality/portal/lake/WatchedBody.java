package io.causality.portal.lake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer whose reads end when its waiting is over: the HTTP client's own timeout
 * ends where the body begins. Time that the reader spends elsewhere does not count as silence. Read
 * by one thread.
 */
final class WatchedBody extends FilterInputStream {
  private static final long LOOK_MS = 250;
  private static final long NOT_READING = 0;

  private final Waiting waiting;
  private final ScheduledFuture<?> looks;
  private volatile long readingSince = NOT_READING;

  WatchedBody(InputStream body, Waiting waiting, ScheduledExecutorService watch) {
    super(body);
    this.waiting = waiting;
    this.looks = watch.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    long since = readingSince;
    if (since != NOT_READING && waiting.isOver(Duration.ofNanos(System.nanoTime() - since))) {
      try {
        in.close(); // a read that waits ends with an error
      } catch (IOException e) {
        // Then it is closed already.
      }
    }
  }

  @Override
  public int read() throws IOException {
    readingSince = System.nanoTime() | 1;
    try {
      return in.read();
    } finally {
      readingSince = NOT_READING;
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    readingSince = System.nanoTime() | 1;
    try {
      return in.read(buffer, offset, length);
    } finally {
      readingSince = NOT_READING;
    }
  }

  @Override
  public void close() throws IOException {
    looks.cancel(false);
    in.close();
  }
}
