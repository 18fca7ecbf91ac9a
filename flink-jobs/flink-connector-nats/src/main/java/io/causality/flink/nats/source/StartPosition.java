package io.causality.flink.nats.source;

import java.io.Serializable;

/** Where a job that has no checkpoint yet begins to read. With a checkpoint it is not asked. */
public sealed interface StartPosition extends Serializable {

  /** The oldest message that the stream still holds. */
  static StartPosition earliest() {
    return new Earliest();
  }

  /** Only what is published after the job's first start. */
  static StartPosition onlyNew() {
    return new OnlyNew();
  }

  /** The first message of each subject at or after this stream sequence (1 or more). */
  static StartPosition sequence(long sequence) {
    return new Sequence(sequence);
  }

  /** See {@link #earliest()}. */
  record Earliest() implements StartPosition {}

  /** See {@link #onlyNew()}. */
  record OnlyNew() implements StartPosition {}

  /** See {@link #sequence(long)}. */
  record Sequence(long value) implements StartPosition {
    public Sequence {
      if (value < 1) {
        throw new IllegalArgumentException("a stream's sequences begin at 1, not at " + value);
      }
    }
  }
}
