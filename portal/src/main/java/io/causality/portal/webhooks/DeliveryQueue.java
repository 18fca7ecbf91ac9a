package io.causality.portal.webhooks;

import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Deliveries in PostgreSQL, a lane for each webhook. Whoever takes one moves its time on by a
 * lease: a process that dies with it leaves it due again, several portals share the work.
 * Thread-safe.
 */
public final class DeliveryQueue {
  private static final int MOST_KEPT_ATTEMPTS = 50;

  private final Database database;
  private final WebhookSettings settings;

  DeliveryQueue(Database database, WebhookSettings settings) {
    this.database = database;
    this.settings = settings;
  }

  /**
   * A delivery that is now ours to make.
   *
   * @param attempts made before
   */
  record Taken(
      UUID id,
      Optional<String> app,
      String alert,
      Template template,
      String document,
      int attempts,
      Instant giveUpAt,
      Webhooks.Target target) {}

  /**
   * Puts an alert into the lane of a webhook, once however often it is called; nothing when there
   * is no such webhook for the app.
   *
   * @param connection in whose transaction
   * @param template empty for the webhook's own
   * @param document as {@link Template#JSON} sends it
   */
  public void add(
      Connection connection,
      String app,
      String alert,
      UUID webhook,
      Optional<Template> template,
      String document)
      throws SQLException {
    Rows.update(
        connection,
        "INSERT INTO deliveries"
            + " (id, webhook_id, app_id, alert_id, template, document, state, give_up_at)"
            + " SELECT ?, id, ?, ?, coalesce(?, template), ?, 'pending',"
            + " now() + ? * interval '1 millisecond' FROM webhooks"
            + " WHERE id = ? AND (app_id IS NULL OR app_id = ?)"
            + " ON CONFLICT (webhook_id, alert_id) DO NOTHING",
        UUID.randomUUID(),
        app,
        alert,
        template.map(Template::text).orElse(null),
        document,
        settings.giveUpAfter().toMillis(),
        webhook,
        app);
  }

  /** A delivery that belongs to no alert, taken at once. */
  Taken addTest(UUID webhook, String alert, String document) {
    UUID id = UUID.randomUUID();
    return database
        .with(
            c -> {
              Rows.update(
                  c,
                  "INSERT INTO deliveries (id, webhook_id, alert_id, template, document, state,"
                      + " next_at, give_up_at) SELECT ?, id, ?, template, ?, 'pending',"
                      + " now() + ? * interval '1 millisecond',"
                      + " now() + ? * interval '1 millisecond' FROM webhooks WHERE id = ?",
                  id,
                  alert,
                  document,
                  settings.lease().toMillis(),
                  settings.giveUpAfter().toMillis(),
                  webhook);
              return Rows.list(c, SELECT_TAKEN + " WHERE d.id = ?", DeliveryQueue::taken, id);
            })
        .getFirst();
  }

  private static final String SELECT_TAKEN =
      "SELECT d.id, d.app_id, d.alert_id, d.template, d.document, d.attempts, d.give_up_at,"
          + " w.id AS webhook_id, w.url, w.allow_private, w.secret, w.auth"
          + " FROM deliveries d JOIN webhooks w ON w.id = d.webhook_id";

  /**
   * Takes what is due, of each webhook no more than it has room for.
   *
   * @param busy deliveries to a webhook that this process is making now
   */
  List<Taken> take(Map<UUID, Integer> busy) {
    List<UUID> webhooks = new ArrayList<>();
    List<Integer> running = new ArrayList<>();
    busy.forEach(
        (webhook, count) -> {
          webhooks.add(webhook);
          running.add(count);
        });
    return database.with(
        c ->
            Rows.list(
                c,
                "WITH due AS (SELECT d.id FROM webhooks w"
                    + " LEFT JOIN unnest(?::uuid[], ?::int[]) AS b (webhook_id, running)"
                    + " ON b.webhook_id = w.id CROSS JOIN LATERAL (SELECT q.id FROM deliveries q"
                    + " WHERE q.webhook_id = w.id AND q.state = 'pending' AND q.next_at <= now()"
                    + " ORDER BY q.next_at LIMIT greatest(0, ? - coalesce(b.running, 0))"
                    + " FOR UPDATE SKIP LOCKED) d), taken AS (UPDATE deliveries d"
                    + " SET next_at = now() + ? * interval '1 millisecond'"
                    + " FROM due WHERE d.id = due.id RETURNING d.*)"
                    + SELECT_TAKEN.replace("FROM deliveries d", "FROM taken d")
                    + " ORDER BY d.seq",
                DeliveryQueue::taken,
                c.createArrayOf("uuid", webhooks.toArray()),
                c.createArrayOf("int4", running.toArray()),
                settings.parallel(),
                settings.lease().toMillis()));
  }

  /**
   * What a receiver was sent, for the log.
   *
   * @param headers without what authorizes
   */
  record Sent(Map<String, String> headers, String body) {}

  /** Remembers an attempt, and what is next; nothing when the delivery is gone. */
  void record(Taken taken, Sent sent, WebhookClient.Outcome outcome, Optional<Instant> next) {
    String state = outcome.isDelivered() ? "delivered" : next.isPresent() ? "pending" : "dead";
    database.transaction(
        c -> {
          int found =
              Rows.update(
                  c,
                  "UPDATE deliveries SET attempts = attempts + 1, state = ?,"
                      + " next_at = coalesce(?, next_at), last_status = ?, last_error = ?,"
                      + " finished_at = CASE WHEN ? = 'pending' THEN NULL ELSE now() END"
                      + " WHERE id = ?",
                  state,
                  next.map(Timestamp::from).orElse(null),
                  outcome.status() == 0 ? null : outcome.status(),
                  outcome.isDelivered() ? null : error(outcome),
                  state,
                  taken.id());
          return found == 0 ? 0 : log(c, taken, sent, outcome);
        });
  }

  private static int log(Connection c, Taken taken, Sent sent, WebhookClient.Outcome outcome)
      throws SQLException {
    Rows.update(
        c,
        "INSERT INTO delivery_attempts (delivery_id, at, latency_ms, address, status, error,"
            + " request_headers, request_body, response_headers, response_body)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        taken.id(),
        Timestamp.from(outcome.at()),
        (int) outcome.latency().toMillis(),
        outcome.address(),
        outcome.status() == 0 ? null : outcome.status(),
        outcome.error().isEmpty() ? null : clean(outcome.error()),
        json(sent.headers()),
        clean(sent.body()),
        clean(json(outcome.headers())),
        clean(outcome.body()));
    return Rows.update(
        c,
        "DELETE FROM delivery_attempts WHERE delivery_id = ? AND id <= (SELECT id FROM"
            + " delivery_attempts WHERE delivery_id = ? ORDER BY id DESC OFFSET ? LIMIT 1)",
        taken.id(),
        taken.id(),
        MOST_KEPT_ATTEMPTS);
  }

  private static String error(WebhookClient.Outcome outcome) {
    return outcome.error().isEmpty() ? "answered " + outcome.status() : clean(outcome.error());
  }

  private static String json(Map<String, String> headers) {
    return new JsonObject(new HashMap<String, Object>(headers)).encode();
  }

  /** PostgreSQL's text has no NUL. */
  private static String clean(String text) {
    return text.replace('\0', '\uFFFD');
  }

  /** Deliveries that wait, and for how long the one that has waited longest is overdue. */
  record Backlog(int pending, int dead, double lagSeconds) {}

  Backlog backlog() {
    return database
        .with(
            c ->
                Rows.list(
                    c,
                    "SELECT count(*) FILTER (WHERE state = 'pending') AS pending,"
                        + " count(*) FILTER (WHERE state = 'dead') AS dead,"
                        + " greatest(0, extract(epoch FROM now() - min(next_at)"
                        + " FILTER (WHERE state = 'pending'))) AS lag"
                        + " FROM deliveries WHERE state IN ('pending', 'dead')",
                    row ->
                        new Backlog(
                            row.getInt("pending"), row.getInt("dead"), row.getDouble("lag"))))
        .getFirst();
  }

  /** Forgets deliveries that ended long ago; returns how many. */
  int forget(Duration age) {
    return database.with(
        c ->
            Rows.update(
                c,
                "DELETE FROM deliveries WHERE finished_at < now() - ? * interval '1 second'",
                age.toSeconds()));
  }

  private static Taken taken(java.sql.ResultSet row) throws SQLException {
    return new Taken(
        row.getObject("id", UUID.class),
        Optional.ofNullable(row.getString("app_id")),
        row.getString("alert_id"),
        Template.of(row.getString("template")).orElse(Template.JSON),
        row.getString("document"),
        row.getInt("attempts"),
        Objects.requireNonNull(Rows.instant(row, "give_up_at")),
        new Webhooks.Target(
            row.getObject("webhook_id", UUID.class),
            row.getString("url"),
            row.getBoolean("allow_private"),
            row.getString("secret"),
            row.getString("auth")));
  }
}
