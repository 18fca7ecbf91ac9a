package io.causality.portal.live;

import io.causality.proto.Events;
import io.causality.proto.lake.LakeValues;
import io.causality.proto.v1.EventEnvelope;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An event of the stream as a viewer sees it. Pure functions. */
final class LiveEvent {
  private LiveEvent() {}

  static JsonObject json(EventEnvelope event) {
    return new JsonObject()
        .put("event_id", event.getId())
        .put("event_name", Events.name(event))
        .put("ts", Instant.ofEpochMilli(Events.timeMs(event)).toString())
        .put("received_at", Instant.ofEpochMilli(event.getReceivedAtMs()).toString())
        .put("device_id", text(event.getDeviceId()))
        .put("user_id", text(event.getUserId()))
        .put("session_id", text(event.getSessionId()))
        .put(
            "platform",
            LakeValues.text(event.getDeviceContext().getPlatform().getValueDescriptor()))
        .put("page_path", path(event.getPage().getUrl()))
        .put("screen_name", text(event.getScreenView().getScreenName()))
        .put("country", text(event.getCountry()))
        .put("properties", properties(event));
  }

  /** Who did it, as far as the event says. */
  static String person(EventEnvelope event) {
    return event.getUserId().isEmpty() ? event.getDeviceId() : event.getUserId();
  }

  /** Whether the event's texts contain this one, in lower case. */
  static boolean contains(EventEnvelope event, String search) {
    return holds(Events.name(event), search)
        || holds(event.getUserId(), search)
        || holds(event.getDeviceId(), search)
        || holds(event.getId(), search)
        || holds(event.getPage().getUrl(), search)
        || properties(event).stream().anyMatch(e -> holds(String.valueOf(e.getValue()), search));
  }

  private static JsonObject properties(EventEnvelope event) {
    JsonObject json = new JsonObject();
    event.getCustomEvent().getStringParamsMap().forEach(json::put);
    event.getCustomEvent().getIntParamsMap().forEach((k, v) -> json.put(k, Long.toString(v)));
    event.getCustomEvent().getFloatParamsMap().forEach((k, v) -> json.put(k, LakeValues.text(v)));
    event.getCustomEvent().getBoolParamsMap().forEach((k, v) -> json.put(k, Boolean.toString(v)));
    event
        .getPropertiesMap()
        .forEach(
            (name, value) -> {
              String shown = LakeValues.text(value);
              if (shown != null) {
                json.put(name, shown);
              }
            });
    return json;
  }

  private static @Nullable String path(String url) {
    if (url.isEmpty()) {
      return null;
    }
    try {
      return text(new URI(url).getPath());
    } catch (URISyntaxException e) {
      return null; // what the client calls an address need not be one
    }
  }

  private static boolean holds(String text, String search) {
    return text.toLowerCase(Locale.ROOT).contains(search);
  }

  private static @Nullable String text(@Nullable String value) {
    return value == null || value.isEmpty() ? null : value;
  }
}
