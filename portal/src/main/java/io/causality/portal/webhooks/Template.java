package io.causality.portal.webhooks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How the body of a delivery is made from an alert's document. */
public enum Template {
  /** The document as it is. */
  JSON {
    @Override
    String body(String document) {
      return document;
    }
  },
  /** What Slack and those who understand its webhooks show as a message. */
  SLACK {
    @Override
    String body(String document) {
      return SlackMessage.of(new JsonObject(document)).encode();
    }
  };

  abstract String body(String document);

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that name. */
  public static Optional<Template> of(String text) {
    for (Template template : values()) {
      if (template.text().equals(text)) {
        return Optional.of(template);
      }
    }
    return Optional.empty();
  }

  /** Slack's words for an alert. */
  private static final class SlackMessage {
    private static final int MOST_TEXT = 2_900;
    private static final int MOST_VALUES = 20;

    static JsonObject of(JsonObject alert) {
      JsonObject rule = alert.getJsonObject("rule", new JsonObject());
      String name = escaped(rule.getString("name", "alert"));
      String severity = alert.getString("severity", "warning");
      String head = icon(severity) + " *" + name + "* in " + escaped(alert.getString("app_id", ""));
      StringBuilder lines = new StringBuilder(head);
      String scopeKey = String.valueOf(alert.getValue("scope_key", ""));
      if (!scopeKey.isEmpty()) {
        lines
            .append('\n')
            .append(escaped(alert.getString("scope", "")))
            .append(": ")
            .append(escaped(scopeKey));
      }
      if (alert.getValue("values") instanceof JsonObject values) {
        int shown = 0;
        for (Map.Entry<String, Object> value : values) {
          if (shown++ < MOST_VALUES) {
            lines
                .append('\n')
                .append(escaped(value.getKey()))
                .append(": ")
                .append(escaped(String.valueOf(value.getValue())));
          }
        }
      }
      lines.append("\nfired at ").append(escaped(alert.getString("fired_at", "")));
      if (alert.getValue("links") instanceof JsonObject links) {
        for (Map.Entry<String, Object> link : links) {
          lines.append("\n<").append(link.getValue()).append('|').append(link.getKey()).append('>');
        }
      }
      String text =
          lines.length() > MOST_TEXT ? lines.substring(0, MOST_TEXT) + "…" : lines.toString();
      return new JsonObject()
          .put("text", head)
          .put(
              "blocks",
              new JsonArray()
                  .add(
                      new JsonObject()
                          .put("type", "section")
                          .put("text", new JsonObject().put("type", "mrkdwn").put("text", text))));
    }

    private static String icon(String severity) {
      return switch (severity) {
        case "critical" -> ":red_circle:";
        case "info" -> ":large_blue_circle:";
        default -> ":large_yellow_circle:";
      };
    }

    private static String escaped(String text) {
      return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
  }
}
