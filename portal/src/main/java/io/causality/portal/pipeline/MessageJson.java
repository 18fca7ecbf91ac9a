package io.causality.portal.pipeline;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.causality.proto.v1.Value;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A protobuf message as JSON for people: names as in the proto files, only what is set. Pure. */
final class MessageJson {
  private MessageJson() {}

  static JsonObject of(Message message) {
    JsonObject json = new JsonObject();
    message.getAllFields().forEach((field, value) -> json.put(field.getName(), any(field, value)));
    return json;
  }

  private static @Nullable Object any(FieldDescriptor field, Object value) {
    if (field.isMapField()) {
      JsonObject map = new JsonObject();
      for (Object entry : (List<?>) value) {
        Message pair = (Message) entry;
        FieldDescriptor key = pair.getDescriptorForType().findFieldByNumber(1);
        FieldDescriptor of = pair.getDescriptorForType().findFieldByNumber(2);
        map.put(String.valueOf(pair.getField(key)), one(pair.getField(of)));
      }
      return map;
    }
    if (field.isRepeated()) {
      JsonArray list = new JsonArray();
      ((List<?>) value).forEach(element -> list.add(one(element)));
      return list;
    }
    return one(value);
  }

  private static @Nullable Object one(Object value) {
    return switch (value) {
      case Value scalar -> scalar(scalar);
      case Message message -> of(message);
      case EnumValueDescriptor constant -> constant.getName();
      case ByteString bytes -> Base64.getEncoder().encodeToString(bytes.toByteArray());
      case Double number when !Double.isFinite(number) -> number.toString();
      case Float number when !Float.isFinite(number) -> number.toString();
      default -> value;
    };
  }

  private static @Nullable Object scalar(Value value) {
    return switch (value.getKindCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE ->
          Double.isFinite(value.getDoubleValue())
              ? (Object) value.getDoubleValue()
              : Double.toString(value.getDoubleValue());
      case BOOL_VALUE -> value.getBoolValue();
      case NULL_VALUE, KIND_NOT_SET -> null;
    };
  }
}
