package io.causality.portal.insight;

import java.util.Optional;
import java.util.Set;

/** Knows the names that an app has ever sent. */
@FunctionalInterface
public interface KnownNames {
  /**
   * Names of one moment.
   *
   * @param events names of events
   * @param properties names of properties of events and of columns that they fill
   * @param traits names of traits of persons
   */
  record Names(Set<String> events, Set<String> properties, Set<String> traits) {
    public Names {
      events = Set.copyOf(events);
      properties = Set.copyOf(properties);
      traits = Set.copyOf(traits);
    }
  }

  /** The app's names; empty while they are not known. Does not block. */
  Optional<Names> of(String app);
}
