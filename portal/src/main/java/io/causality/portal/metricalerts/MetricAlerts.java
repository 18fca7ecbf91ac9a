package io.causality.portal.metricalerts;

import io.causality.portal.apps.Apps;
import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Ids;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Role;
import io.causality.portal.insight.InsightChecks;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The alerts about numbers of apps. Whoever sees the app reads them, an editor writes them.
 * Thread-safe.
 */
public final class MetricAlerts {
  private static final int MOST_OF_AN_APP = 500;
  private static final int LEASE_S = 120;
  private static final int MOST_ERROR = 500;
  private static final String COLUMNS =
      "id, app_id, version, document, holds, checked_at, period, value, error, created_by,"
          + " created_at, updated_at";

  private final Database database;
  private final Apps apps;
  private final BiPredicate<String, String> webhooks;

  /**
   * Those in a database.
   *
   * @param webhooks whether there is a webhook of that id for an app
   */
  public MetricAlerts(Database database, Apps apps, BiPredicate<String, String> webhooks) {
    this.database = database;
    this.apps = apps;
    this.webhooks = webhooks;
  }

  /** Those of an app, by name. */
  List<MetricAlert> list(Caller caller, String app) {
    apps.require(caller, app);
    return database.with(
        c ->
            Rows.list(
                c,
                "SELECT "
                    + COLUMNS
                    + " FROM metric_alerts WHERE app_id = ? ORDER BY lower(name), id",
                MetricAlerts::stored,
                app));
  }

  /** The one of that id, or 404. */
  MetricAlert get(Caller caller, String app, String id) {
    apps.require(caller, app);
    return database
        .with(
            c ->
                Rows.list(
                    c,
                    "SELECT " + COLUMNS + " FROM metric_alerts WHERE app_id = ? AND id = ?",
                    MetricAlerts::stored,
                    app,
                    uuid(id)))
        .stream()
        .findFirst()
        .orElseThrow(MetricAlerts::absent);
  }

  /** The same, for somebody who may have it checked (editor). */
  MetricAlert forCheck(Caller caller, String app, String id) {
    requireEditor(caller, app);
    return get(caller, app, id);
  }

  /** Makes one (editor); it is checked at once. */
  MetricAlert create(Caller caller, String app, JsonObject body) {
    requireEditor(caller, app);
    JsonObject document = checked(app, body);
    return database
        .with(
            c ->
                Rows.list(
                    c,
                    "INSERT INTO metric_alerts"
                        + " (id, app_id, version, name, document, enabled, every_s, created_by)"
                        + " SELECT ?, ?, 1, ?, ?, ?, ?, ? WHERE (SELECT count(*)"
                        + " FROM metric_alerts WHERE app_id = ?) < ? RETURNING "
                        + COLUMNS,
                    MetricAlerts::stored,
                    UUID.randomUUID(),
                    app,
                    document.getString("name"),
                    document.encode(),
                    document.getBoolean("enabled"),
                    document.getInteger("every_s"),
                    caller.email(),
                    app,
                    MOST_OF_AN_APP))
        .stream()
        .findFirst()
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        ProblemCode.TOO_MANY,
                        "an app has at most " + MOST_OF_AN_APP + " of them")));
  }

  /** Makes a new version of one (editor). */
  MetricAlert replace(Caller caller, String app, String id, JsonObject body) {
    requireEditor(caller, app);
    JsonObject document = checked(app, body);
    return database
        .with(
            c ->
                Rows.list(
                    c,
                    "UPDATE metric_alerts SET version = version + 1, name = ?, document = ?,"
                        + " enabled = ?, every_s = ?, next_at = now(), holds = false,"
                        + " updated_at = now() WHERE id = ? AND app_id = ? RETURNING "
                        + COLUMNS,
                    MetricAlerts::stored,
                    document.getString("name"),
                    document.encode(),
                    document.getBoolean("enabled"),
                    document.getInteger("every_s"),
                    uuid(id),
                    app))
        .stream()
        .findFirst()
        .orElseThrow(MetricAlerts::absent);
  }

  /** Deletes one (editor); its alerts stay. */
  void delete(Caller caller, String app, String id) {
    requireEditor(caller, app);
    if (database.with(
            c ->
                Rows.update(
                    c, "DELETE FROM metric_alerts WHERE id = ? AND app_id = ?", uuid(id), app))
        == 0) {
      throw absent();
    }
  }

  /** Takes one that is due; no other portal takes it while it is checked. */
  Optional<MetricAlert> take() {
    return database
        .with(
            c ->
                Rows.list(
                    c,
                    "UPDATE metric_alerts SET next_at = now() + ? * interval '1 second'"
                        + " WHERE id = (SELECT id FROM metric_alerts WHERE enabled"
                        + " AND next_at <= now() ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)"
                        + " RETURNING "
                        + COLUMNS,
                    MetricAlerts::stored,
                    LEASE_S))
        .stream()
        .findFirst();
  }

  /**
   * Remembers a check.
   *
   * @param reading empty when there was nothing to read
   * @param error why not; null when there was
   */
  void record(MetricAlert alert, Optional<Reading> reading, boolean holds, @Nullable String error) {
    database.with(
        c ->
            Rows.update(
                c,
                "UPDATE metric_alerts SET checked_at = now(), period = ?, value = ?, error = ?,"
                    + " holds = ?, next_at = now() + every_s * interval '1 second'"
                    + " WHERE id = ? AND version = ?",
                reading.map(Reading::period).orElse(null),
                reading.map(Reading::value).orElse(null),
                error == null || error.length() <= MOST_ERROR
                    ? error
                    : error.substring(0, MOST_ERROR),
                holds,
                alert.id(),
                alert.version()));
  }

  /** The request as it is kept: with its defaults, after all that the contract does not check. */
  private JsonObject checked(String app, JsonObject body) {
    JsonObject query = body.getJsonObject("query");
    InsightChecks.requireSpec(query, "$.query");
    if (!"trends".equals(query.getString("kind"))
        || query.containsKey("breakdown")
        || query.containsKey("compare")) {
      throw bad("$.query", "must be a trend without breakdown and comparison");
    }
    int series = body.getInteger("series", 0);
    if (series >= lines(query)) {
      throw bad("$.series", "the query has no such series");
    }
    Condition condition = Condition.of(body.getString("condition"));
    JsonArray actions = body.getJsonArray("actions", new JsonArray());
    for (int i = 0; i < actions.size(); i++) {
      if (!webhooks.test(app, actions.getJsonObject(i).getString("webhook"))) {
        throw bad("$.actions[" + i + "].webhook", "there is no webhook of that id for this app");
      }
    }
    return new JsonObject()
        .put("name", body.getString("name"))
        .put("enabled", body.getBoolean("enabled", true))
        .put("query", query)
        .put("series", series)
        .put("condition", condition.text())
        .put("value", body.getDouble("value"))
        .put("period", body.getString("period", condition == Condition.ABOVE ? "current" : "last"))
        .put("every_s", body.getInteger("every_s", 300))
        .put("severity", body.getString("severity", "warning"))
        .put("actions", actions);
  }

  private static int lines(JsonObject query) {
    Object formulas = query.getValue("formulas");
    Object series = query.getValue("series");
    Object lines = formulas instanceof JsonArray list && !list.isEmpty() ? list : series;
    return lines instanceof JsonArray list ? list.size() : 1;
  }

  private void requireEditor(Caller caller, String app) {
    apps.require(caller, app);
    caller.require(Role.EDITOR);
  }

  private static ProblemException bad(String field, String detail) {
    return new ProblemException(Problem.of(ProblemCode.BAD_REQUEST, detail).at(field));
  }

  private static UUID uuid(String id) {
    return Ids.uuid(id).orElseThrow(MetricAlerts::absent);
  }

  private static ProblemException absent() {
    return new ProblemException(Problem.of(ProblemCode.NOT_FOUND, "no metric alert of that id"));
  }

  private static MetricAlert stored(ResultSet row) throws SQLException {
    return new MetricAlert(
        row.getObject("id", UUID.class),
        row.getString("app_id"),
        row.getInt("version"),
        new JsonObject(row.getString("document")),
        row.getBoolean("holds"),
        Rows.instant(row, "checked_at"),
        row.getString("period"),
        row.getObject("value", Double.class),
        row.getString("error"),
        row.getString("created_by"),
        Objects.requireNonNull(Rows.instant(row, "created_at")),
        Objects.requireNonNull(Rows.instant(row, "updated_at")));
  }
}
