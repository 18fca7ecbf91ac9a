package io.causality.functions.funnel;

import io.causality.functions.log.Events;

/** One attempt at a funnel: which event was taken at which place. Reused; not thread-safe. */
final class Attempt {
  private final int[] events;
  private final int[] steps;
  private int depth;

  Attempt(int steps) {
    this.events = new int[steps];
    this.steps = new int[steps];
  }

  void clear() {
    depth = 0;
  }

  void take(int event, int step) {
    events[depth] = event;
    steps[depth] = step;
    depth++;
  }

  boolean used(int event) {
    for (int place = depth - 1; place >= 0; place--) {
      if (events[place] == event) {
        return true;
      }
    }
    return false;
  }

  /** Number of matched steps. */
  int depth() {
    return depth;
  }

  /** Time of the event at a place, from 0. */
  long time(Events from, int place) {
    return from.time(events[place]);
  }

  /** The event taken for a step; negative when none was. */
  int eventOf(int step) {
    for (int place = 0; place < depth; place++) {
      if (steps[place] == step) {
        return events[place];
      }
    }
    return -1;
  }
}
