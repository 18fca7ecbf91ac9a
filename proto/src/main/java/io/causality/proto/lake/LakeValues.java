package io.causality.proto.lake;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import io.causality.proto.v1.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a protobuf field holds, as the lake stores it: the Java types of {@link LakeType}, null for
 * what is missing. Text that is empty and enums that are unspecified are missing; numbers and
 * booleans are missing when the field tracks presence and is not set. Pure functions.
 */
public final class LakeValues {
  private LakeValues() {}

  /**
   * The value at the end of a path, or null where it or a message on the way is missing.
   *
   * @param path from a field of {@code message} on, as in {@link Source}; may be of any length
   */
  public static @Nullable Object at(MessageOrBuilder message, List<FieldDescriptor> path) {
    MessageOrBuilder current = message;
    int last = path.size() - 1;
    for (int i = 0; i < last; i++) {
      FieldDescriptor step = path.get(i);
      if (!current.hasField(step)) {
        return null;
      }
      current = (MessageOrBuilder) current.getField(step);
    }
    return of(current, path.get(last));
  }

  private static @Nullable Object of(MessageOrBuilder message, FieldDescriptor field) {
    if (field.isMapField()) {
      return map((List<?>) message.getField(field), field);
    }
    if (field.isRepeated()) {
      List<@Nullable Object> values = new ArrayList<>();
      for (Object element : (List<?>) message.getField(field)) {
        values.add(element(field, element));
      }
      return values.isEmpty() ? null : values;
    }
    if (field.hasPresence() && !message.hasField(field)) {
      return null;
    }
    Object value = element(field, message.getField(field));
    return "".equals(value) ? null : value;
  }

  private static @Nullable Object element(FieldDescriptor field, Object value) {
    return switch (field.getJavaType()) {
      case ENUM -> text((EnumValueDescriptor) value);
      case MESSAGE -> row((Message) value);
      case BYTE_STRING -> throw new IllegalArgumentException("bytes: " + field.getFullName());
      default -> value;
    };
  }

  private static List<@Nullable Object> row(Message message) {
    List<@Nullable Object> values = new ArrayList<>();
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      values.add(of(message, field));
    }
    return values;
  }

  private static @Nullable Map<String, @Nullable String> map(
      List<?> entries, FieldDescriptor field) {
    if (entries.isEmpty()) {
      return null;
    }
    FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
    FieldDescriptor value = field.getMessageType().findFieldByNumber(2);
    Map<String, @Nullable String> map = new LinkedHashMap<>();
    for (Object entry : entries) {
      Message message = (Message) entry;
      map.put(String.valueOf(message.getField(key)), scalarText(message.getField(value)));
    }
    return map;
  }

  private static @Nullable String scalarText(Object value) {
    if (value instanceof Value scalar) {
      return text(scalar);
    } else if (value instanceof Double number) {
      return text(number);
    } else if (value instanceof Float number) {
      return text(Double.parseDouble(number.toString()));
    } else if (value instanceof EnumValueDescriptor constant) {
      return text(constant);
    }
    return value.toString();
  }

  /** An open map's value as text; null for null and for nothing. */
  public static @Nullable String text(Value value) {
    return switch (value.getKindCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> Long.toString(value.getIntValue());
      case DOUBLE_VALUE -> text(value.getDoubleValue());
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case NULL_VALUE, KIND_NOT_SET -> null;
    };
  }

  /**
   * A number as text: whole numbers without fraction and exponent (10.0 is {@code 10}), others in
   * the shortest decimal form that reads back as the same double.
   */
  public static String text(double number) {
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    BigDecimal decimal = new BigDecimal(Double.toString(number));
    return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
  }

  /**
   * An enum's value as text: lower case, without the prefix that repeats the enum's name; null for
   * number 0, which means unspecified.
   */
  public static @Nullable String text(EnumValueDescriptor value) {
    if (value.getNumber() == 0) {
      return null;
    }
    if (value.getIndex() < 0) {
      return Integer.toString(value.getNumber());
    }
    String prefix = prefix(value.getType());
    String name = value.getName();
    return (name.startsWith(prefix) ? name.substring(prefix.length()) : name)
        .toLowerCase(Locale.ROOT);
  }

  private static String prefix(EnumDescriptor type) {
    return type.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT) + "_";
  }
}
