package io.causality.rules.evaluate;

import io.causality.proto.v1.DetectionState;
import io.causality.proto.v1.Signal;
import io.causality.rules.model.CountOp;
import io.causality.rules.model.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tumbling windows, aligned to the epoch. Signals may come in any order. More than n: fires on the
 * event that crosses, a window is forgotten when it closes. Fewer than n: fires when a window
 * closes, from the window of the first event on, or from the first whole window after the start of
 * the rule where the scope is the app; other scope keys are forgotten after 30 days without events.
 */
final class CountState implements KindState {
  private static final long FORGET_MS = 30 * 86_400_000L;

  /** Windows without events that are looked at when event time leaps. */
  private static final long MAX_LEAP = 1_000;

  private final Kind.Count count;
  private final boolean fewer;
  private final boolean wholeApp;
  private final long windowMs;
  private final TreeMap<Long, Open> windows = new TreeMap<>();

  /** Start of the next window to close; {@link #NEVER} before the first. */
  private long nextMs;

  private long lastMs;

  private static final class Open {
    long events;
    boolean crossed;
  }

  CountState(Kind.Count count, boolean wholeApp, DetectionState state) {
    this.count = count;
    this.fewer = count.op() == CountOp.FEWER_THAN;
    this.wholeApp = wholeApp;
    this.windowMs = count.windowS() * 1000L;
    io.causality.proto.v1.CountState read = state.getCount();
    read.getWindowsList()
        .forEach(
            window -> {
              Open open = new Open();
              open.events = window.getCount();
              open.crossed = window.getCrossed();
              windows.put(window.getStartMs(), open);
            });
    this.nextMs = read.hasNextMs() ? read.getNextMs() : NEVER;
    this.lastMs = read.hasLastMs() ? read.getLastMs() : Long.MIN_VALUE;
  }

  @Override
  public void start(long startMs) {
    if (fewer && nextMs == NEVER) {
      nextMs = windowOf(startMs + windowMs - 1);
    }
  }

  private long windowOf(long timeMs) {
    return Math.floorDiv(timeMs, windowMs) * windowMs;
  }

  @Override
  public void event(Signal signal, Firing firing) {
    long start = windowOf(signal.getTimeMs());
    if (fewer) {
      lastMs = Math.max(lastMs, signal.getTimeMs());
      if (nextMs == NEVER || (start < nextMs && !wholeApp)) {
        nextMs = start;
      } else if (start < nextMs) {
        return; // before the first whole window of the rule
      }
    }
    Open open = windows.computeIfAbsent(start, key -> new Open());
    open.events++;
    if (!fewer && !open.crossed && open.events > count.n()) {
      open.crossed = true;
      firing.fire(signal.getTimeMs(), List.of(signal), window(start), values(open.events));
    }
  }

  @Override
  public void reaches(long timeMs) {
    if (nextMs != NEVER && (timeMs - nextMs) / windowMs > MAX_LEAP) {
      nextMs = windowOf(timeMs) - MAX_LEAP * windowMs;
      windows.headMap(nextMs).clear();
    }
  }

  @Override
  public long nextDeadline() {
    if (fewer) {
      return nextMs == NEVER ? NEVER : nextMs + windowMs - 1;
    }
    return windows.isEmpty() ? NEVER : windows.firstKey() + windowMs - 1;
  }

  @Override
  public void deadline(long timeMs, Firing firing) {
    if (!fewer) {
      windows.pollFirstEntry();
      return;
    }
    long start = nextMs;
    Open open = windows.remove(start);
    long events = open == null ? 0 : open.events;
    nextMs = start + windowMs;
    if (!wholeApp && nextMs - lastMs > FORGET_MS + windowMs) {
      nextMs = NEVER;
    } else if (events < count.n()) {
      firing.fire(nextMs, List.of(), window(start), values(events));
    }
  }

  private Window window(long startMs) {
    return new Window(startMs, startMs + windowMs);
  }

  private Map<String, Object> values(long events) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("count", events);
    values.put("n", count.n());
    return values;
  }

  @Override
  public boolean isEmpty() {
    return windows.isEmpty() && nextMs == NEVER;
  }

  @Override
  public void write(DetectionState.Builder state) {
    if (isEmpty()) {
      return;
    }
    io.causality.proto.v1.CountState.Builder written = state.getCountBuilder();
    windows.forEach(
        (start, open) ->
            written
                .addWindowsBuilder()
                .setStartMs(start)
                .setCount(open.events)
                .setCrossed(open.crossed));
    if (nextMs != NEVER) {
      written.setNextMs(nextMs);
    }
    if (lastMs != Long.MIN_VALUE) {
      written.setLastMs(lastMs);
    }
  }
}
