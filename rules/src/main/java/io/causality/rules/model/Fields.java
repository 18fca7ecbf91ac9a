package io.causality.rules.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads an object field by field; what was not asked for is unknown. Not thread-safe. */
final class Fields {
  private final JsonNode object;
  private final String path;
  private final Set<String> asked = new LinkedHashSet<>();

  /** Reads an element of a list or a field. */
  @FunctionalInterface
  interface Reader<T> {
    T read(JsonNode node, String path) throws BadRuleException;
  }

  private Fields(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  static Fields of(JsonNode node, String path) throws BadRuleException {
    if (!node.isObject()) {
      throw new BadRuleException(path, "must be an object, not " + kindOf(node));
    }
    return new Fields(node, path);
  }

  String at(String name) {
    return path + "." + name;
  }

  String path() {
    return path;
  }

  /** The field, or null where it is missing or null. */
  @Nullable JsonNode find(String name) {
    asked.add(name);
    JsonNode node = object.get(name);
    return node == null || node.isNull() ? null : node;
  }

  JsonNode need(String name) throws BadRuleException {
    JsonNode node = find(name);
    if (node == null) {
      throw new BadRuleException(at(name), "is missing");
    }
    return node;
  }

  Iterable<String> names() {
    return object::fieldNames;
  }

  String text(String name, int max) throws BadRuleException {
    return text(need(name), at(name), max);
  }

  @Nullable String optionalText(String name, int max) throws BadRuleException {
    JsonNode node = find(name);
    return node == null ? null : text(node, at(name), max);
  }

  static String text(JsonNode node, String path, int max) throws BadRuleException {
    if (!node.isTextual()) {
      throw new BadRuleException(path, "must be text, not " + kindOf(node));
    }
    String text = node.textValue();
    if (text.isBlank()) {
      throw new BadRuleException(path, "must not be empty");
    } else if (text.length() > max) {
      throw new BadRuleException(path, "has at most " + max + " characters");
    }
    return text;
  }

  boolean bool(String name, boolean absent) throws BadRuleException {
    JsonNode node = find(name);
    if (node == null) {
      return absent;
    } else if (!node.isBoolean()) {
      throw new BadRuleException(at(name), "must be true or false, not " + kindOf(node));
    }
    return node.booleanValue();
  }

  int whole(String name, int least, int most) throws BadRuleException {
    return (int) whole(need(name), at(name), least, most);
  }

  int whole(String name, int least, int most, int absent) throws BadRuleException {
    JsonNode node = find(name);
    return node == null ? absent : (int) whole(node, at(name), least, most);
  }

  static long whole(JsonNode node, String path, long least, long most) throws BadRuleException {
    boolean whole =
        node.isNumber() && Double.isFinite(node.doubleValue()) && isWhole(node.doubleValue());
    if (!whole) {
      throw new BadRuleException(path, "must be a whole number, not " + kindOf(node));
    }
    double number = node.doubleValue();
    if (number < least || number > most) {
      throw new BadRuleException(path, "must lie between " + least + " and " + most);
    }
    return (long) number;
  }

  private static boolean isWhole(double number) {
    return number == Math.rint(number);
  }

  @Nullable Double optionalNumber(String name) throws BadRuleException {
    JsonNode node = find(name);
    return node == null ? null : number(node, at(name));
  }

  static double number(JsonNode node, String path) throws BadRuleException {
    if (!node.isNumber()) {
      throw new BadRuleException(path, "must be a number, not " + kindOf(node));
    }
    double number = node.doubleValue();
    if (!Double.isFinite(number)) {
      throw new BadRuleException(path, "is too large");
    }
    return number + 0.0; // no negative zero
  }

  <E extends Enum<E>> E choice(String name, Class<E> type, Function<E, String> text)
      throws BadRuleException {
    return choice(need(name), at(name), type, text);
  }

  <E extends Enum<E>> E choice(String name, Class<E> type, Function<E, String> text, E absent)
      throws BadRuleException {
    JsonNode node = find(name);
    return node == null ? absent : choice(node, at(name), type, text);
  }

  private static <E extends Enum<E>> E choice(
      JsonNode node, String path, Class<E> type, Function<E, String> text) throws BadRuleException {
    for (E constant : type.getEnumConstants()) {
      if (node.isTextual() && text.apply(constant).equals(node.textValue())) {
        return constant;
      }
    }
    throw new BadRuleException(
        path,
        "must be one of "
            + Arrays.stream(type.getEnumConstants()).map(text).collect(Collectors.joining(", ")));
  }

  <T> List<T> list(String name, int least, int most, Reader<T> reader) throws BadRuleException {
    JsonNode node = find(name);
    if (node == null && least == 0) {
      return List.of();
    }
    return list(need(name), at(name), least, most, reader);
  }

  static <T> List<T> list(JsonNode node, String path, int least, int most, Reader<T> reader)
      throws BadRuleException {
    if (!node.isArray()) {
      throw new BadRuleException(path, "must be a list, not " + kindOf(node));
    } else if (node.size() < least || node.size() > most) {
      throw new BadRuleException(path, "has " + least + " to " + most + " elements");
    }
    List<T> elements = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      elements.add(reader.read(node.get(i), path + "[" + i + "]"));
    }
    return elements;
  }

  /** Refuses fields that nothing asked for. */
  void done() throws BadRuleException {
    for (String name : names()) {
      if (!asked.contains(name)) {
        throw new BadRuleException(at(name), "is unknown; known here: " + String.join(", ", asked));
      }
    }
  }

  static String kindOf(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "a list";
      case BOOLEAN -> "true or false";
      case NUMBER -> "the number " + shown(node);
      case OBJECT, POJO -> "an object";
      case STRING -> "text";
      case BINARY, MISSING, NULL -> "nothing";
    };
  }

  private static String shown(JsonNode number) {
    String text = number.asText();
    return text.length() > 30 ? text.substring(0, 30) + "…" : text;
  }
}
