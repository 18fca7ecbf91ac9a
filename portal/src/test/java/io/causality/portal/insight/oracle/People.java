package io.causality.portal.insight.oracle;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whose events they are, and what is known of these persons. */
final class People {
  private static final List<String> IDENTITY = List.of("identify", "alias", "group");

  private final List<Event> events;
  private final Map<Event, String> persons = new HashMap<>();
  private final Map<String, Map<String, String>> traits = new HashMap<>();

  People(List<Event> all) {
    events = new ArrayList<>(all);
    events.sort(Comparator.comparingLong(Event::ts).thenComparingLong(Event::seq));
    for (Event event : events) {
      persons.put(event, find(event));
    }
    for (Event event : events) {
      Map<String, String> of = traits.computeIfAbsent(person(event), p -> new HashMap<>());
      event
          .traits()
          .forEach(
              (name, value) -> {
                if (value == null) {
                  of.remove(name);
                } else {
                  of.put(name, text(value));
                }
              });
    }
  }

  /** In order. */
  List<Event> events() {
    return events;
  }

  private String find(Event event) {
    if (event.user() != null) {
      return event.user();
    }
    String first = null;
    String last = null;
    for (Event link : events) {
      if (link.user() != null && Objects.equals(link.device(), event.device())) {
        if (first == null) {
          first = link.user();
        }
        if (link.ts() <= event.ts()) {
          last = link.user();
        }
      }
    }
    return last != null ? last : first != null ? first : Objects.requireNonNull(event.device());
  }

  String person(Event event) {
    return Objects.requireNonNull(persons.get(event));
  }

  @Nullable String trait(Event event, String key) {
    return traits.getOrDefault(person(event), Map.of()).get(key);
  }

  static boolean isIdentity(Event event) {
    return IDENTITY.contains(event.name());
  }

  /** The event's own property first, then the column. */
  static @Nullable Object property(Event event, String key) {
    Object own = event.properties().get(key);
    return own != null ? own : event.columns().get(key);
  }

  /** Canonical text. */
  static String text(Object value) {
    if (value instanceof Double || value instanceof Float) {
      BigDecimal decimal = new BigDecimal(value.toString());
      return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }
    return value.toString();
  }
}
