package io.causality.portal.lake;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type of the query engine, as far as values must be rewritten.
 *
 * @param name without parameters, e.g. {@code map}
 * @param arguments types inside: key and value of a map, element of an array, fields of a row
 * @param fields names of a row's fields, in the order of the arguments; empty for other types
 * @param numbers parameters of the type itself, as precision and scale
 */
record ValueType(
    String name, List<ValueType> arguments, List<String> fields, List<Integer> numbers) {

  /** Reads the engine's {@code typeSignature}. */
  static ValueType of(JsonObject signature) {
    List<ValueType> inside = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    JsonArray arguments = signature.getJsonArray("arguments", new JsonArray());
    for (int i = 0; i < arguments.size(); i++) {
      JsonObject argument = arguments.getJsonObject(i);
      switch (argument.getString("kind")) {
        case "TYPE" -> inside.add(of(argument.getJsonObject("value")));
        case "NAMED_TYPE" -> {
          JsonObject named = argument.getJsonObject("value");
          inside.add(of(named.getJsonObject("typeSignature")));
          fields.add(fieldName(named.getJsonObject("fieldName"), i));
        }
        case "LONG" -> numbers.add(argument.getInteger("value"));
        default -> {
          // A variable: a type of a value has none.
        }
      }
    }
    return new ValueType(
        signature.getString("rawType"),
        List.copyOf(inside),
        List.copyOf(fields),
        List.copyOf(numbers));
  }

  private static String fieldName(@Nullable JsonObject name, int position) {
    return name == null ? "field" + position : name.getString("name");
  }
}
