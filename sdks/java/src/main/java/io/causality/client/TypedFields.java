package io.causality.client;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fields of a generated event, or of a part of one, under their names on the wire. Not thread-safe;
 * the client keeps nothing of it after {@code track}.
 */
public abstract class TypedFields {
  private final Map<String, Object> fields = new LinkedHashMap<>();

  /** Only the generated classes of this package extend it. */
  TypedFields() {}

  /** Sets a field; null takes it away again. */
  final void put(String name, @Nullable Object value) {
    if (value == null) {
      fields.remove(name);
    } else {
      fields.put(name, value);
    }
  }

  final void writeTo(JsonWriter json) throws InvalidEventException {
    json.members(fields);
  }

  /** The required fields that are missing or empty, by their names on the wire. */
  final void check(String... required) throws InvalidEventException {
    for (String name : required) {
      Object value = fields.get(name);
      if (value == null || value.equals("")) {
        throw new InvalidEventException(name + " is needed");
      }
    }
  }

  final boolean has(String name) {
    return fields.containsKey(name);
  }
}
