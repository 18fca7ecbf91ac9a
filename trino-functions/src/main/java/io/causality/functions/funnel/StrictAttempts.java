package io.causality.functions.funnel;

import io.causality.functions.log.Events;

/**
 * Each event of the first step starts an attempt; the very next event must match the next step.
 * Identity events are no obstacle: one that matches the next step is taken, another is passed over.
 */
final class StrictAttempts implements Attempts {
  private final int steps;
  private final long windowMs;
  private final Occurrences matching;
  private final Attempt attempt;
  private int[] nextActivity = {};

  StrictAttempts(int steps, long windowMs) {
    this.steps = steps;
    this.windowMs = windowMs;
    this.matching = new Occurrences(0, steps);
    this.attempt = new Attempt(steps);
  }

  @Override
  public void of(Events events, Listener listener) {
    matching.fill(events);
    fillNextActivity(events);
    for (int i = 0; i < matching.count(0); i++) {
      attempt.clear();
      int last = matching.event(0, i);
      attempt.take(last, 0);
      long latest = attempt.time(events, 0) + windowMs;
      for (int step = 1; step < steps; step++) {
        last = next(last, step);
        if (last >= events.size()
            || (events.mask(last) & Masks.step(step)) == 0
            || events.time(last) > latest) {
          break;
        }
        attempt.take(last, step);
      }
      listener.heard(attempt);
    }
  }

  private int next(int last, int step) {
    int activity = nextActivity[last];
    int index = matching.firstBehind(step, last);
    return index < matching.count(step)
        ? Math.min(activity, matching.event(step, index))
        : activity;
  }

  /** For each event the next one that is no identity event; the number of events for none. */
  private void fillNextActivity(Events events) {
    int size = events.size();
    if (nextActivity.length < size || nextActivity.length > 4L * size + 1024) {
      nextActivity = new int[size];
    }
    int next = size;
    for (int event = size - 1; event >= 0; event--) {
      nextActivity[event] = next;
      if ((events.mask(event) & Masks.IDENTITY) == 0) {
        next = event;
      }
    }
  }
}
