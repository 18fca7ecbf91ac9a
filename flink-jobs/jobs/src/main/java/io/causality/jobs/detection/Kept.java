package io.causality.jobs.detection;

import com.google.protobuf.InvalidProtocolBufferException;
import io.causality.proto.v1.DetectionState;
import io.causality.rules.evaluate.Evaluation;
import io.causality.rules.evaluate.KeyState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation keeps of one scope key: as bytes until it is used, from then on as it works
 * with it, so that an event costs no encoding. Not thread-safe.
 */
final class Kept {
  private byte[] bytes;
  private @Nullable KeyState state;

  Kept(byte[] bytes) {
    this.bytes = bytes;
  }

  Kept(KeyState state) {
    this.bytes = new byte[0];
    this.state = state;
  }

  /** The state, read by the evaluation to which it belongs. */
  KeyState state(Evaluation evaluation) {
    KeyState live = state;
    if (live == null) {
      live = evaluation.readState(bytes);
      state = live;
      bytes = new byte[0];
    }
    return live;
  }

  /** An encoded {@link DetectionState}. */
  byte[] toByteArray() {
    KeyState live = state;
    return live == null ? bytes : live.toByteArray();
  }

  /** The watermark at which its timer is due, if there is one. */
  Optional<Long> timerMs() {
    try {
      DetectionState read = DetectionState.parseFrom(toByteArray());
      return read.hasTimerMs() ? Optional.of(read.getTimerMs()) : Optional.empty();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a state that was written once cannot be read again", e);
    }
  }
}
