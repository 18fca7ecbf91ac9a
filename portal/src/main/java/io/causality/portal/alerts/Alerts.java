package io.causality.portal.alerts;

import io.causality.portal.apps.Apps;
import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.webhooks.Deliveries;
import io.causality.portal.webhooks.DeliveryQueue;
import io.causality.portal.webhooks.Template;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Alerts that were raised. Each is kept once, by its id, and put into the lanes of its webhooks in
 * the same transaction. Thread-safe.
 */
public final class Alerts {
  private static final String COLUMNS =
      "id, app_id, rule_id, severity, fired_at, received_at, document, muted";

  private final Database database;
  private final Apps apps;
  private final DeliveryQueue queue;
  private final Deliveries deliveries;
  private final Links links;

  public Alerts(
      Database database, Apps apps, DeliveryQueue queue, Deliveries deliveries, Links links) {
    this.database = database;
    this.apps = apps;
    this.queue = queue;
    this.deliveries = deliveries;
    this.links = links;
  }

  /**
   * A kept alert.
   *
   * @param document of contract 7, with links
   * @param muted its rule was muted, so it goes nowhere
   */
  public record Kept(
      String id,
      String app,
      String rule,
      String severity,
      Instant firedAt,
      Instant receivedAt,
      JsonObject document,
      boolean muted,
      List<Deliveries.Delivery> deliveries) {}

  /**
   * Which alerts of an app; a bound that is empty does not bind.
   *
   * @param from the earliest {@code fired_at}, included
   * @param to the latest, included
   * @param before only what comes behind this one in the list
   */
  public record Filter(
      Optional<String> rule, Optional<Instant> from, Optional<Instant> to, Optional<Mark> before) {}

  /** A place in the list. */
  public record Mark(Instant firedAt, String id) {}

  /** Keeps alerts, all or none; returns how many of them are new. */
  public int keep(List<Alert> alerts) {
    return database.transaction(
        c -> {
          int fresh = 0;
          Set<String> muted = muted(c, alerts);
          for (Alert alert : alerts) {
            fresh += keep(c, alert, muted.contains(alert.rule())) ? 1 : 0;
          }
          return fresh;
        });
  }

  /** Those rules whose alerts are not to be delivered now. */
  private static Set<String> muted(Connection c, List<Alert> alerts) throws SQLException {
    String[] rules = alerts.stream().map(Alert::rule).distinct().toArray(String[]::new);
    return Set.copyOf(
        Rows.list(
            c,
            "SELECT id::text AS id FROM rules WHERE muted_until > now() AND id::text = ANY (?)",
            row -> row.getString("id"),
            c.createArrayOf("text", rules)));
  }

  private boolean keep(Connection c, Alert alert, boolean muted) throws SQLException {
    JsonObject document = alert.document().copy();
    document.remove("actions");
    document.put("links", links.of(document));
    String text = document.encode();
    int made =
        Rows.update(
            c,
            "INSERT INTO alerts (id, app_id, rule_id, severity, fired_at, document, muted)"
                + " SELECT ?, id, ?, ?, ?, ?, ? FROM apps WHERE id = ? ON CONFLICT (id) DO NOTHING",
            alert.id(),
            alert.rule(),
            alert.severity(),
            Timestamp.from(alert.firedAt()),
            text,
            muted,
            alert.app());
    if (made == 0) {
      return false;
    }
    for (Alert.Action action : muted ? List.<Alert.Action>of() : alert.actions()) {
      queue.add(
          c,
          alert.app(),
          alert.id(),
          action.webhook(),
          action.template().flatMap(Template::of),
          text);
    }
    return true;
  }

  /** Alerts of an app, the latest first. */
  public List<Kept> list(Caller caller, String app, Filter filter, int limit) {
    apps.require(caller, app);
    Mark before = filter.before().orElse(null);
    List<Kept> found =
        database.with(
            c ->
                Rows.list(
                    c,
                    "SELECT "
                        + COLUMNS
                        + " FROM alerts WHERE app_id = ? AND (?::text IS NULL OR rule_id = ?)"
                        + " AND fired_at >= coalesce(?::timestamptz, '-infinity')"
                        + " AND fired_at <= coalesce(?::timestamptz, 'infinity')"
                        + " AND (?::text IS NULL OR (fired_at, id) < (?::timestamptz, ?))"
                        + " ORDER BY fired_at DESC, id DESC LIMIT ?",
                    row -> kept(row, List.of()),
                    app,
                    filter.rule().orElse(null),
                    filter.rule().orElse(null),
                    timestamp(filter.from().orElse(null)),
                    timestamp(filter.to().orElse(null)),
                    before == null ? null : before.id(),
                    before == null ? null : timestamp(before.firedAt()),
                    before == null ? null : before.id(),
                    limit));
    return withDeliveries(app, found);
  }

  /** The alert of that id in the app, or 404. */
  Kept get(Caller caller, String app, String id) {
    apps.require(caller, app);
    List<Kept> found =
        database.with(
            c ->
                Rows.list(
                    c,
                    "SELECT " + COLUMNS + " FROM alerts WHERE app_id = ? AND id = ?",
                    row -> kept(row, List.of()),
                    app,
                    id));
    return withDeliveries(app, found).stream()
        .findFirst()
        .orElseThrow(
            () -> new ProblemException(Problem.of(ProblemCode.NOT_FOUND, "no alert of that id")));
  }

  private List<Kept> withDeliveries(String app, List<Kept> found) {
    Map<String, List<Deliveries.Delivery>> byAlert =
        deliveries.ofAlerts(app, found.stream().map(Kept::id).toList()).stream()
            .collect(Collectors.groupingBy(Deliveries.Delivery::alert));
    return found.stream()
        .map(
            alert ->
                new Kept(
                    alert.id(),
                    alert.app(),
                    alert.rule(),
                    alert.severity(),
                    alert.firedAt(),
                    alert.receivedAt(),
                    alert.document(),
                    alert.muted(),
                    byAlert.getOrDefault(alert.id(), List.of())))
        .toList();
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant at) {
    return at == null ? null : Timestamp.from(at);
  }

  private static Kept kept(ResultSet row, List<Deliveries.Delivery> deliveries)
      throws SQLException {
    return new Kept(
        row.getString("id"),
        row.getString("app_id"),
        row.getString("rule_id"),
        row.getString("severity"),
        Objects.requireNonNull(Rows.instant(row, "fired_at")),
        Objects.requireNonNull(Rows.instant(row, "received_at")),
        new JsonObject(row.getString("document")),
        row.getBoolean("muted"),
        deliveries);
  }
}
