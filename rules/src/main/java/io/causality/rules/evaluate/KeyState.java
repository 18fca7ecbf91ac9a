package io.causality.rules.evaluate;

import io.causality.proto.v1.DetectionState;
import io.causality.proto.v1.Signal;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation keeps about one scope key. Made, changed and read back by its {@link
 * Evaluation} alone; bounded; worth keeping only while it is not empty. Not thread-safe.
 */
public final class KeyState {
  static final long NONE = Long.MIN_VALUE;

  final KindState kind;

  /** Event time of the last alert, while the cooldown lasts. */
  long lastFiredMs = NONE;

  /** Watermark of the earliest timer for events that wait that was asked for and has not come. */
  long heldTimerMs = NONE;

  /** The same for what comes later: deadlines, and what is to be forgotten. */
  long laterTimerMs = NONE;

  /** Up to here all is evaluated, whatever the watermark says. */
  long releasedMs = NONE;

  /** Signals that wait for those before them; made when it is needed, since most keys have none. */
  private @Nullable TreeSet<Signal> held;

  KeyState(KindState kind, DetectionState state) {
    this.kind = kind;
    if (state.hasLastFiredMs()) {
      lastFiredMs = state.getLastFiredMs();
    }
    if (state.hasTimerMs()) {
      heldTimerMs = state.getTimerMs();
    }
    if (state.hasReleasedMs()) {
      releasedMs = state.getReleasedMs();
    }
    state.getHeldList().forEach(this::hold);
  }

  /** Whether it is as if no event had ever come, so that it need not be kept. */
  public boolean isEmpty() {
    return held == null && lastFiredMs == NONE && releasedMs == NONE && kind.isEmpty();
  }

  /** The state as bytes (a {@code DetectionState}). */
  public byte[] toByteArray() {
    DetectionState.Builder state = DetectionState.newBuilder();
    if (lastFiredMs != NONE) {
      state.setLastFiredMs(lastFiredMs);
    }
    if (heldTimerMs != NONE || laterTimerMs != NONE) {
      state.setTimerMs(earliest(heldTimerMs, laterTimerMs));
    }
    if (releasedMs != NONE) {
      state.setReleasedMs(releasedMs);
    }
    if (held != null) {
      state.addAllHeld(held);
    }
    kind.write(state);
    return state.build().toByteArray();
  }

  private static long earliest(long one, long other) {
    return one == NONE || (other != NONE && other < one) ? other : one;
  }

  void hold(Signal signal) {
    if (held == null) {
      held = new TreeSet<>(Signals.ORDER);
    }
    held.add(signal);
  }

  int holds() {
    return held == null ? 0 : held.size();
  }

  /** Event time of the first signal that waits. */
  long nextHeld() {
    return held == null ? KindState.NEVER : held.first().getTimeMs();
  }

  Signal takeHeld() {
    TreeSet<Signal> waiting = java.util.Objects.requireNonNull(held);
    Signal first = java.util.Objects.requireNonNull(waiting.pollFirst());
    if (waiting.isEmpty()) {
      held = null;
    }
    return first;
  }
}
