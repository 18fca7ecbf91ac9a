package io.causality.portal.lake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

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

  /** How values of that type are written; a type that Parquet does not have is text. */
  static ParquetValue of(ValueType type) {
    List<ParquetValue> inside = type.arguments().stream().map(ParquetValue::of).toList();
    return switch (type.name()) {
      case "array" -> new ListValue(inside.getFirst());
      case "map" ->
          new MapValue(
              inside.getFirst() instanceof ParquetScalar key ? key : ParquetScalar.TEXT,
              inside.getLast());
      case "row" -> new RowValue(unique(type.fields()), inside);
      default -> ParquetScalar.of(type.name(), type.numbers());
    };
  }

  /** The parts of a list or a map, one after the other, up to the token {@code end}. */
  private static void repeated(
      String name, JsonParser from, JsonToken end, RecordConsumer to, Part part)
      throws IOException {
    to.startGroup();
    boolean started = false;
    while (from.nextToken() != end) {
      if (!started) {
        to.startField(name, 0);
        started = true;
      }
      to.startGroup();
      part.write();
      to.endGroup();
    }
    if (started) {
      to.endField(name, 0);
    }
    to.endGroup();
  }

  /** Writes the part at whose first token the parser stands. */
  @FunctionalInterface
  interface Part {
    void write() throws IOException;
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
      repeated(
          "list", from, JsonToken.END_ARRAY, to, () -> element.writeField("element", 0, from, to));
    }
  }

  /** A map; the engine's JSON has its keys as names, hence as text. */
  record MapValue(ParquetScalar key, ParquetValue value) implements ParquetValue {
    @Override
    public Type field(String name) {
      return Types.optionalGroup()
          .as(LogicalTypeAnnotation.mapType())
          .addField(
              Types.repeatedGroup()
                  .addField(key.requiredField("key"))
                  .addField(value.field("value"))
                  .named("key_value"))
          .named(name);
    }

    @Override
    public void write(JsonParser from, RecordConsumer to) throws IOException {
      repeated(
          "key_value",
          from,
          JsonToken.END_OBJECT,
          to,
          () -> {
            to.startField("key", 0);
            key.write(from.currentName(), to);
            to.endField("key", 0);
            from.nextToken();
            value.writeField("value", 1, from, to);
          });
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
