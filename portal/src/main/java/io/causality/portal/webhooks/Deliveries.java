package io.causality.portal.webhooks;

import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Ids;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Role;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was and will be sent, for people. Thread-safe. */
public final class Deliveries {
  private static final String COLUMNS =
      "d.id, d.seq, d.webhook_id, w.name AS webhook_name, d.app_id, d.alert_id, d.template,"
          + " d.state, d.attempts, d.next_at, d.created_at, d.finished_at, d.last_status,"
          + " d.last_error, (SELECT latency_ms FROM delivery_attempts a WHERE a.delivery_id = d.id"
          + " ORDER BY a.id DESC LIMIT 1) AS latency_ms";
  private static final String FROM = " FROM deliveries d JOIN webhooks w ON w.id = d.webhook_id ";

  private final Database database;
  private final Webhooks webhooks;
  private final DeliveryQueue queue;
  private final Dispatcher dispatcher;
  private final Duration giveUpAfter;

  Deliveries(
      Database database,
      Webhooks webhooks,
      DeliveryQueue queue,
      Dispatcher dispatcher,
      Duration giveUpAfter) {
    this.database = database;
    this.webhooks = webhooks;
    this.queue = queue;
    this.dispatcher = dispatcher;
    this.giveUpAfter = giveUpAfter;
  }

  /**
   * A delivery.
   *
   * @param app null for a test
   * @param nextAt when it is tried again; null unless it is pending
   * @param latencyMs of the last attempt; null before the first
   */
  public record Delivery(
      UUID id,
      long seq,
      UUID webhook,
      String webhookName,
      @Nullable String app,
      String alert,
      String template,
      String state,
      int attempts,
      @Nullable Instant nextAt,
      Instant createdAt,
      @Nullable Instant finishedAt,
      @Nullable Integer lastStatus,
      @Nullable String lastError,
      @Nullable Integer latencyMs) {}

  /**
   * One attempt at it.
   *
   * @param status null when no answer came
   * @param error why; null when one did
   */
  record Attempt(
      Instant at,
      int latencyMs,
      @Nullable String address,
      @Nullable Integer status,
      @Nullable String error,
      JsonObject requestHeaders,
      String requestBody,
      JsonObject responseHeaders,
      String responseBody) {}

  /**
   * Deliveries of apps that the caller sees, newest first.
   *
   * @param webhook empty for those of all
   * @param before only those with a smaller seq
   */
  List<Delivery> list(
      Caller caller, Optional<String> webhook, Optional<String> state, long before, int limit) {
    Optional<UUID> of = webhook.map(id -> webhooks.get(caller, id).id());
    List<@Nullable Object> parameters = new ArrayList<>();
    StringBuilder where = new StringBuilder("WHERE d.seq < ?");
    parameters.add(before);
    of.ifPresent(
        id -> {
          where.append(" AND d.webhook_id = ?");
          parameters.add(id);
        });
    state.ifPresent(
        named -> {
          where.append(" AND d.state = ?");
          parameters.add(named);
        });
    return database.with(
        c -> {
          if (!caller.isAdmin()) {
            where.append(" AND (d.app_id = ANY (?) OR d.app_id IS NULL AND w.app_id = ANY (?))");
            java.sql.Array seen = c.createArrayOf("text", caller.apps().toArray());
            parameters.add(seen);
            parameters.add(seen);
          }
          parameters.add(limit);
          return Rows.list(
              c,
              "SELECT " + COLUMNS + FROM + where + " ORDER BY d.seq DESC LIMIT ?",
              Deliveries::delivery,
              parameters.toArray());
        });
  }

  /** The one of that id, or 404 when there is none that the caller may see. */
  Delivery get(Caller caller, String id) {
    UUID known = Ids.uuid(id).orElseThrow(Deliveries::absent);
    Delivery delivery =
        database
            .with(
                c ->
                    Rows.list(
                        c,
                        "SELECT " + COLUMNS + FROM + "WHERE d.id = ?",
                        Deliveries::delivery,
                        known))
            .stream()
            .findFirst()
            .orElseThrow(Deliveries::absent);
    String app = delivery.app();
    boolean visible =
        app != null
            ? caller.sees(app)
            : webhooks
                .find(delivery.webhook().toString())
                .map(webhook -> webhook.app().map(caller::sees).orElse(caller.isAdmin()))
                .orElse(false);
    if (!visible) {
      throw absent();
    }
    return delivery;
  }

  /**
   * Its attempts that are kept, the latest first (editor: they show what was sent and answered).
   */
  List<Attempt> attempts(Caller caller, Delivery delivery) {
    caller.require(Role.EDITOR);
    return database.with(
        c ->
            Rows.list(
                c,
                "SELECT at, latency_ms, address, status, error, request_headers, request_body,"
                    + " response_headers, response_body FROM delivery_attempts"
                    + " WHERE delivery_id = ? ORDER BY id DESC",
                row ->
                    new Attempt(
                        Objects.requireNonNull(Rows.instant(row, "at")),
                        row.getInt("latency_ms"),
                        row.getString("address"),
                        row.getObject("status", Integer.class),
                        row.getString("error"),
                        new JsonObject(row.getString("request_headers")),
                        row.getString("request_body"),
                        new JsonObject(row.getString("response_headers")),
                        row.getString("response_body")),
                delivery.id()));
  }

  /** Of one alert, in the order in which they were made. */
  public List<Delivery> ofAlerts(String app, List<String> alerts) {
    return alerts.isEmpty()
        ? List.of()
        : database.with(
            c ->
                Rows.list(
                    c,
                    "SELECT "
                        + COLUMNS
                        + FROM
                        + "WHERE d.app_id = ? AND d.alert_id = ANY (?) ORDER BY d.seq",
                    Deliveries::delivery,
                    app,
                    c.createArrayOf("text", alerts.toArray())));
  }

  /** Sends again now, and for another day if need be, what has ended (editor). */
  Delivery redeliver(Caller caller, String id) {
    caller.require(Role.EDITOR);
    Delivery delivery = get(caller, id);
    database.with(
        c ->
            Rows.update(
                c,
                "UPDATE deliveries SET state = 'pending', next_at = now(), finished_at = NULL,"
                    + " give_up_at = now() + ? * interval '1 millisecond' WHERE id = ?"
                    + " AND state <> 'pending'",
                giveUpAfter.toMillis(),
                delivery.id()));
    dispatcher.wake();
    return get(caller, id);
  }

  /** Sends a test, and says what came of it (editor of the webhook). */
  Delivery test(Caller caller, String webhook, String document, String alert)
      throws InterruptedException {
    Webhook target = webhooks.forChange(caller, webhook);
    DeliveryQueue.Taken taken = queue.addTest(target.id(), alert, document);
    dispatcher.send(taken);
    return get(caller, taken.id().toString());
  }

  private static ProblemException absent() {
    return new ProblemException(Problem.of(ProblemCode.NOT_FOUND, "no delivery of that id"));
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    String state = row.getString("state");
    return new Delivery(
        row.getObject("id", UUID.class),
        row.getLong("seq"),
        row.getObject("webhook_id", UUID.class),
        row.getString("webhook_name"),
        row.getString("app_id"),
        row.getString("alert_id"),
        row.getString("template"),
        state,
        row.getInt("attempts"),
        state.equals("pending") ? Rows.instant(row, "next_at") : null,
        Objects.requireNonNull(Rows.instant(row, "created_at")),
        Rows.instant(row, "finished_at"),
        row.getObject("last_status", Integer.class),
        row.getString("last_error"),
        row.getObject("latency_ms", Integer.class));
  }
}
