package io.causality.flink.nats.source;

/**
 * One request for messages, and what is left of it. The server ends it when either number is used
 * up, when it expires, or when the next message is larger than the bytes that are left. One at a
 * time per consumer: the server serves several in turns, and then nobody can say which one ended.
 */
final class Pull {
  private final long number;
  private final long maxBytes;
  private int messagesLeft;
  private long bytesLeft;
  private boolean ended;

  Pull(long number, int messages, long maxBytes) {
    this.number = number;
    this.messagesLeft = messages;
    this.maxBytes = maxBytes;
    this.bytesLeft = maxBytes;
  }

  void delivered(long size) {
    messagesLeft--;
    bytesLeft -= size;
    ended |= messagesLeft <= 0 || bytesLeft <= 0;
  }

  void end() {
    ended = true;
  }

  boolean ended() {
    return ended;
  }

  long number() {
    return number;
  }

  long maxBytes() {
    return maxBytes;
  }

  boolean untouched() {
    return bytesLeft == maxBytes;
  }
}
