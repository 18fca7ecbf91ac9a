package io.causality.jobs.detection;

import java.io.IOException;
import java.io.Serializable;

/** Where the stream of events ends now. Not thread-safe. */
public interface StreamEnd extends AutoCloseable {
  /**
   * Sequence of the last message; blocks.
   *
   * @throws IOException when nobody answers
   */
  long lastSequence() throws IOException, InterruptedException;

  @Override
  void close() throws IOException;

  /** Makes one in the task that uses it. */
  @FunctionalInterface
  interface Factory extends Serializable {
    StreamEnd open();
  }
}
