package io.causality.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes events from the queue and delivers them, one request at a time, in a thread of its own. */
final class Batcher implements Runnable {
  private final Config config;
  private final EventQueue queue;
  private final Transport transport;
  private final Drops drops;

  /** No more is to be tried. */
  private volatile boolean stopped;

  /** Close began. */
  private volatile boolean closing;

  /** The wait that close found was cut short. */
  private boolean hurried;

  Batcher(Config config, EventQueue queue, Transport transport, Drops drops) {
    this.config = config;
    this.queue = queue;
    this.transport = transport;
    this.drops = drops;
  }

  /** Delivers what is left and ends. */
  void close() {
    closing = true;
    queue.close();
  }

  /** Ends at once. */
  void stop() {
    stopped = true;
    transport.abort();
    queue.nudge();
  }

  @Override
  public void run() {
    try {
      int failures = 0;
      while (waitUntilDue()) {
        List<Entry> batch = queue.take(config.maxBatch, config.maxBatchBytes);
        if (batch.isEmpty()) {
          continue; // an opt-out was quicker
        }
        Verdict verdict = attempt(batch);
        if (verdict.kind != Verdict.Kind.AGAIN) {
          failures = 0;
          continue;
        }
        drops.report(DropReason.QUEUE_FULL, "the queue holds as much as it may", queue.putBack());
        if (!stopped) {
          Duration wait = Retry.backoff(failures++, config.retryMin, config.retryMax);
          boolean asked = verdict.after.compareTo(wait) > 0;
          sleep(asked ? verdict.after : wait, asked, verdict.detail);
        }
      }
    } catch (InterruptedException e) {
      // The host ends its threads; what waits stays where it is.
      Thread.currentThread().interrupt();
    }
  }

  private boolean waitUntilDue() throws InterruptedException {
    while (!stopped) {
      long due = queue.dueNanos(config.flushAt, config.flushInterval.toNanos());
      if (due == 0) {
        return true;
      }
      if (due == EventQueue.NOTHING && closing) {
        return false;
      }
      queue.awaitDue(config.flushAt, config.flushInterval.toNanos(), () -> stopped || closing);
    }
    return false;
  }

  /**
   * {@link #deliver}, with whatever is thrown as an attempt that failed: this thread is the only
   * one.
   */
  private Verdict attempt(List<Entry> batch) {
    try {
      return deliver(batch);
    } catch (RuntimeException | Error e) { // The host's clock runs here, for instance.
      return Verdict.again("it threw " + e, Duration.ZERO);
    }
  }

  /**
   * Sends a batch, in parts where the gateway wants that, until every event is delivered or
   * dropped, or an attempt failed; what is left is then still under way.
   */
  private Verdict deliver(List<Entry> batch) {
    List<Entry> rest = batch;
    while (true) {
      if (!queue.holds(rest.get(0))) {
        return Verdict.delivered(Map.of());
      }
      Verdict verdict = transport.send(rest);
      switch (verdict.kind) {
        case DELIVERED:
          drop(rest, verdict);
          queue.settle(rest);
          return verdict;
        case REFUSED:
          rest = without(rest, verdict);
          if (rest.isEmpty()) {
            return verdict;
          }
          break;
        case DIVIDE:
          if (rest.size() == 1) {
            drops.report(verdict.reason, verdict.detail, rest);
            queue.settle(rest);
            return verdict;
          }
          int half = rest.size() / 2;
          Verdict first = deliver(rest.subList(0, half));
          if (first.kind == Verdict.Kind.AGAIN) {
            return first;
          }
          rest = rest.subList(half, rest.size());
          break;
        case AGAIN:
          return verdict;
      }
    }
  }

  private void drop(List<Entry> batch, Verdict verdict) {
    verdict.named.forEach(
        (place, detail) -> drops.report(DropReason.REJECTED, detail, List.of(batch.get(place))));
  }

  /** Settles the named events and returns the others. */
  private List<Entry> without(List<Entry> batch, Verdict verdict) {
    drop(batch, verdict);
    List<Entry> good = new ArrayList<>();
    List<Entry> gone = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      (verdict.named.containsKey(i) ? gone : good).add(batch.get(i));
    }
    queue.settle(gone);
    return good;
  }

  /** Waits; close cuts it short once, unless the gateway asked for the wait. */
  private void sleep(Duration wait, boolean asked, String why) throws InterruptedException {
    Quietly.log(
        config.log,
        Log.Level.INFO,
        "events are kept, the next attempt is in " + wait.toMillis() + " ms: " + why,
        null);
    long until = System.nanoTime() + wait.toNanos();
    while (!stopped) {
      long left = until - System.nanoTime();
      if (left <= 0) {
        return;
      }
      if (closing && !asked && !hurried) {
        hurried = true;
        return;
      }
      queue.awaitUntil(left, () -> stopped || (closing && !asked && !hurried));
    }
  }
}
