package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Vocabulary.Event;
import io.causality.portal.ask.read.Vocabulary.Property;
import java.util.List;

/** What a phrase of a question may name; several alternatives where it is not clear. */
sealed interface Name {
  /** The words of the question. */
  String phrase();

  /**
   * Events.
   *
   * @param level how well it fits: 100 is the very name
   */
  record OfEvent(String phrase, List<Event> alternatives, int level) implements Name {
    public OfEvent {
      alternatives = List.copyOf(alternatives);
    }
  }

  /** Properties. */
  record OfProperty(String phrase, List<Property> alternatives) implements Name {
    public OfProperty {
      alternatives = List.copyOf(alternatives);
    }
  }

  /** A value of some properties. */
  record OfValue(String phrase, List<Of> alternatives) implements Name {
    public OfValue {
      alternatives = List.copyOf(alternatives);
    }
  }

  /** A value as it is recorded, of one property. */
  record Of(Property property, String value) {}

  /** A name in quotes that the app does not have; or a value that is not known. */
  record Unknown(String phrase) implements Name {}
}
