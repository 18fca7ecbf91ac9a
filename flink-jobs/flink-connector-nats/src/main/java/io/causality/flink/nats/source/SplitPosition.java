package io.causality.flink.nats.source;

import io.causality.flink.nats.source.JetStreamSplit.Knowledge;

/**
 * A split's position on the task's side: moves with what is emitted, is what a checkpoint saves.
 */
final class SplitPosition {
  private JetStreamSplit split;

  SplitPosition(JetStreamSplit split) {
    this.split = split;
  }

  void emitted(JetStreamMessage message) {
    split =
        new JetStreamSplit(
            split.subject(), message.sequence() + 1, Knowledge.READ, split.streamCreatedMillis());
  }

  void moved(PositionUpdate update) {
    split = update.split();
  }

  JetStreamSplit split() {
    return split;
  }
}
