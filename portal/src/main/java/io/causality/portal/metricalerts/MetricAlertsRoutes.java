package io.causality.portal.metricalerts;

import io.causality.portal.http.Call;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Routes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;

/** Alerts about numbers over HTTP. */
public final class MetricAlertsRoutes implements Routes {
  private final MetricAlerts alerts;
  private final MetricWatch watch;

  public MetricAlertsRoutes(MetricAlerts alerts, MetricWatch watch) {
    this.alerts = alerts;
    this.watch = watch;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "listMetricAlerts", this::list,
        "createMetricAlert", this::create,
        "getMetricAlert", this::get,
        "replaceMetricAlert", this::replace,
        "deleteMetricAlert", this::delete,
        "checkMetricAlert", this::check);
  }

  private Reply list(Call call) {
    JsonArray list = new JsonArray();
    alerts.list(call.caller(), call.path("app")).forEach(alert -> list.add(json(alert)));
    return Reply.ok(new JsonObject().put("metric_alerts", list));
  }

  private Reply create(Call call) {
    MetricAlert made = alerts.create(call.caller(), call.path("app"), call.body());
    call.trail().target(made.id().toString()).detail(made.document().getString("name"));
    return Reply.created(json(made));
  }

  private Reply get(Call call) {
    return Reply.ok(json(alerts.get(call.caller(), call.path("app"), call.path("id"))));
  }

  private Reply replace(Call call) {
    MetricAlert now = alerts.replace(call.caller(), call.path("app"), call.path("id"), call.body());
    call.trail().target(now.id().toString()).detail(now.document().getString("name"));
    return Reply.ok(json(now));
  }

  private Reply delete(Call call) {
    alerts.delete(call.caller(), call.path("app"), call.path("id"));
    return Reply.empty(204);
  }

  private Reply check(Call call) throws InterruptedException {
    watch.check(alerts.forCheck(call.caller(), call.path("app"), call.path("id")));
    return get(call);
  }

  private static JsonObject json(MetricAlert alert) {
    Instant checked = alert.checkedAt();
    return new JsonObject()
        .put("id", alert.id().toString())
        .put("app", alert.app())
        .put("version", alert.version())
        .mergeIn(alert.document())
        .put(
            "last",
            checked == null
                ? null
                : new JsonObject()
                    .put("at", checked.toString())
                    .put("period", alert.period())
                    .put("value", alert.value())
                    .put("holds", alert.holds())
                    .put("error", alert.error()))
        .put("created_by", alert.createdBy())
        .put("created_at", alert.createdAt().toString())
        .put("updated_at", alert.updatedAt().toString());
  }
}
