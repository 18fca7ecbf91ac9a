package io.causality.portal.alerts;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An alert as the detection raised it.
 *
 * @param document all of it, as contract 7 has it
 * @param actions where it goes
 */
public record Alert(
    String id,
    String app,
    String rule,
    String severity,
    Instant firedAt,
    JsonObject document,
    List<Action> actions) {
  private static final int MOST_ID = 200;

  /**
   * A webhook to tell.
   *
   * @param template empty for the webhook's own
   */
  public record Action(UUID webhook, Optional<String> template) {}

  /** The document is no alert. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedException(String message) {
      super(message);
    }
  }

  public Alert {
    actions = List.copyOf(actions);
  }

  /** Reads what the detection wrote for that app. */
  static Alert parse(String app, String text) throws MalformedException {
    try {
      JsonObject document = new JsonObject(text);
      String id = text(document, "id");
      JsonObject rule = document.getJsonObject("rule");
      if (rule == null) {
        throw new MalformedException("rule is missing");
      }
      if (!app.equals(document.getString("app_id"))) {
        throw new MalformedException("app_id is not that of the subject");
      }
      return new Alert(
          id,
          app,
          text(rule, "id"),
          document.getString("severity", "warning"),
          Instant.parse(text(document, "fired_at")),
          document,
          actions(document));
    } catch (DecodeException | ClassCastException | DateTimeException e) {
      throw new MalformedException(String.valueOf(e.getMessage()));
    }
  }

  private static String text(JsonObject from, String field) throws MalformedException {
    String value = from.getString(field, "");
    if (value.isEmpty() || value.length() > MOST_ID || value.indexOf('\0') >= 0) {
      throw new MalformedException(field + " is missing or too long");
    }
    return value;
  }

  private static List<Action> actions(JsonObject document) throws MalformedException {
    List<Action> actions = new ArrayList<>();
    JsonArray listed = document.getJsonArray("actions", new JsonArray());
    for (Object each : listed) {
      if (!(each instanceof JsonObject action)) {
        throw new MalformedException("an action is no object");
      }
      try {
        actions.add(
            new Action(
                UUID.fromString(text(action, "webhook")),
                Optional.ofNullable(action.getString("template"))));
      } catch (IllegalArgumentException e) {
        throw new MalformedException("webhook is no id");
      }
    }
    return actions;
  }
}
