package io.causality.rules.evaluate;

import io.causality.proto.v1.DetectionState;
import io.causality.proto.v1.Signal;
import io.causality.rules.model.Direction;
import io.causality.rules.model.Kind;
import io.causality.rules.model.Measure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A series of intervals, aligned to the epoch, and the eight weeks before. Signals may come in any
 * order while their interval is open. The series begins with the interval of the first event, or
 * with the first whole interval of the rule where the scope is the app; other scope keys are
 * forgotten after 30 days without events.
 */
final class AnomalyState implements KindState {
  private static final long FORGET_MS = 30 * 86_400_000L;

  /** Intervals without events that are looked at when event time leaps. */
  private static final long MAX_LEAP = 1_000;

  /** Values without which there is no band. */
  private static final int LEAST_VALUES = 3;

  private final Kind.Anomaly anomaly;
  private final boolean wholeApp;
  private final long intervalMs;
  private final TreeMap<Long, OpenInterval> open = new TreeMap<>();
  private final SeriesHistory history;

  /** Start of the next interval to close; {@link #NEVER} before the first. */
  private long nextMs;

  private long lastMs = Long.MIN_VALUE;

  AnomalyState(Kind.Anomaly anomaly, boolean wholeApp, DetectionState state) {
    this.anomaly = anomaly;
    this.wholeApp = wholeApp;
    this.intervalMs = anomaly.interval().millis();
    io.causality.proto.v1.AnomalyState read = state.getAnomaly();
    this.history = new SeriesHistory(intervalMs, read);
    read.getOpenList().forEach(one -> open.put(one.getStartMs(), new OpenInterval(one)));
    this.nextMs = read.hasNextMs() ? read.getNextMs() : NEVER;
    if (read.hasLastMs()) {
      this.lastMs = read.getLastMs();
    }
  }

  @Override
  public void start(long startMs) {
    if (nextMs == NEVER) {
      nextMs = intervalOf(startMs + intervalMs - 1);
    }
  }

  private long intervalOf(long timeMs) {
    return Math.floorDiv(timeMs, intervalMs) * intervalMs;
  }

  @Override
  public void event(Signal signal, Firing firing) {
    long start = intervalOf(signal.getTimeMs());
    lastMs = Math.max(lastMs, signal.getTimeMs());
    if (nextMs == NEVER || (start < nextMs && !wholeApp)) {
      nextMs = start;
    } else if (start < nextMs) {
      return; // before the first whole interval of the rule
    }
    OpenInterval interval = open.computeIfAbsent(start, key -> new OpenInterval());
    if (anomaly.measure() instanceof Measure.Persons) {
      interval.addPerson(signal.getPersonId());
    } else {
      interval.add(signal.getNumber());
    }
  }

  private double value(OpenInterval interval) {
    if (anomaly.measure() instanceof Measure.Persons) {
      return interval.persons();
    } else if (anomaly.measure() instanceof Measure.Sum) {
      return interval.sum();
    }
    return interval.count();
  }

  @Override
  public void reaches(long timeMs) {
    if (nextMs != NEVER && (timeMs - nextMs) / intervalMs > MAX_LEAP) {
      nextMs = intervalOf(timeMs) - MAX_LEAP * intervalMs;
      open.headMap(nextMs).clear();
    }
  }

  @Override
  public long nextDeadline() {
    return nextMs == NEVER ? NEVER : nextMs + intervalMs - 1;
  }

  @Override
  public void deadline(long timeMs, Firing firing) {
    long start = nextMs;
    OpenInterval closed = open.remove(start);
    nextMs = start + intervalMs;
    if (!wholeApp && nextMs - lastMs > FORGET_MS + intervalMs) {
      nextMs = NEVER;
      history.clear();
      return;
    }
    double value = closed == null ? 0 : value(closed);
    double[] baseline = history.baseline(start);
    history.add(start, value);
    if (baseline.length >= LEAST_VALUES) {
      judge(start, value, baseline, firing);
    }
  }

  private void judge(long start, double value, double[] baseline, Firing firing) {
    double median = Medians.median(baseline);
    double half = anomaly.sensitivity() * 1.4826 * Medians.deviation(baseline, median);
    boolean up = value > median + half && anomaly.direction() != Direction.DOWN;
    boolean down = value < median - half && anomaly.direction() != Direction.UP;
    if ((up || down) && Math.max(value, median) >= anomaly.minVolume()) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("value", value);
      values.put("median", median);
      values.put("low", median - half);
      values.put("high", median + half);
      values.put("intervals", (long) baseline.length);
      firing.fire(nextMs, List.of(), new Window(start, nextMs), values);
    }
  }

  @Override
  public boolean isEmpty() {
    return nextMs == NEVER && open.isEmpty();
  }

  @Override
  public void write(DetectionState.Builder state) {
    if (isEmpty()) {
      return;
    }
    io.causality.proto.v1.AnomalyState.Builder written = state.getAnomalyBuilder();
    open.forEach((start, interval) -> interval.write(written.addOpenBuilder().setStartMs(start)));
    written.setNextMs(nextMs);
    if (lastMs != Long.MIN_VALUE) {
      written.setLastMs(lastMs);
    }
    history.write(written);
  }
}
