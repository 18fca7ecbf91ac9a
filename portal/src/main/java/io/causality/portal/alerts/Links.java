package io.causality.portal.alerts;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where a person looks further: pages of the web app.
 *
 * @param base address of the portal as people reach it, without a slash at the end
 */
public record Links(String base) {
  /** The pages that belong to an alert. */
  JsonObject of(JsonObject alert) {
    String app = base + "/app/" + part(alert.getString("app_id"));
    JsonObject links =
        new JsonObject()
            .put("alert", app + "/alerts/" + part(alert.getString("id")))
            .put("rule", app + "/rules/" + part(alert.getJsonObject("rule").getString("id")));
    if (alert.getValue("scope") instanceof String scope
        && alert.getValue("scope_key") instanceof String key
        && !key.isEmpty()
        && (scope.equals("person") || scope.equals("device"))) {
      links.put("person", app + "/people/" + part(key));
    }
    return links;
  }

  private static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
