package io.causality.proto.lake;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** How a protobuf field looks in the lake. */
final class FieldTypes {
  private FieldTypes() {}

  /**
   * The type of a field that becomes one column.
   *
   * @throws IllegalArgumentException for bytes, recursive messages and single messages, which are
   *     flattened
   */
  static LakeType of(FieldDescriptor field) {
    return of(field, new ArrayDeque<>());
  }

  private static LakeType of(FieldDescriptor field, Deque<Descriptor> inside) {
    if (field.isMapField()) {
      return new LakeType.MapOfVarchar();
    }
    LakeType single =
        switch (field.getJavaType()) {
          case STRING, ENUM -> new LakeType.Varchar();
          case BOOLEAN -> new LakeType.BooleanType();
          case INT -> new LakeType.IntegerType();
          case LONG -> new LakeType.Bigint();
          case FLOAT -> new LakeType.Real();
          case DOUBLE -> new LakeType.DoubleType();
          case MESSAGE -> row(field, inside);
          case BYTE_STRING ->
              throw new IllegalArgumentException(
                  "bytes have no place in the lake: " + field.getFullName());
        };
    return field.isRepeated() ? new LakeType.ArrayOf(single) : single;
  }

  private static LakeType row(FieldDescriptor field, Deque<Descriptor> inside) {
    Descriptor message = field.getMessageType();
    if (inside.contains(message)) {
      throw new IllegalArgumentException("recursive message: " + field.getFullName());
    }
    inside.push(message);
    List<LakeField> fields =
        message.getFields().stream()
            .map(inner -> new LakeField(inner.getName(), of(inner, inside)))
            .toList();
    inside.pop();
    return new LakeType.Row(fields);
  }

  /** A single message is not one column but one per field of it. */
  static boolean isFlattened(FieldDescriptor field) {
    return field.getJavaType() == JavaType.MESSAGE && !field.isRepeated();
  }

  /** The field's comment, and the values of an enum. */
  static String comment(FieldDescriptor field, Comments comments) {
    return sentence(comments.on(field)) + values(List.of(field));
  }

  /** {@code " One of: a, b."} when any of the fields is an enum, else empty. */
  static String values(Collection<FieldDescriptor> fields) {
    Set<String> values =
        fields.stream()
            .filter(field -> field.getJavaType() == JavaType.ENUM)
            .flatMap(field -> field.getEnumType().getValues().stream())
            .map((EnumValueDescriptor value) -> LakeValues.text(value))
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return values.isEmpty() ? "" : " One of: " + String.join(", ", values) + ".";
  }

  static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }
}
