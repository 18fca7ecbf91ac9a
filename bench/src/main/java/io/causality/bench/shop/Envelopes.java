package io.causality.bench.shop;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.causality.bench.shop.ShopEvent.Client;
import io.causality.proto.v1.CustomEvent;
import io.causality.proto.v1.DeviceContext;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.Page;
import io.causality.proto.v1.Platform;
import io.causality.proto.v1.Value;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events as the gateway puts them into the stream. Pure functions. */
final class Envelopes {
  static final String ORIGIN = "https://shop.example";
  private static final int ARRIVES_AFTER_MS = 300;

  private Envelopes() {}

  static EventEnvelope of(ShopEvent event) {
    EventEnvelope.Builder envelope =
        EventEnvelope.newBuilder()
            .setId(event.id())
            .setAppId(event.app())
            .setDeviceId(event.deviceId())
            .setUserId(event.userId())
            .setSessionId(event.sessionId())
            .setTimestampMs(event.timeMs())
            .setReceivedAtMs(event.timeMs() + ARRIVES_AFTER_MS)
            .setUserAgent(event.client().userAgent())
            .setCountry(event.client().country())
            .setDeviceContext(context(event.client()));
    if (!event.path().isEmpty()) {
      envelope.setPage(
          Page.newBuilder().setUrl(ORIGIN + event.path()).setReferrer(event.referrer()));
    }
    event.traits().forEach((name, value) -> envelope.putTraits(name, value(value)));
    FieldDescriptor payload = payload(event.name());
    if (payload == null) {
      envelope.setCustomEvent(CustomEvent.newBuilder().setEventName(event.name()));
      event.properties().forEach((name, value) -> envelope.putProperties(name, value(value)));
    } else {
      envelope.setField(payload, typed(payload, event.properties(), envelope));
    }
    return envelope.build();
  }

  private static @Nullable FieldDescriptor payload(String name) {
    FieldDescriptor field = EventEnvelope.getDescriptor().findFieldByName(name);
    return field != null && field.getContainingOneof() != null ? field : null;
  }

  /** What the payload has a field for goes there, the rest stays a property. */
  private static Message typed(
      FieldDescriptor payload, Map<String, Object> properties, EventEnvelope.Builder envelope) {
    Message.Builder message = envelope.newBuilderForField(payload);
    properties.forEach(
        (name, value) -> {
          FieldDescriptor field = payload.getMessageType().findFieldByName(name);
          if (field == null) {
            envelope.putProperties(name, value(value));
          } else {
            boolean small = field.getJavaType() == FieldDescriptor.JavaType.INT;
            message.setField(field, small ? Math.toIntExact((Long) value) : value);
          }
        });
    return message.build();
  }

  private static DeviceContext context(Client client) {
    return DeviceContext.newBuilder()
        .setPlatform(Platform.valueOf(platform(client)))
        .setOsVersion(client.osVersion())
        .setAppVersion(client.appVersion())
        .setLocale(client.locale())
        .build();
  }

  /** The enum's name, as proto3 JSON has it. */
  static String platform(Client client) {
    return "PLATFORM_" + client.platform().toUpperCase(Locale.ROOT);
  }

  private static Value value(Object value) {
    Value.Builder built = Value.newBuilder();
    return switch (value) {
      case String text -> built.setStringValue(text).build();
      case Long number -> built.setIntValue(number).build();
      case Double number -> built.setDoubleValue(number).build();
      case Boolean bool -> built.setBoolValue(bool).build();
      default -> throw new IllegalArgumentException("no property: " + value.getClass());
    };
  }
}
