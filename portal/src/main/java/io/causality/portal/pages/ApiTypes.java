package io.causality.portal.pages;

import io.causality.portal.pages.ApiDocument.Field;
import io.causality.portal.pages.ApiDocument.Piece;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the schemas of an OpenAPI file are told to readers. */
final class ApiTypes {
  private static final String SCHEMAS = "#/components/schemas/";
  private static final int DEEPEST = 4;

  private final JsonObject root;

  ApiTypes(JsonObject root) {
    this.root = root;
  }

  /** What a reference means; anything else is itself. */
  JsonObject resolve(JsonObject holder) {
    String reference = holder.getString("$ref");
    if (reference == null) {
      return holder;
    }
    JsonObject found = root;
    for (String step : reference.substring("#/".length()).split("/", -1)) {
      found = found.getJsonObject(step);
      if (found == null) {
        throw new IllegalArgumentException("nothing at " + reference);
      }
    }
    return resolve(found);
  }

  /** A type in a few words, with the names of schemas. */
  List<Piece> name(JsonObject schema) {
    List<Piece> pieces = new ArrayList<>();
    name(schema, pieces);
    return pieces;
  }

  /** The fields of an object, those of inner objects after theirs. */
  List<Field> fields(JsonObject schema) {
    List<Field> fields = new ArrayList<>();
    fields(schema, "", fields, 0);
    return fields;
  }

  private void name(JsonObject schema, List<Piece> pieces) {
    String reference = schema.getString("$ref");
    if (reference != null && reference.startsWith(SCHEMAS)) {
      pieces.add(new Piece(reference.substring(SCHEMAS.length()), true));
    } else if (schema.containsKey("oneOf") || schema.containsKey("anyOf")) {
      alternatives(schema.getJsonArray("oneOf", schema.getJsonArray("anyOf")), pieces);
    } else if (schema.containsKey("allOf")) {
      name(schema.getJsonArray("allOf").getJsonObject(0), pieces);
    } else if (schema.containsKey("enum")) {
      text(
          pieces,
          schema.getJsonArray("enum").stream()
              .map(String::valueOf)
              .collect(Collectors.joining(" | ")));
    } else if (schema.containsKey("const")) {
      text(pieces, String.valueOf(schema.getValue("const")));
    } else {
      plain(schema, pieces);
    }
  }

  private void alternatives(JsonArray schemas, List<Piece> pieces) {
    for (int i = 0; i < schemas.size(); i++) {
      if (i > 0) {
        text(pieces, " or ");
      }
      name(schemas.getJsonObject(i), pieces);
    }
  }

  private void plain(JsonObject schema, List<Piece> pieces) {
    String type = types(schema);
    if (type.startsWith("array")) {
      text(pieces, "list of ");
      name(schema.getJsonObject("items", new JsonObject()), pieces);
      text(pieces, type.substring("array".length()));
      return;
    }
    String format = schema.getString("format");
    text(pieces, format == null ? type : type + ", " + format);
    if (schema.getValue("additionalProperties") instanceof JsonObject values && !values.isEmpty()) {
      text(pieces, " of ");
      name(values, pieces);
    }
    text(pieces, bounds(schema));
  }

  private static String types(JsonObject schema) {
    return switch (schema.getValue("type")) {
      case null -> schema.containsKey("properties") ? "object" : "any value";
      case JsonArray several ->
          several.stream().map(String::valueOf).collect(Collectors.joining(" or "));
      default -> schema.getString("type");
    };
  }

  private static String bounds(JsonObject schema) {
    StringBuilder text = new StringBuilder();
    bound(text, "≥ ", schema.getValue("minimum"));
    bound(text, "≤ ", schema.getValue("maximum"));
    bound(text, "at least ", schema.getValue("minLength"));
    bound(text, "at most ", schema.getValue("maxLength"));
    return text.toString();
  }

  private static void bound(StringBuilder text, String word, @Nullable Object value) {
    if (value != null) {
      text.append(", ").append(word).append(value);
    }
  }

  private void fields(JsonObject schema, String prefix, List<Field> fields, int depth) {
    JsonObject properties = schema.getJsonObject("properties");
    if (properties == null || depth == DEEPEST) {
      return;
    }
    JsonArray required = schema.getJsonArray("required", new JsonArray());
    for (String name : properties.fieldNames()) {
      JsonObject property = properties.getJsonObject(name);
      fields.add(
          new Field(
              prefix + name,
              "",
              name(property),
              required.contains(name),
              Prose.of(property.getString("description", ""))));
      fields(property, prefix + name + ".", fields, depth + 1);
      JsonObject items = property.getJsonObject("items");
      if (items != null) {
        fields(items, prefix + name + "[].", fields, depth + 1);
      }
    }
  }

  private static void text(List<Piece> pieces, String text) {
    if (!text.isEmpty()) {
      pieces.add(new Piece(text, false));
    }
  }
}
