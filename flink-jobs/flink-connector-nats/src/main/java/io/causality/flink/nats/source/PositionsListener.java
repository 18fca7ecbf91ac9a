package io.causality.flink.nats.source;

import java.io.Serializable;
import java.util.List;

/**
 * Is told how far each subject was read as of a complete checkpoint, so that others can know what
 * no job will ask for again. Called in the task's thread, which it must not hold up; one for each
 * subtask.
 */
@FunctionalInterface
public interface PositionsListener extends AutoCloseable {
  /**
   * The subtask reads from here on: what its job begins with, or goes on from. That is below what
   * was told before where a job begins anew or with an older state.
   */
  default void begin(List<JetStreamSplit> positions) {}

  /**
   * A checkpoint is complete.
   *
   * @param positions the subtask's splits as the checkpoint has them: who goes on from it reads no
   *     message of a split's subject below its next sequence, and takes none below it for lost.
   *     Other checkpoints that are kept, older ones, have lower positions.
   */
  void complete(List<JetStreamSplit> positions);

  /** The subtask ends, possibly to start anew elsewhere. */
  @Override
  default void close() {}

  /** Makes a listener in the task that calls it. */
  @FunctionalInterface
  interface Factory extends Serializable {
    PositionsListener open();
  }
}
