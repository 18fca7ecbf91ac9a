package io.causality.rules.evaluate;

import io.causality.proto.v1.DetectionState;
import io.causality.proto.v1.Signal;
import io.causality.rules.model.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events that are not used up and not too old: fewer than n. */
final class TimesState implements KindState {
  private final int n;
  private final long withinMs;
  private final Deque<Signal> events = new ArrayDeque<>();

  TimesState(Kind.Times times, DetectionState state) {
    this.n = times.n();
    this.withinMs = times.withinS() * 1000L;
    events.addAll(state.getTimes().getEventsList());
  }

  @Override
  public void event(Signal signal, Firing firing) {
    long time = signal.getTimeMs();
    while (!events.isEmpty() && events.getFirst().getTimeMs() < time - withinMs) {
      events.removeFirst();
    }
    events.add(signal);
    if (events.size() == n) {
      List<Signal> used = List.copyOf(events);
      events.clear();
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("count", (long) n);
      values.put("took_s", (time - used.get(0).getTimeMs()) / 1000.0);
      firing.fire(time, used, null, values);
    }
  }

  @Override
  public long nextDeadline() {
    return events.isEmpty() ? NEVER : events.getLast().getTimeMs() + withinMs;
  }

  @Override
  public void deadline(long timeMs, Firing firing) {
    events.clear();
  }

  @Override
  public boolean isEmpty() {
    return events.isEmpty();
  }

  @Override
  public void write(DetectionState.Builder state) {
    if (!events.isEmpty()) {
      state.getTimesBuilder().addAllEvents(events);
    }
  }
}
