package io.causality.portal.insight;

import java.util.Set;

/** Knows the names that an app has ever sent. */
@FunctionalInterface
public interface KnownNames {
  /**
   * Names of one moment.
   *
   * @param events names of events
   * @param properties names of properties of events, without those that have a column
   * @param traits names of traits of persons
   */
  record Names(Set<String> events, Set<String> properties, Set<String> traits) {
    public Names {
      events = Set.copyOf(events);
      properties = Set.copyOf(properties);
      traits = Set.copyOf(traits);
    }
  }

  /** The app's names. May block. */
  Names of(String app) throws InterruptedException;
}
