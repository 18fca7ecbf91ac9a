package io.causality.functions.funnel;

import io.causality.functions.log.Events;

/** Finds all attempts of a person. Not thread-safe. */
interface Attempts {
  /** Hears of an attempt; it is valid until the method returns. */
  @FunctionalInterface
  interface Listener {
    void heard(Attempt attempt);
  }

  /** Tells of every attempt, also the void ones, by their starts, ascending or descending. */
  void of(Events events, Listener listener);

  /** The kind for a funnel. */
  static Attempts in(Funnel funnel) {
    return switch (funnel.order()) {
      case ORDERED -> new OrderedAttempts(funnel.steps(), funnel.windowMs());
      case STRICT -> new StrictAttempts(funnel.steps(), funnel.windowMs());
      case UNORDERED -> new UnorderedAttempts(funnel.steps(), funnel.windowMs());
    };
  }
}
