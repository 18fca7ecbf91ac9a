package io.causality.rules.model;

import io.causality.rules.path.EventPath;
import java.util.List;

/** What must hold for an event. */
public sealed interface Condition {
  /** Any value at the path fits; {@link Op#NOT_EXISTS}: there is none. */
  record Test(EventPath path, Op op, Operand operand) implements Condition {}

  /** At least one holds. */
  record Any(List<Condition> conditions) implements Condition {
    /** Copies the list. */
    public Any {
      conditions = List.copyOf(conditions);
    }
  }

  /** All hold. */
  record All(List<Condition> conditions) implements Condition {
    /** Copies the list. */
    public All {
      conditions = List.copyOf(conditions);
    }
  }
}
