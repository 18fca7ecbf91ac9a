package io.causality.portal.rules;

import io.causality.rules.event.LakeEvent;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The events of batches that another thread reads; tells a listener of them. For one thread. */
final class BatchedEvents implements Iterator<LakeEvent> {
  private static final long TELL_EVERY_MS = 250;

  private final BlockingQueue<BackTests.Batch> batches;
  private final Listener listener;
  private Iterator<LakeEvent> current = List.<LakeEvent>of().iterator();
  private boolean ended;
  private long read;
  private long timeMs;
  private long toldAt;

  /**
   * No event yet.
   *
   * @param startMs where the reading begins
   */
  BatchedEvents(BlockingQueue<BackTests.Batch> batches, long startMs, Listener listener) {
    this.batches = batches;
    this.timeMs = startMs;
    this.listener = listener;
  }

  /** Hears of progress. */
  @FunctionalInterface
  interface Listener {
    /**
     * So many events were read.
     *
     * @param timeMs event time of the last one; before the first, the beginning
     */
    void at(long read, long timeMs) throws InterruptedException;
  }

  /** The thread was interrupted; an iterator cannot say so otherwise. */
  static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final InterruptedException cause;

    StoppedException(InterruptedException cause) {
      super(cause);
      this.cause = cause;
    }

    InterruptedException interrupted() {
      return cause;
    }
  }

  @Override
  public boolean hasNext() {
    try {
      while (!current.hasNext() && !ended) {
        tell();
        BackTests.@Nullable Batch batch = batches.poll(TELL_EVERY_MS, TimeUnit.MILLISECONDS);
        switch (batch) {
          case null -> {
            // The engine is still sorting.
          }
          case BackTests.Batch.Of(List<LakeEvent> events) -> current = events.iterator();
          case BackTests.Batch.End end -> ended = true;
          case BackTests.Batch.Failed failed -> throw failed.problem();
        }
      }
      return current.hasNext();
    } catch (InterruptedException e) {
      throw new StoppedException(e);
    }
  }

  private void tell() throws InterruptedException {
    long now = System.nanoTime();
    if (toldAt == 0 || now - toldAt > TimeUnit.MILLISECONDS.toNanos(TELL_EVERY_MS)) {
      toldAt = now;
      listener.at(read, timeMs);
    }
  }

  @Override
  public LakeEvent next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    LakeEvent event = current.next();
    read++;
    timeMs = event.timeMs();
    return event;
  }
}
