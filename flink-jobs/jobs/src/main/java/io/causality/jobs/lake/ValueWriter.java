package io.causality.jobs.lake;

import io.causality.proto.lake.LakeType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/** Writes a value of one {@link LakeType}, as {@code LakeValues} gives it, into a started field. */
@FunctionalInterface
interface ValueWriter {
  /** Text, the most frequent type. */
  ValueWriter TEXT = (consumer, value) -> consumer.addBinary(text((String) value));

  void write(RecordConsumer consumer, Object value);

  /** The writer for a type. */
  static ValueWriter of(LakeType type) {
    if (type instanceof LakeType.Varchar) {
      return TEXT;
    } else if (type instanceof LakeType.BooleanType) {
      return (consumer, value) -> consumer.addBoolean((Boolean) value);
    } else if (type instanceof LakeType.IntegerType) {
      return (consumer, value) -> consumer.addInteger((Integer) value);
    } else if (type instanceof LakeType.Bigint || type instanceof LakeType.TimestampMillis) {
      return (consumer, value) -> consumer.addLong((Long) value);
    } else if (type instanceof LakeType.Real) {
      return (consumer, value) -> consumer.addFloat((Float) value);
    } else if (type instanceof LakeType.DoubleType) {
      return (consumer, value) -> consumer.addDouble((Double) value);
    } else if (type instanceof LakeType.MapOfVarchar) {
      return (consumer, value) -> map(consumer, (Map<?, ?>) value);
    } else if (type instanceof LakeType.ArrayOf array) {
      ValueWriter element = of(array.element());
      return (consumer, value) -> list(consumer, (List<?>) value, element);
    } else if (type instanceof LakeType.Row row) {
      return row(row);
    }
    throw new IllegalArgumentException("no writer for " + type);
  }

  private static ValueWriter row(LakeType.Row row) {
    List<ValueWriter> writers = row.fields().stream().map(field -> of(field.type())).toList();
    return (consumer, value) -> {
      List<?> values = (List<?>) value;
      consumer.startGroup();
      for (int i = 0; i < writers.size(); i++) {
        field(consumer, row.fields().get(i).name(), i, values.get(i), writers.get(i));
      }
      consumer.endGroup();
    };
  }

  private static void list(RecordConsumer consumer, List<?> values, ValueWriter element) {
    consumer.startGroup();
    if (!values.isEmpty()) {
      consumer.startField("list", 0);
      for (Object value : values) {
        consumer.startGroup();
        field(consumer, "element", 0, value, element);
        consumer.endGroup();
      }
      consumer.endField("list", 0);
    }
    consumer.endGroup();
  }

  private static void map(RecordConsumer consumer, Map<?, ?> entries) {
    consumer.startGroup();
    if (!entries.isEmpty()) {
      consumer.startField("key_value", 0);
      for (Map.Entry<?, ?> entry : entries.entrySet()) {
        consumer.startGroup();
        field(consumer, "key", 0, entry.getKey(), TEXT);
        field(consumer, "value", 1, entry.getValue(), TEXT);
        consumer.endGroup();
      }
      consumer.endField("key_value", 0);
    }
    consumer.endGroup();
  }

  /** Writes a field, unless its value is null. */
  static void field(
      RecordConsumer consumer, String name, int index, @Nullable Object value, ValueWriter writer) {
    if (value != null) {
      consumer.startField(name, index);
      writer.write(consumer, value);
      consumer.endField(name, index);
    }
  }

  private static Binary text(String value) {
    return Binary.fromConstantByteArray(value.getBytes(StandardCharsets.UTF_8));
  }
}
