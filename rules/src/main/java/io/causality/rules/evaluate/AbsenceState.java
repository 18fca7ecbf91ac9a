package io.causality.rules.evaluate;

import io.causality.proto.v1.DetectionState;
import io.causality.proto.v1.Signal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Events that wait for the expected one, each with a deadline of its own. */
final class AbsenceState implements KindState {
  private static final int AFTER = 0;
  private static final int EXPECTED = 1;

  /** Events that wait; further ones are left out until there is room. */
  static final int MAX_WAITING = 1_000;

  private final long withinMs;
  private final Deque<Signal> waiting = new ArrayDeque<>();

  AbsenceState(int withinS, DetectionState state) {
    this.withinMs = withinS * 1000L;
    waiting.addAll(state.getAbsence().getWaitingList());
  }

  @Override
  public void event(Signal signal, Firing firing) {
    if (Signals.fits(signal, EXPECTED)) {
      waiting.clear();
    }
    if (Signals.fits(signal, AFTER) && waiting.size() < MAX_WAITING) {
      waiting.add(signal);
    }
  }

  @Override
  public long nextDeadline() {
    Signal first = waiting.peekFirst();
    return first == null ? NEVER : first.getTimeMs() + withinMs;
  }

  @Override
  public void deadline(long timeMs, Firing firing) {
    Signal first = waiting.removeFirst();
    firing.fire(timeMs, List.of(first), null, Map.of("within_s", withinMs / 1000));
  }

  @Override
  public boolean isEmpty() {
    return waiting.isEmpty();
  }

  @Override
  public void write(DetectionState.Builder state) {
    if (!waiting.isEmpty()) {
      state.getAbsenceBuilder().addAllWaiting(waiting);
    }
  }
}
