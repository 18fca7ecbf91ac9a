package io.causality.rules.evaluate;

import io.causality.proto.v1.DetectionState;
import io.causality.proto.v1.Signal;

/**
 * What one kind of rule keeps about one scope key, and how it goes on. Signals come in order (of
 * time, then arrival) where the kind asks for it, and in each case before the deadlines that lie
 * after them. Not thread-safe.
 */
interface KindState {
  /** No deadline. */
  long NEVER = Long.MAX_VALUE;

  /** The rule starts, for a scope that is there without events. */
  default void start(long startMs) {}

  /** Takes a signal that is not late. */
  void event(Signal signal, Firing firing);

  /**
   * Event time, in ms, at which {@link #deadline(long, Firing)} wants to be called: when all events
   * up to it are there. {@link #NEVER} where there is none.
   */
  default long nextDeadline() {
    return NEVER;
  }

  /** All events up to {@code timeMs}, which was the next deadline, are there. */
  default void deadline(long timeMs, Firing firing) {}

  /** All events up to {@code timeMs} are there; called before what lies up to it is done. */
  default void reaches(long timeMs) {}

  /** Whether it is as if no event had ever come. */
  default boolean isEmpty() {
    return true;
  }

  /** Writes it. */
  default void write(DetectionState.Builder state) {}
}
