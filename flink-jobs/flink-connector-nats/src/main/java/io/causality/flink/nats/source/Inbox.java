package io.causality.flink.nats.source;

import io.nats.client.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where the connection's thread leaves what arrives and the fetching thread takes it, all at once.
 * It needs no bound: no more arrives than was asked for.
 */
final class Inbox {
  /** A message or status, and the consumer that it came for. */
  record Arrival(OrderedConsumer consumer, Message message) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private List<Arrival> arrivals = new ArrayList<>();
  private boolean nudged;
  private boolean wokenUp;

  void add(OrderedConsumer consumer, Message message) {
    lock.lock();
    try {
      arrivals.add(new Arrival(consumer, message));
      if (arrivals.size() == 1) {
        news.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends a wait, because there is room again. */
  void nudge() {
    lock.lock();
    try {
      nudged = true;
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Ends a wait and makes the fetch return; remembered until {@link #takeWakeUp}. */
  void wakeUp() {
    lock.lock();
    try {
      wokenUp = true;
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  boolean takeWakeUp() {
    lock.lock();
    try {
      var result = wokenUp;
      wokenUp = false;
      return result;
    } finally {
      lock.unlock();
    }
  }

  /** Everything that arrived, at once; waits for something for so long at most. */
  List<Arrival> take(long maxWaitNanos) throws InterruptedException {
    lock.lock();
    try {
      var left = maxWaitNanos;
      while (arrivals.isEmpty() && !nudged && !wokenUp && left > 0) {
        left = news.awaitNanos(left);
      }
      nudged = false;
      if (arrivals.isEmpty()) {
        return List.of();
      }
      var result = arrivals;
      arrivals = new ArrayList<>(result.size());
      return result;
    } finally {
      lock.unlock();
    }
  }
}
