package io.causality.portal.insight.spec;

import io.causality.proto.lake.LakeValues;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one JSON object and remembers which it was asked for: what is left over in
 * the end is unknown. A field that is null is absent. Not thread-safe.
 */
final class Fields {
  /** Up to two edits. */
  private static final int MISSPELT = 9;

  private final Map<?, ?> object;
  private final String path;
  private final Set<String> asked = new LinkedHashSet<>();

  private Fields(Map<?, ?> object, String path) {
    this.object = object;
    this.path = path;
  }

  /** The object at a path; an error when something else is there. */
  static Fields of(@Nullable Object value, String path) {
    if (value instanceof Map<?, ?> map) {
      return new Fields(map, path);
    }
    throw new SpecException(path, path + " must be an object, not " + describe(value), null);
  }

  String path() {
    return path;
  }

  String at(String field) {
    return path + "." + field;
  }

  /** Whether the field is there, also as null. */
  boolean has(String field) {
    asked.add(field);
    return object.containsKey(field);
  }

  /** The field's value as JSON has it; null when absent. */
  @Nullable Object raw(String field) {
    asked.add(field);
    return object.get(field);
  }

  Optional<String> text(String field) {
    Object value = raw(field);
    if (value == null) {
      return Optional.empty();
    } else if (value instanceof String text) {
      return Optional.of(text);
    }
    throw wrong(field, "a string", value);
  }

  String requiredText(String field) {
    return text(field).orElseThrow(() -> missing(field));
  }

  boolean truth(String field) {
    Object value = raw(field);
    if (value == null) {
      return false;
    } else if (value instanceof Boolean truth) {
      return truth;
    }
    throw wrong(field, "true or false", value);
  }

  /** A whole number within bounds. */
  OptionalInt integer(String field, int least, int greatest) {
    Object value = raw(field);
    if (value == null) {
      return OptionalInt.empty();
    }
    if (value instanceof Number number) {
      BigDecimal exact = new BigDecimal(number.toString());
      if (exact.stripTrailingZeros().scale() <= 0
          && exact.compareTo(BigDecimal.valueOf(least)) >= 0
          && exact.compareTo(BigDecimal.valueOf(greatest)) <= 0) {
        return OptionalInt.of(exact.intValueExact());
      }
    }
    throw wrong(field, "a whole number from " + least + " to " + greatest, value);
  }

  <E extends Enum<E> & Choice> Optional<E> choice(String field, E[] choices) {
    return text(field).map(word -> choose(at(field), word, choices));
  }

  <E extends Enum<E> & Choice> E requiredChoice(String field, E[] choices) {
    return choice(field, choices).orElseThrow(() -> missing(field));
  }

  static <E extends Enum<E> & Choice> E choose(String where, String word, E[] choices) {
    for (E choice : choices) {
      if (choice.text().equals(word)) {
        return choice;
      }
    }
    List<String> words = Arrays.stream(choices).map(Choice::text).toList();
    String name = where.substring(where.lastIndexOf('.') + 1);
    throw new SpecException(
        where,
        "unknown " + name + " \"" + word + "\"; it is one of " + String.join(", ", words),
        Nearest.to(word, words).orElse(null));
  }

  Optional<Fields> object(String field) {
    Object value = raw(field);
    return value == null ? Optional.empty() : Optional.of(of(value, at(field)));
  }

  Fields requiredObject(String field) {
    return object(field).orElseThrow(() -> missing(field));
  }

  /** The list's elements with their paths; empty when absent. */
  List<Element> list(String field) {
    Object value = raw(field);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      List<Element> elements = new ArrayList<>();
      for (Object element : list) {
        elements.add(new Element(element, at(field) + "[" + elements.size() + "]"));
      }
      return elements;
    }
    throw wrong(field, "a list", value);
  }

  /** As {@link #list}, of so many elements. */
  List<Element> list(String field, int least, int greatest) {
    List<Element> elements = list(field);
    if (object.get(field) == null && least > 0) {
      throw missing(field);
    }
    if (elements.size() < least || elements.size() > greatest) {
      throw new SpecException(
          at(field),
          field + " has " + least + " to " + greatest + " elements, not " + elements.size(),
          null);
    }
    return elements;
  }

  <T> List<T> each(String field, Function<Element, T> read) {
    return list(field).stream().map(read).toList();
  }

  /** A value in a list, and where it is. */
  record Element(@Nullable Object value, String path) {
    Fields fields() {
      return Fields.of(value, path);
    }

    String text() {
      if (value instanceof String text) {
        return text;
      }
      throw new SpecException(path, path + " must be a string, not " + describe(value), null);
    }
  }

  /** The error of a field that must be there; a misspelt one is called by its name. */
  SpecException missing(String field) {
    for (Object key : object.keySet()) {
      String name = String.valueOf(key);
      if (!asked.contains(name) && Nearest.distance(name, field) <= MISSPELT) {
        return new SpecException(
            at(name),
            "unknown field \"" + name + "\" at " + path + "; " + field + " is missing",
            field);
      }
    }
    return new SpecException(at(field), field + " is missing at " + path, null);
  }

  SpecException wrong(String field, String wanted, @Nullable Object value) {
    return new SpecException(
        at(field), field + " must be " + wanted + ", not " + describe(value), null);
  }

  /** Refuses fields that nobody asked for. */
  void done() {
    for (Object key : object.keySet()) {
      String name = String.valueOf(key);
      if (!asked.contains(name)) {
        throw new SpecException(
            at(name),
            "unknown field \"" + name + "\" at " + path + "; it knows " + String.join(", ", asked),
            Nearest.to(name, asked).orElse(null));
      }
    }
  }

  static String describe(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Map<?, ?> map -> "an object";
      case List<?> list -> "a list";
      case String text -> "\"" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "\"";
      default -> value.toString();
    };
  }

  /** A scalar as the lake writes it; empty for null, lists and objects. */
  static Optional<String> canonical(@Nullable Object value) {
    return switch (value) {
      case String text -> Optional.of(text);
      case Boolean truth -> Optional.of(truth.toString());
      case Integer number -> Optional.of(number.toString());
      case Long number -> Optional.of(number.toString());
      case Number number -> Optional.of(LakeValues.text(number.doubleValue()));
      case null, default -> Optional.empty();
    };
  }
}
