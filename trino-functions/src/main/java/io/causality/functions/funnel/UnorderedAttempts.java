package io.causality.functions.funnel;

import io.causality.functions.log.Events;

/**
 * Each event of any step starts an attempt; from there on, in order, each event is taken for the
 * first step that it matches and that is still open. Goes from the last start to the first, so that
 * the next event of each step is always known. Work: steps² per attempt.
 */
final class UnorderedAttempts implements Attempts {
  private final int steps;
  private final long windowMs;
  private final Occurrences matching;
  private final Attempt attempt;
  private final int[] behind;
  private final int[] cursor;

  UnorderedAttempts(int steps, long windowMs) {
    this.steps = steps;
    this.windowMs = windowMs;
    this.matching = new Occurrences(0, steps);
    this.attempt = new Attempt(steps);
    this.behind = new int[steps];
    this.cursor = new int[steps];
  }

  @Override
  public void of(Events events, Listener listener) {
    matching.fill(events);
    for (int step = 0; step < steps; step++) {
      behind[step] = matching.count(step);
    }
    long all = (1L << steps) - 1;
    for (int event = events.size() - 1; event >= 0; event--) {
      long matched = events.mask(event) & all;
      if (matched != 0) {
        from(event, events, all);
        listener.heard(attempt);
        for (long rest = matched; rest != 0; rest &= rest - 1) {
          behind[Long.numberOfTrailingZeros(rest)]--;
        }
      }
    }
  }

  private void from(int start, Events events, long all) {
    attempt.clear();
    long open = take(start, events, all);
    long latest = events.time(start) + windowMs;
    System.arraycopy(behind, 0, cursor, 0, steps);
    while (open != 0) {
      int next = nearest(open, events.size());
      if (next == events.size() || events.time(next) > latest) {
        return;
      }
      open = take(next, events, open);
      pass(next, open);
    }
  }

  private long take(int event, Events events, long open) {
    int step = Long.numberOfTrailingZeros(events.mask(event) & open);
    attempt.take(event, step);
    return open & ~Masks.step(step);
  }

  private int nearest(long open, int none) {
    int nearest = none;
    for (long rest = open; rest != 0; rest &= rest - 1) {
      int step = Long.numberOfTrailingZeros(rest);
      if (cursor[step] < matching.count(step)) {
        nearest = Math.min(nearest, matching.event(step, cursor[step]));
      }
    }
    return nearest;
  }

  /** The event was taken for another step than these. */
  private void pass(int event, long open) {
    for (long rest = open; rest != 0; rest &= rest - 1) {
      int step = Long.numberOfTrailingZeros(rest);
      if (cursor[step] < matching.count(step) && matching.event(step, cursor[step]) == event) {
        cursor[step]++;
      }
    }
  }
}
