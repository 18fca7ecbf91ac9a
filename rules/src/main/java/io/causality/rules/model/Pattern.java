package io.causality.rules.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events are meant.
 *
 * @param event their name; null: events of every name
 * @param where conditions, all of which hold
 */
public record Pattern(@Nullable String event, List<Condition> where) {
  /** Copies the list. */
  public Pattern {
    where = List.copyOf(where);
  }
}
