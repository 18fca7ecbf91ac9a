package io.causality.flink.nats.source;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one split holds in memory: received and not yet emitted. Added to by the fetching thread,
 * released by the task's thread.
 */
final class Backlog {
  private final AtomicInteger messages = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  void add(long size) {
    messages.incrementAndGet();
    bytes.addAndGet(size);
  }

  void release(int messageCount, long size) {
    messages.addAndGet(-messageCount);
    bytes.addAndGet(-size);
  }

  int messages() {
    return messages.get();
  }

  long bytes() {
    return bytes.get();
  }
}
