package io.causality.portal.lake;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * A type of the query engine, as far as values must be rewritten for JSON.
 *
 * @param name without parameters, e.g. {@code map}
 * @param arguments types inside: key and value of a map, element of an array, fields of a row
 */
record ValueType(String name, List<ValueType> arguments) {

  /** Reads the engine's {@code typeSignature}. */
  static ValueType of(JsonObject signature) {
    List<ValueType> inside = new ArrayList<>();
    JsonArray arguments = signature.getJsonArray("arguments", new JsonArray());
    for (int i = 0; i < arguments.size(); i++) {
      JsonObject argument = arguments.getJsonObject(i);
      switch (argument.getString("kind")) {
        case "TYPE" -> inside.add(of(argument.getJsonObject("value")));
        case "NAMED_TYPE" ->
            inside.add(of(argument.getJsonObject("value").getJsonObject("typeSignature")));
        default -> {
          // A number (precision, length): values do not depend on it.
        }
      }
    }
    return new ValueType(signature.getString("rawType"), List.copyOf(inside));
  }
}
