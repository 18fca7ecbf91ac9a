package io.causality.gateway.decode;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the JSON of one message type goes to wire format. Immutable once built; thread-safe. */
final class MessagePlan {
  /** Fields by JSON name and by proto name, as proto3 JSON takes both. */
  private final Map<String, FieldPlan> fields = new HashMap<>();

  private final List<FieldPlan> required = new ArrayList<>();

  private MessagePlan() {}

  /** Plan of a message type and of all types below it. */
  static MessagePlan of(Descriptor type) {
    return of(type, new HashMap<>());
  }

  private static MessagePlan of(Descriptor type, Map<Descriptor, MessagePlan> done) {
    MessagePlan known = done.get(type);
    if (known != null) {
      return known;
    }
    MessagePlan plan = new MessagePlan();
    done.put(type, plan);
    for (FieldDescriptor descriptor : type.getFields()) {
      FieldPlan field = new FieldPlan(descriptor);
      if (field.type == FieldDescriptor.Type.MESSAGE) {
        field.message = of(descriptor.getMessageType(), done);
      }
      plan.fields.put(descriptor.getJsonName(), field);
      plan.fields.put(descriptor.getName(), field);
      if (field.required) {
        plan.required.add(field);
      }
    }
    if (plan.required.size() > Long.SIZE) {
      throw new IllegalArgumentException(type.getFullName() + " requires more than 64 fields");
    }
    return plan;
  }

  /** The field of that JSON or proto name; null when there is none. */
  @Nullable FieldPlan field(String name) {
    return fields.get(name);
  }

  /** The fields that must be present and not empty, in the order of their bits. */
  List<FieldPlan> required() {
    return required;
  }
}
