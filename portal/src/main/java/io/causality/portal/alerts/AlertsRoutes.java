package io.causality.portal.alerts;

import io.causality.portal.http.Call;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Routes;
import io.causality.portal.webhooks.DeliveriesRoutes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Alerts over HTTP. */
public final class AlertsRoutes implements Routes {
  private static final int PAGE = 100;

  private final Alerts alerts;

  public AlertsRoutes(Alerts alerts) {
    this.alerts = alerts;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of("listAlerts", this::list, "getAlert", this::get);
  }

  private Reply list(Call call) {
    int limit = call.query("limit", PAGE);
    Alerts.Filter filter =
        new Alerts.Filter(
            call.query("rule"),
            instant(call, "from"),
            instant(call, "to"),
            call.query("cursor").map(AlertsRoutes::mark));
    List<Alerts.Kept> page = alerts.list(call.caller(), call.path("app"), filter, limit);
    JsonArray list = new JsonArray();
    page.forEach(alert -> list.add(json(alert)));
    return Reply.ok(
        new JsonObject()
            .put("alerts", list)
            .put("cursor", page.size() < limit ? null : cursor(page.getLast())));
  }

  private Reply get(Call call) {
    return Reply.ok(json(alerts.get(call.caller(), call.path("app"), call.path("id"))));
  }

  private static JsonObject json(Alerts.Kept alert) {
    JsonArray deliveries = new JsonArray();
    alert.deliveries().forEach(delivery -> deliveries.add(DeliveriesRoutes.json(delivery)));
    return alert
        .document()
        .put("severity", alert.severity())
        .put("muted", alert.muted())
        .put("received_at", alert.receivedAt().toString())
        .put("deliveries", deliveries);
  }

  private static Optional<Instant> instant(Call call, String name) {
    try {
      return call.query(name).map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw new ProblemException(
          Problem.of(ProblemCode.BAD_REQUEST, name + " must be an instant")
              .at("$." + name)
              .suggest("RFC 3339, e.g. 2026-01-31T12:00:00Z"));
    }
  }

  private static String cursor(Alerts.Kept last) {
    return last.firedAt() + "_" + last.id();
  }

  private static Alerts.Mark mark(String cursor) {
    String[] parts = cursor.split("_", 2);
    try {
      return new Alerts.Mark(Instant.parse(parts[0]), parts[parts.length - 1]);
    } catch (DateTimeException e) {
      throw new ProblemException(
          Problem.of(ProblemCode.BAD_REQUEST, "no such cursor").at("$.cursor"));
    }
  }
}
