package io.causality.functions.funnel;

import io.causality.functions.log.Events;
import io.causality.functions.log.LongList;

/**
 * What the attempts of one person under one value come to. Not thread-safe.
 *
 * <p>{@link #gap} holds the milliseconds between neighbouring steps of the deepest attempts; for
 * times to convert only those between its two steps.
 */
final class Tally {
  private final Funnel funnel;
  private final long[] periodStarts;
  private final LongList[] gaps;
  private final LongList periods = new LongList();
  private final LongList periodDepths = new LongList();
  private int depth;

  Tally(Funnel funnel, long[] periodStarts) {
    this.funnel = funnel;
    this.periodStarts = periodStarts;
    this.gaps = new LongList[funnel.steps()];
    for (int step = 0; step < gaps.length; step++) {
      gaps[step] = new LongList();
    }
  }

  void clear() {
    depth = 0;
    periods.clear();
    periodDepths.clear();
    clearGaps();
  }

  private void clearGaps() {
    for (LongList gap : gaps) {
      gap.clear();
    }
  }

  void add(Attempt attempt, Events events) {
    if (funnel.output() == FunnelOutput.TRENDS && periodStarts.length > 0) {
      int period = Periods.index(periodStarts, attempt.time(events, 0));
      if (funnel.onlyPeriod() != Funnel.EVERY_PERIOD && funnel.onlyPeriod() != period) {
        return;
      }
      addPeriod(period, attempt.depth());
    }
    if (attempt.depth() > depth) {
      depth = attempt.depth();
      clearGaps();
    }
    if (attempt.depth() == depth) {
      addGaps(attempt, events);
    }
  }

  private void addPeriod(int period, int reached) {
    int last = periods.size() - 1;
    if (last >= 0 && periods.get(last) == period) {
      periodDepths.set(last, Math.max(periodDepths.get(last), reached));
    } else {
      periods.add(period);
      periodDepths.add(reached);
    }
  }

  private void addGaps(Attempt attempt, Events events) {
    switch (funnel.output()) {
      case STEPS -> {
        for (int step = 1; step < depth; step++) {
          gaps[step].add(attempt.time(events, step) - attempt.time(events, step - 1));
        }
      }
      case TIME_TO_CONVERT -> {
        if (depth > funnel.toStep() && depth > funnel.fromStep()) {
          gaps[funnel.toStep()].add(
              attempt.time(events, funnel.toStep()) - attempt.time(events, funnel.fromStep()));
        }
      }
      case TRENDS -> {}
    }
  }

  /** Steps reached by the deepest attempt that is not void; 0 when there is none. */
  int depth() {
    return depth;
  }

  LongList gap(int step) {
    return gaps[step];
  }

  /** Periods in which attempts begin, with {@link #periodDepths} at the same places. */
  LongList periods() {
    return periods;
  }

  LongList periodDepths() {
    return periodDepths;
  }
}
