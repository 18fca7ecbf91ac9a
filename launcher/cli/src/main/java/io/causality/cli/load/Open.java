package io.causality.cli.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Fields of events in the open form; what is missing or empty is left out. */
final class Open {
  private Open() {}

  static void text(ObjectNode into, String field, JsonNode value) {
    if (value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
      into.put(field, value.asText());
    }
  }

  static void object(ObjectNode into, String field, JsonNode value) {
    if (value.isObject() && !value.isEmpty()) {
      into.set(field, value);
    }
  }

  /** A time without a zone is UTC; one with a zone, and anything else, stays as it is. */
  static String utc(String time) {
    if (time.matches("\\d{4}-\\d{2}-\\d{2}")) {
      return time + "T00:00:00Z";
    }
    return time.matches("\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?")
        ? time + "Z"
        : time;
  }
}
