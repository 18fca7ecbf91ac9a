package io.causality.portal.lake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * How values of one of the engine's types are written into Parquet: its schema, and the reading of
 * the engine's JSON. Immutable.
 */
sealed interface ParquetValue
    permits ParquetScalar, ParquetValue.ListValue, ParquetValue.MapValue, ParquetValue.RowValue {
  /** The schema of a field that may be null. */
  Type field(String name);

  /** Writes the value, not null, at which the parser stands, and leaves the parser at its end. */
  void write(JsonParser from, RecordConsumer to) throws IOException;

  /** Writes a whole field, unless its value is null. */
  default void writeField(String name, int index, JsonParser from, RecordConsumer to)
      throws IOException {
    if (from.currentToken() != JsonToken.VALUE_NULL) {
      to.startField(name, index);
      write(from, to);
      to.endField(name, index);
    }
  }

  /** Reads the engine's {@code typeSignature}; a type that Parquet does not have is text. */
  static ParquetValue of(JsonObject signature) {
    List<ParquetValue> inside = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    JsonArray arguments = signature.getJsonArray("arguments", new JsonArray());
    for (int i = 0; i < arguments.size(); i++) {
      JsonObject argument = arguments.getJsonObject(i);
      switch (argument.getString("kind")) {
        case "TYPE" -> inside.add(of(argument.getJsonObject("value")));
        case "NAMED_TYPE" -> {
          JsonObject named = argument.getJsonObject("value");
          inside.add(of(named.getJsonObject("typeSignature")));
          names.add(fieldName(named.getJsonObject("fieldName"), i));
        }
        default -> numbers.add(argument.getInteger("value"));
      }
    }
    return switch (signature.getString("rawType")) {
      case "array" -> new ListValue(inside.getFirst());
      case "map" -> new MapValue(inside.getFirst(), inside.getLast());
      case "row" -> new RowValue(unique(names), inside);
      default -> ParquetScalar.of(signature.getString("rawType"), numbers);
    };
  }

  private static String fieldName(@Nullable JsonObject name, int position) {
    return name == null ? "field" + position : name.getString("name");
  }

  /** Names of Parquet's fields differ: what comes again gets a number. */
  static List<String> unique(List<String> names) {
    List<String> different = new ArrayList<>();
    for (String name : names) {
      String candidate = name;
      for (int again = 2; different.contains(candidate); again++) {
        candidate = name + "_" + again;
      }
      different.add(candidate);
    }
    return List.copyOf(different);
  }

  /** A list, in Parquet's three levels. */
  record ListValue(ParquetValue element) implements ParquetValue {
    @Override
    public Type field(String name) {
      return Types.optionalGroup()
          .as(LogicalTypeAnnotation.listType())
          .addField(Types.repeatedGroup().addField(element.field("element")).named("list"))
          .named(name);
    }

    @Override
    public void write(JsonParser from, RecordConsumer to) throws IOException {
      to.startGroup();
      boolean started = false;
      while (from.nextToken() != JsonToken.END_ARRAY) {
        if (!started) {
          to.startField("list", 0);
          started = true;
        }
        to.startGroup();
        element.writeField("element", 0, from, to);
        to.endGroup();
      }
      if (started) {
        to.endField("list", 0);
      }
      to.endGroup();
    }
  }

  /** A map; the engine's JSON has its keys as names, hence as text. */
  record MapValue(ParquetValue key, ParquetValue value) implements ParquetValue {
    @Override
    public Type field(String name) {
      return Types.optionalGroup()
          .as(LogicalTypeAnnotation.mapType())
          .addField(
              Types.repeatedGroup()
                  .addField(
                      key instanceof ParquetScalar scalar
                          ? scalar.requiredField("key")
                          : ParquetScalar.TEXT.requiredField("key"))
                  .addField(value.field("value"))
                  .named("key_value"))
          .named(name);
    }

    @Override
    public void write(JsonParser from, RecordConsumer to) throws IOException {
      ParquetScalar keys = key instanceof ParquetScalar scalar ? scalar : ParquetScalar.TEXT;
      to.startGroup();
      boolean started = false;
      while (from.nextToken() != JsonToken.END_OBJECT) {
        if (!started) {
          to.startField("key_value", 0);
          started = true;
        }
        to.startGroup();
        to.startField("key", 0);
        keys.write(from.currentName(), to);
        to.endField("key", 0);
        from.nextToken();
        value.writeField("value", 1, from, to);
        to.endGroup();
      }
      if (started) {
        to.endField("key_value", 0);
      }
      to.endGroup();
    }
  }

  /** Named fields; the engine's JSON has their values as a list. */
  record RowValue(List<String> names, List<ParquetValue> values) implements ParquetValue {
    @Override
    public Type field(String name) {
      Types.GroupBuilder<GroupType> group = Types.optionalGroup();
      for (int i = 0; i < values.size(); i++) {
        group.addField(values.get(i).field(names.get(i)));
      }
      return group.named(name);
    }

    @Override
    public void write(JsonParser from, RecordConsumer to) throws IOException {
      to.startGroup();
      for (int i = 0; from.nextToken() != JsonToken.END_ARRAY; i++) {
        values.get(i).writeField(names.get(i), i, from, to);
      }
      to.endGroup();
    }
  }
}
