package io.causality.portal.metricalerts;

import io.causality.portal.access.Secrets;
import io.causality.portal.alerts.Alert;
import io.causality.portal.insight.Numbers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert about a number, as it is kept.
 *
 * @param version from 1; each change makes a new one
 * @param document what the person said, defaults included
 * @param holds whether the condition held at the last check
 */
record MetricAlert(
    UUID id,
    String app,
    int version,
    JsonObject document,
    boolean holds,
    @Nullable Instant checkedAt,
    @Nullable String period,
    @Nullable Double value,
    @Nullable String error,
    String createdBy,
    Instant createdAt,
    Instant updatedAt) {

  Condition condition() {
    return Condition.of(document.getString("condition"));
  }

  double threshold() {
    return document.getDouble("value");
  }

  /** Whether it looks at the period that is not over. */
  boolean current() {
    return document.getString("period").equals("current");
  }

  /** Whether a reading is worth an alert, as a state of its own. */
  boolean holds(Reading reading) {
    Double previous = reading.previous();
    if (condition().compares() && previous == null) {
      return false;
    }
    return condition().holds(reading.value(), previous == null ? 0 : previous, threshold());
  }

  /** The alert that a reading makes: of one version and one period there is only one. */
  Alert raise(Reading reading, Instant now) {
    String id =
        HexFormat.of()
            .formatHex(Secrets.sha256(this.id + "@" + version + "/" + reading.period()), 0, 16);
    JsonObject values =
        new JsonObject()
            .put("period", reading.period())
            .put("value", Numbers.json(reading.value()))
            .put("condition", condition().text())
            .put("threshold", Numbers.json(threshold()));
    Double previous = reading.previous();
    if (previous != null) {
      values.put("previous", Numbers.json(previous));
    }
    JsonObject alert =
        new JsonObject()
            .put("id", id)
            .put("type", "alert")
            .put(
                "rule",
                new JsonObject()
                    .put("id", this.id.toString())
                    .put("name", document.getString("name"))
                    .put("version", version))
            .put("app_id", app)
            .put("severity", document.getString("severity"))
            .put("scope", "app")
            .put("scope_key", "")
            .put("fired_at", now.toString())
            .put("window", null)
            .put("matched_events", new JsonArray())
            .put("values", values);
    return new Alert(
        id, app, this.id.toString(), document.getString("severity"), now, alert, actions());
  }

  private List<Alert.Action> actions() {
    return document.getJsonArray("actions").stream()
        .map(JsonObject.class::cast)
        .map(
            action ->
                new Alert.Action(
                    UUID.fromString(action.getString("webhook")),
                    Optional.ofNullable(action.getString("template"))))
        .toList();
  }
}
