package io.causality.gateway.publish;

import java.util.function.Consumer;

/** One request's share in the messages that carry it. Confined to one event loop. */
final class Submission {
  final String requestId;
  final long deadlineNanos;
  private final Consumer<PublishOutcome> done;
  private int openMessages;
  private boolean finished;

  Submission(String requestId, long deadlineNanos, Consumer<PublishOutcome> done) {
    this.requestId = requestId;
    this.deadlineNanos = deadlineNanos;
    this.done = done;
  }

  /** One more message carries events of the request. */
  void joined() {
    openMessages++;
  }

  /** A message of the request is durable; the last one finishes the request. */
  void stored() {
    if (--openMessages == 0) {
      finish(PublishOutcome.STORED);
    }
  }

  /** The first call counts. */
  void finish(PublishOutcome outcome) {
    if (!finished) {
      finished = true;
      done.accept(outcome);
    }
  }

  boolean finished() {
    return finished;
  }
}
