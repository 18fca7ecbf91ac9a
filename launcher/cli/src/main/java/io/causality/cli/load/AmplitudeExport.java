package io.causality.cli.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** A line of Amplitude's export API as an event in the open form. */
final class AmplitudeExport {
  private static final Map<String, String> NAMES =
      Map.of("$identify", "identify", "$groupidentify", "group");
  private static final List<String> IDS = List.of("$insert_id", "insert_id", "uuid");

  private AmplitudeExport() {}

  static ObjectNode event(ObjectNode line) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    String name = line.path("event_type").asText();
    event.put("event", NAMES.getOrDefault(name, name));
    for (String field : IDS) {
      if (!line.path(field).asText().isEmpty() && !event.has("id")) {
        event.put("id", line.path(field).asText());
      }
    }
    Open.text(event, "userId", line.path("user_id"));
    Open.text(event, "deviceId", line.path("device_id"));
    if (line.path("session_id").asLong(-1) >= 0) {
      Open.text(event, "sessionId", line.path("session_id"));
    }
    JsonNode time = line.path("event_time");
    if (time.isTextual()) {
      event.put("timestamp", Open.utc(time.asText()));
    }
    Open.object(event, "properties", line.path("event_properties"));
    Open.object(event, "traits", line.path("user_properties"));
    ObjectNode context = event.putObject("context");
    Open.text(context.putObject("app"), "version", line.path("version_name"));
    ObjectNode os = context.putObject("os");
    Open.text(os, "name", line.path("os_name"));
    Open.text(os, "version", line.path("os_version"));
    ObjectNode device = context.putObject("device");
    Open.text(device, "manufacturer", line.path("device_manufacturer"));
    Open.text(device, "model", line.path("device_model"));
    Open.text(context, "locale", line.path("language"));
    Open.text(context, "ip", line.path("ip_address"));
    return event;
  }
}
