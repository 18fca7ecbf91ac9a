package io.causality.cli.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** A line of Mixpanel's raw export as an event in the open form. */
final class MixpanelExport {
  private static final String DEVICE = "$device:";
  private static final long FIRST_MILLIS = 100_000_000_000L;
  private static final Set<String> SPENT =
      Set.of(
          "time", "distinct_id", "$insert_id", "$device_id", "$user_id", "$current_url", "token");

  private MixpanelExport() {}

  static ObjectNode event(ObjectNode line) {
    JsonNode properties = line.path("properties");
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    Open.text(event, "event", line.path("event"));
    Open.text(event, "id", properties.path("$insert_id"));
    person(event, properties);
    long time = properties.path("time").asLong();
    if (time > 0) {
      // Older exports are in seconds.
      event.put("timestamp", time < FIRST_MILLIS ? time * 1000 : time);
    }
    ObjectNode context = event.putObject("context");
    Open.text(context.putObject("page"), "url", properties.path("$current_url"));
    ObjectNode kept = event.putObject("properties");
    properties
        .properties()
        .forEach(
            property -> {
              if (!SPENT.contains(property.getKey())) {
                kept.set(property.getKey(), property.getValue());
              }
            });
    return event;
  }

  private static void person(ObjectNode event, JsonNode properties) {
    String distinct = properties.path("distinct_id").asText();
    Open.text(event, "userId", properties.path("$user_id"));
    Open.text(event, "deviceId", properties.path("$device_id"));
    if (distinct.startsWith(DEVICE)) {
      event.put("deviceId", distinct.substring(DEVICE.length()));
    } else if (!event.has("userId") && !distinct.equals(event.path("deviceId").asText())) {
      event.put("userId", distinct);
    }
  }
}
