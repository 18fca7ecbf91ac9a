package io.causality.gateway.decode;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.Options;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Makes valid envelopes of every event type from the descriptors, by a seed. */
final class RandomEnvelopes {
  private static final Set<String> GATEWAY_OWNED =
      Set.of("app_id", "received_at_ms", "clock_skew_ms", "timestamp_replaced");
  private static final String LETTERS = "abcXYZ 0189_-\"\\/é漢🙂\n\t";

  private final Random random;

  RandomEnvelopes(long seed) {
    random = new Random(seed);
  }

  EventEnvelope next() {
    EventEnvelope.Builder envelope = EventEnvelope.newBuilder();
    List<FieldDescriptor> payloads = EventEnvelope.getDescriptor().getOneofs().get(0).getFields();
    FieldDescriptor payload = payloads.get(random.nextInt(payloads.size()));
    for (FieldDescriptor field : EventEnvelope.getDescriptor().getFields()) {
      if (field.getContainingOneof() == null
          && !GATEWAY_OWNED.contains(field.getName())
          && random.nextBoolean()) {
        set(envelope, field, 0);
      }
    }
    envelope.setField(payload, message(envelope.newBuilderForField(payload), 0));
    return envelope
        .setId("id-" + random.nextInt(1000))
        .setDeviceId("device-" + random.nextInt(1000))
        .setUserId(random.nextBoolean() ? "" : "user-" + random.nextInt(1000))
        .setSessionId("s")
        .setCorrelationId("")
        .setIdempotencyKey("")
        .setTimestampMs(random.nextLong(Timestamps.MAX_MS))
        .build();
  }

  private Message message(Message.Builder builder, int depth) {
    for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
      boolean required = field.getOptions().getExtension(Options.required);
      boolean free =
          field.getContainingOneof() == null
              || builder.getOneofFieldDescriptor(field.getContainingOneof()) == null;
      if (required) {
        builder.setField(field, "required-" + random.nextInt(10));
      } else if (field.getName().equals("user_id")) {
        builder.setField(field, random.nextBoolean() ? "" : "person-" + random.nextInt(10));
      } else if (free && depth < 4 && random.nextBoolean()) {
        set(builder, field, depth + 1);
      }
    }
    return builder.build();
  }

  private void set(Message.Builder builder, FieldDescriptor field, int depth) {
    if (field.isMapField()) {
      for (int i = random.nextInt(4); i > 0; i--) {
        Message.Builder entry = builder.newBuilderForField(field);
        FieldDescriptor value = entry.getDescriptorForType().findFieldByName("value");
        entry.setField(entry.getDescriptorForType().findFieldByName("key"), "k" + i);
        entry.setField(value, value(entry, value, depth));
        builder.addRepeatedField(field, entry.build());
      }
    } else if (field.isRepeated()) {
      for (int i = random.nextInt(4); i > 0; i--) {
        builder.addRepeatedField(field, value(builder, field, depth));
      }
    } else {
      builder.setField(field, value(builder, field, depth));
    }
  }

  private Object value(Message.Builder builder, FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case INT -> random.nextInt();
      case LONG -> random.nextLong();
      case FLOAT -> (random.nextFloat() - 0.5f) * (float) Math.pow(10, random.nextInt(20));
      case DOUBLE -> (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(40));
      case BOOLEAN -> random.nextBoolean();
      case STRING -> text();
      case ENUM ->
          field
              .getEnumType()
              .getValues()
              .get(random.nextInt(field.getEnumType().getValues().size()));
      case MESSAGE -> message(builder.newBuilderForField(field), depth);
      case BYTE_STRING -> throw new AssertionError("no event has bytes");
    };
  }

  private String text() {
    int[] points = LETTERS.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(random.nextInt(10) == 0 ? 300 : 12); i > 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }
}
