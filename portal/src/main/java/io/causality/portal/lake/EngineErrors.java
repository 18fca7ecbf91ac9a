package io.causality.portal.lake;

import io.causality.portal.lake.EngineException.Kind;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/** Reads the engine's error document. */
final class EngineErrors {
  private static final Set<String> STARTING =
      Set.of(
          "SERVER_STARTING_UP",
          "SERVER_SHUTTING_DOWN",
          "NO_NODES_AVAILABLE",
          "REMOTE_HOST_GONE",
          "TOO_MANY_REQUESTS_FAILED",
          "PAGE_TRANSPORT_ERROR",
          "HIVE_FILESYSTEM_ERROR",
          "HIVE_CANNOT_OPEN_SPLIT");

  private EngineErrors() {}

  static EngineException of(JsonObject error) {
    String name = error.getString("errorName", "UNKNOWN");
    JsonObject location = error.getJsonObject("errorLocation", new JsonObject());
    return new EngineException(
        kind(name, error.getString("errorType", "INTERNAL_ERROR")),
        name,
        error.getString("message", name),
        location.getInteger("lineNumber", 0),
        location.getInteger("columnNumber", 0));
  }

  private static Kind kind(String name, String type) {
    if (STARTING.contains(name)) {
      return Kind.AWAY;
    }
    return switch (name) {
      case "EXCEEDED_TIME_LIMIT", "EXCEEDED_CPU_LIMIT" -> Kind.TIME;
      case "EXCEEDED_SCAN_LIMIT" -> Kind.SCAN;
      case "USER_CANCELED", "ADMINISTRATIVELY_KILLED" -> Kind.CANCELLED;
      default ->
          switch (type) {
            case "USER_ERROR" -> Kind.USER;
            case "INSUFFICIENT_RESOURCES" -> Kind.RESOURCES;
            default -> Kind.INTERNAL;
          };
    };
  }
}
