package io.causality.functions.funnel;

import io.causality.functions.log.Events;

/**
 * Each event of the first step starts an attempt; each next step takes the earliest event at the
 * same time or later that the attempt has not used. Work: steps × log(events) per attempt.
 */
final class OrderedAttempts implements Attempts {
  private final int steps;
  private final long windowMs;
  private final Occurrences matching;
  private final Attempt attempt;

  OrderedAttempts(int steps, long windowMs) {
    this.steps = steps;
    this.windowMs = windowMs;
    this.matching = new Occurrences(0, steps);
    this.attempt = new Attempt(steps);
  }

  @Override
  public void of(Events events, Listener listener) {
    matching.fill(events);
    for (int i = 0; i < matching.count(0); i++) {
      attempt.clear();
      attempt.take(matching.event(0, i), 0);
      long latest = attempt.time(events, 0) + windowMs;
      for (int step = 1; step < steps; step++) {
        int next = next(events, step);
        if (next < 0 || events.time(next) > latest) {
          break;
        }
        attempt.take(next, step);
      }
      listener.heard(attempt);
    }
  }

  private int next(Events events, int step) {
    int index = matching.firstAtOrAfter(events, step, attempt.time(events, step - 1));
    while (index < matching.count(step)) {
      int event = matching.event(step, index);
      if (!attempt.used(event)) {
        return event;
      }
      index++;
    }
    return -1;
  }
}
