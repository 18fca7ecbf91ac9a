package io.causality.rules.evaluate;

import io.causality.proto.v1.DetectionState;
import io.causality.proto.v1.Signal;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The last event, and of those that may still come into order only the ones that decide about a
 * silence: one whose neighbours lie within {@code forS} of each other decides nothing. So signals
 * may come in any order, and a busy key keeps a handful.
 */
final class SilenceState implements KindState {
  private final long forMs;
  private final TreeSet<Signal> events = new TreeSet<>(Signals.ORDER);

  SilenceState(int forS, DetectionState state) {
    this.forMs = forS * 1000L;
    events.addAll(state.getSilence().getEventsList());
  }

  @Override
  public void event(Signal signal, Firing firing) {
    if (!decides(signal)) {
      return;
    }
    events.add(signal);
    dropUnlessDeciding(events.lower(signal));
    dropUnlessDeciding(events.higher(signal));
  }

  private void dropUnlessDeciding(@org.jspecify.annotations.Nullable Signal neighbour) {
    if (neighbour != null && !decides(neighbour)) {
      events.remove(neighbour);
    }
  }

  private boolean decides(Signal signal) {
    Signal before = events.lower(signal);
    Signal after = events.higher(signal);
    return before == null || after == null || after.getTimeMs() - before.getTimeMs() > forMs;
  }

  @Override
  public long nextDeadline() {
    return events.isEmpty() ? NEVER : events.first().getTimeMs() + forMs;
  }

  @Override
  public void deadline(long timeMs, Firing firing) {
    Signal last = events.first();
    events.remove(last);
    if (events.isEmpty() || events.first().getTimeMs() > timeMs) {
      firing.fire(timeMs, List.of(last), null, Map.of("for_s", forMs / 1000));
    }
  }

  @Override
  public boolean isEmpty() {
    return events.isEmpty();
  }

  @Override
  public void write(DetectionState.Builder state) {
    if (!events.isEmpty()) {
      state.getSilenceBuilder().addAllEvents(events);
    }
  }
}
