package io.causality.rules.evaluate;

import io.causality.proto.v1.Signal;
import java.util.List;

/** A condition between events. */
@FunctionalInterface
interface Later {
  /**
   * Whether it holds.
   *
   * @param steps signals of the steps so far; a condition on a later one does not hold
   */
  boolean holds(Signal signal, List<Signal> steps);
}
