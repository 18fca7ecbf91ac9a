package io.causality.flink.nats.sink;

import io.nats.client.Message;

/** A message on its way: published, or waiting for its next try. Confined to the task's thread. */
final class Outgoing {
  final Message message;
  final long size;
  final long firstTryNanos;
  int tries;
  long lastTryNanos;
  long nextTryNanos;
  boolean acknowledged;
  boolean waiting;

  Outgoing(Message message, long size, long nowNanos) {
    this.message = message;
    this.size = size;
    this.firstTryNanos = nowNanos;
    this.lastTryNanos = nowNanos;
  }
}
