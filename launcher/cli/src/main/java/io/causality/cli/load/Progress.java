package io.causality.cli.load;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Shows how far a load is, on a thread of its own: a bar that is redrawn on a terminal, else a line
 * now and then.
 */
final class Progress implements AutoCloseable {
  private static final int WIDTH = 30;
  private static final Duration REDRAW = Duration.ofMillis(200);
  private static final Duration LINE = Duration.ofSeconds(5);

  private final PrintWriter err;
  private final boolean terminal;
  private final OptionalLong totalBytes;
  private final LongSupplier bytes;
  private final LongSupplier events;
  private final long began = System.nanoTime();
  private final Thread thread;

  Progress(
      PrintWriter err,
      boolean terminal,
      OptionalLong totalBytes,
      LongSupplier bytes,
      LongSupplier events) {
    this.err = err;
    this.terminal = terminal;
    this.totalBytes = totalBytes;
    this.bytes = bytes;
    this.events = events;
    this.thread = Thread.ofVirtual().name("progress").start(this::show);
  }

  private void show() {
    try {
      while (true) {
        Thread.sleep(terminal ? REDRAW : LINE);
        draw();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void draw() {
    double seconds = (System.nanoTime() - began) / 1e9;
    long count = events.getAsLong();
    String rate = "%,d events, %,.0f/s".formatted(count, count / seconds);
    String bar = totalBytes.isPresent() ? bar(totalBytes.getAsLong()) + " " : "";
    if (terminal) {
      err.print("\r" + bar + rate + "\u001b[K");
      err.flush();
    } else {
      err.println(bar + rate);
    }
  }

  private String bar(long total) {
    double done = total == 0 ? 1 : Math.min(1.0, (double) bytes.getAsLong() / total);
    int full = (int) (done * WIDTH);
    return "[%s%s] %3.0f %%".formatted("#".repeat(full), ".".repeat(WIDTH - full), done * 100);
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (terminal) {
      draw();
      err.println();
    }
  }
}
