package io.causality.gateway.decode;

import com.google.protobuf.Descriptors.FieldDescriptor;

/** What the envelope needs to know of its payload. Reused from event to event. */
final class PayloadTexts {
  /** The payload's {@code user_id}; empty without one. */
  String userId = "";

  void clear() {
    userId = "";
  }

  /** Called for each text field of a payload, after it was written. */
  void note(FieldPlan field, String text) throws RejectedEvent {
    if (field.type != FieldDescriptor.Type.STRING) {
      return;
    }
    switch (field.descriptor.getName()) {
      case "user_id" -> userId = Texts.checkId(field.jsonName, text, Texts.MAX_NAME);
      case "event_name" -> Texts.checkEventName(field.jsonName, text);
      default -> {
        // Any other text is the payload's own.
      }
    }
  }
}
