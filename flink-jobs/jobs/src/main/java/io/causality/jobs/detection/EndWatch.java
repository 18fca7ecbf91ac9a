package io.causality.jobs.detection;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether nothing comes or nothing is read: while the stream does not answer, or has what was
 * not read yet, time must not go on by itself. Asks once a second in a thread of its own; else
 * confined to the task's thread.
 */
final class EndWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EndWatch.class);
  private static final long EVERY_MS = 1_000;

  /** For so long what was seen counts. */
  static final long VALID_MS = 4_000;

  /** After so long without a new message what lies there is taken to be read. */
  static final long STILL_MS = 10_000;

  private final StreamEnd end;
  private final boolean alone;
  private final Thread thread = new Thread(this::run, "detection-end-watch");
  private volatile @Nullable Seen seen;
  private volatile boolean closed;
  private long confirmedMs = -VALID_MS - 1;

  /**
   * What was seen.
   *
   * @param sinceMs since when the stream has ended there
   */
  record Seen(long lastSequence, long atMs, long sinceMs) {}

  /**
   * Watches the stream.
   *
   * @param alone this task reads all of it
   */
  EndWatch(StreamEnd end, boolean alone) {
    this.end = end;
    this.alone = alone;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!closed) {
        try {
          see(end.lastSequence(), System.currentTimeMillis());
        } catch (IOException e) {
          LOG.debug("event=end_not_seen reason={}", e.toString());
        }
        Thread.sleep(EVERY_MS);
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  void see(long lastSequence, long nowMs) {
    Seen before = seen;
    long sinceMs =
        before != null && before.lastSequence() == lastSequence ? before.sinceMs() : nowMs;
    seen = new Seen(lastSequence, nowMs, sinceMs);
  }

  /**
   * Whether all is read that lay in the stream a few seconds ago.
   *
   * @param readSequence of the last message that was read; 0 before the first
   */
  boolean allRead(long readSequence, long nowMs) {
    Seen now = seen;
    if (now != null
        && (!alone
            || now.lastSequence() <= readSequence
            || now.atMs() - now.sinceMs() >= STILL_MS)) {
      confirmedMs = Math.max(confirmedMs, now.atMs());
    }
    return nowMs - confirmedMs <= VALID_MS;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    closed = true; // a client that was asking may have swallowed the interrupt
    thread.interrupt();
    thread.join();
    end.close();
  }
}
