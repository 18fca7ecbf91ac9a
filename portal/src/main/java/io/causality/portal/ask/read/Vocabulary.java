package io.causality.portal.ask.read;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names of one app, at one moment.
 *
 * @param events most frequent first
 * @param properties of events and of persons, those on most events first
 * @param otherApps ids and names of apps that are not this one, in lower case
 */
public record Vocabulary(List<Event> events, List<Property> properties, Set<String> otherApps) {
  public Vocabulary {
    events = List.copyOf(events);
    properties = List.copyOf(properties);
    otherApps = Set.copyOf(otherApps);
  }

  /**
   * An event's name.
   *
   * @param properties names of the properties and columns that it carries
   */
  public record Event(String name, long count, Set<String> properties) {
    public Event {
      properties = Set.copyOf(properties);
    }
  }

  /** Whose property it is. */
  public enum Owner {
    EVENT,
    PERSON
  }

  /** What its values are. */
  public enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN
  }

  /**
   * A property.
   *
   * @param values known ones, most frequent first
   * @param complete whether there are no other values
   */
  public record Property(
      String name, Owner owner, Kind kind, long count, List<String> values, boolean complete) {
    public Property {
      values = List.copyOf(values);
    }
  }

  /** The event of that very name. */
  public Optional<Event> event(String name) {
    return events.stream().filter(event -> event.name().equals(name)).findFirst();
  }

  /** The property of that very name. */
  public Optional<Property> property(String name, Owner owner) {
    return properties.stream()
        .filter(property -> property.name().equals(name) && property.owner() == owner)
        .findFirst();
  }
}
