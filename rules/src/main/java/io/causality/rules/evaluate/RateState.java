package io.causality.rules.evaluate;

import io.causality.proto.v1.DetectionState;
import io.causality.proto.v1.Signal;
import io.causality.rules.model.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The times of the last events, at most one more than the limit: whether there are more of them in
 * {@code perS} seconds is all that counts.
 */
final class RateState implements KindState {
  private final Kind.Rate rate;
  private final long perMs;
  private final LongQueue times = new LongQueue();
  private boolean above;

  RateState(Kind.Rate rate, DetectionState state) {
    this.rate = rate;
    this.perMs = rate.perS() * 1000L;
    long time = 0;
    for (long delta : state.getRate().getTimeDeltasList()) {
      time += delta;
      times.add(time);
    }
    this.above = state.getRate().getAbove();
  }

  @Override
  public void event(Signal signal, Firing firing) {
    long time = signal.getTimeMs();
    if (!times.isEmpty() && time > times.last()) {
      drop(time - 1);
      above &= times.size() > rate.moreThan();
    }
    times.add(time);
    drop(time);
    if (times.size() > rate.moreThan()) {
      if (!above) {
        above = true;
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("count", (long) times.size());
        values.put("per_s", (long) rate.perS());
        firing.fire(time, List.of(signal), null, values);
      }
    } else {
      above = false;
    }
    if (times.size() > rate.moreThan() + 1) {
      times.removeFirst();
    }
  }

  /** Drops what is out of sight at a time. */
  private void drop(long timeMs) {
    while (!times.isEmpty() && times.first() <= timeMs - perMs) {
      times.removeFirst();
    }
  }

  @Override
  public long nextDeadline() {
    return times.isEmpty() ? NEVER : times.last() + perMs;
  }

  @Override
  public void deadline(long timeMs, Firing firing) {
    times.clear();
    above = false;
  }

  @Override
  public boolean isEmpty() {
    return times.isEmpty();
  }

  @Override
  public void write(DetectionState.Builder state) {
    if (!times.isEmpty()) {
      io.causality.proto.v1.RateState.Builder written = state.getRateBuilder().setAbove(above);
      long before = 0;
      for (int i = 0; i < times.size(); i++) {
        written.addTimeDeltas(times.get(i) - before);
        before = times.get(i);
      }
    }
  }
}
