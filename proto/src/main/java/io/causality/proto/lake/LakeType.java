package io.causality.proto.lake;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Type of a lake column, with the Java type of its values as {@link LakeValues} gives them. Every
 * value may be null.
 */
public sealed interface LakeType {
  /** The type in Trino's SQL. */
  String trino();

  /**
   * A field of this type in the syntax of Parquet's {@code MessageTypeParser}: always optional,
   * maps and lists in the standard three levels.
   */
  String parquet(String name);

  /** Text; {@code String}. */
  record Varchar() implements LakeType {
    @Override
    public String trino() {
      return "varchar";
    }

    @Override
    public String parquet(String name) {
      return "optional binary " + name + " (STRING);";
    }
  }

  /** True or false; {@code Boolean}. */
  record BooleanType() implements LakeType {
    @Override
    public String trino() {
      return "boolean";
    }

    @Override
    public String parquet(String name) {
      return "optional boolean " + name + ";";
    }
  }

  /** 32 bits; {@code Integer}. */
  record IntegerType() implements LakeType {
    @Override
    public String trino() {
      return "integer";
    }

    @Override
    public String parquet(String name) {
      return "optional int32 " + name + ";";
    }
  }

  /** 64 bits; {@code Long}. */
  record Bigint() implements LakeType {
    @Override
    public String trino() {
      return "bigint";
    }

    @Override
    public String parquet(String name) {
      return "optional int64 " + name + ";";
    }
  }

  /** 32-bit floating point; {@code Float}. */
  record Real() implements LakeType {
    @Override
    public String trino() {
      return "real";
    }

    @Override
    public String parquet(String name) {
      return "optional float " + name + ";";
    }
  }

  /** 64-bit floating point; {@code Double}. */
  record DoubleType() implements LakeType {
    @Override
    public String trino() {
      return "double";
    }

    @Override
    public String parquet(String name) {
      return "optional double " + name + ";";
    }
  }

  /** An instant in UTC; {@code Long}, ms since the epoch. */
  record TimestampMillis() implements LakeType {
    @Override
    public String trino() {
      return "timestamp(3)";
    }

    @Override
    public String parquet(String name) {
      return "optional int64 " + name + " (TIMESTAMP(MILLIS,true));";
    }
  }

  /** Open map of text; {@code Map<String, @Nullable String>}. */
  record MapOfVarchar() implements LakeType {
    @Override
    public String trino() {
      return "map(varchar, varchar)";
    }

    @Override
    public String parquet(String name) {
      return "optional group "
          + name
          + " (MAP) { repeated group key_value { required binary key (STRING);"
          + " optional binary value (STRING); } }";
    }
  }

  /** {@code List} of the element's values. */
  record ArrayOf(LakeType element) implements LakeType {
    @Override
    public String trino() {
      return "array(" + element.trino() + ")";
    }

    @Override
    public String parquet(String name) {
      return "optional group "
          + name
          + " (LIST) { repeated group list { "
          + element.parquet("element")
          + " } }";
    }
  }

  /** Named fields; {@code List} of the fields' values, in their order. */
  record Row(List<LakeField> fields) implements LakeType {
    public Row {
      fields = List.copyOf(fields);
    }

    @Override
    public String trino() {
      return fields.stream()
          .map(field -> Sql.identifier(field.name()) + " " + field.type().trino())
          .collect(Collectors.joining(", ", "row(", ")"));
    }

    @Override
    public String parquet(String name) {
      return fields.stream()
          .map(field -> field.type().parquet(field.name()))
          .collect(Collectors.joining(" ", "optional group " + name + " { ", " }"));
    }
  }
}
