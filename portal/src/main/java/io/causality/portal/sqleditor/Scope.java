package io.causality.portal.sqleditor;

import java.util.HashSet;
import java.util.Set;

/** Names that a {@code WITH} gives at some place of a query: they hide tables of that name. */
record Scope(Set<String> names) {
  static final Scope EMPTY = new Scope(Set.of());

  Scope with(String name) {
    Set<String> more = new HashSet<>(names);
    more.add(name);
    return new Scope(Set.copyOf(more));
  }

  boolean hides(String name) {
    return names.contains(name);
  }
}
