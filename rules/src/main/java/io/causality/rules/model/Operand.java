package io.causality.rules.model;

import io.causality.rules.path.EventPath;
import java.util.List;

/** What the value at a condition's path is compared with. */
public sealed interface Operand {
  /** Nothing: the condition asks whether there is a value. */
  record None() implements Operand {}

  /** A value. */
  record Value(Scalar scalar) implements Operand {}

  /** One of several values. */
  record OneOf(List<Scalar> scalars) implements Operand {
    /** Copies the list. */
    public OneOf {
      scalars = List.copyOf(scalars);
    }
  }

  /**
   * The first value that the event of an earlier step has at a path.
   *
   * @param step the step's name
   */
  record SameAs(String step, EventPath path) implements Operand {}
}
