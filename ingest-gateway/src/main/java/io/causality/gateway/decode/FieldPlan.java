package io.causality.gateway.decode;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.causality.proto.v1.Options;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one field goes from JSON to wire format, worked out once from its descriptor. Immutable after
 * {@link MessagePlan} has linked it.
 */
final class FieldPlan {
  final FieldDescriptor descriptor;
  final String jsonName;
  final int number;
  final FieldDescriptor.Type type;

  /** Tag of one element: repeated numbers are written unpacked, which every reader takes. */
  final int tag;

  final boolean repeated;
  final boolean map;

  /** Written even when it holds its type's default: members of a oneof, optional fields. */
  final boolean explicit;

  final boolean required;

  /** Index of the oneof to which the field belongs, -1 without one. */
  final int oneof;

  /** Plan of a message's or map entry's type. */
  @Nullable MessagePlan message;

  private final Map<String, Integer> enumNumbers;

  FieldPlan(FieldDescriptor descriptor) {
    this.descriptor = descriptor;
    jsonName = descriptor.getJsonName();
    number = descriptor.getNumber();
    type = descriptor.getType();
    tag = WireBuffer.tag(number, wireType(type));
    repeated = descriptor.isRepeated() && !descriptor.isMapField();
    map = descriptor.isMapField();
    explicit = descriptor.hasPresence() || repeated;
    required = descriptor.getOptions().getExtension(Options.required);
    oneof =
        descriptor.getContainingOneof() == null ? -1 : descriptor.getContainingOneof().getIndex();
    enumNumbers =
        type == FieldDescriptor.Type.ENUM ? enumNumbers(descriptor.getEnumType()) : Map.of();
  }

  /**
   * Number of an enum value by its full name, or by the part after its enum's name, in any case
   * ({@code PLATFORM_WEB}, {@code web}); null when there is none.
   */
  @Nullable Integer enumNumber(String text) {
    Integer exact = enumNumbers.get(text);
    return exact != null ? exact : enumNumbers.get(text.toUpperCase(Locale.ROOT));
  }

  private static Map<String, Integer> enumNumbers(EnumDescriptor type) {
    String prefix =
        type.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT) + "_";
    Map<String, Integer> numbers = new HashMap<>();
    for (EnumValueDescriptor value : type.getValues()) {
      numbers.put(value.getName(), value.getNumber());
      if (value.getName().startsWith(prefix)) {
        numbers.put(value.getName().substring(prefix.length()), value.getNumber());
      }
    }
    return Map.copyOf(numbers);
  }

  private static int wireType(FieldDescriptor.Type type) {
    return switch (type) {
      case DOUBLE, FIXED64, SFIXED64 -> WireBuffer.FIXED64;
      case FLOAT, FIXED32, SFIXED32 -> WireBuffer.FIXED32;
      case STRING, BYTES, MESSAGE -> WireBuffer.LENGTH_DELIMITED;
      case INT64, UINT64, INT32, UINT32, SINT32, SINT64, BOOL, ENUM -> WireBuffer.VARINT;
      case GROUP -> throw new IllegalArgumentException("groups are not part of proto3");
    };
  }
}
