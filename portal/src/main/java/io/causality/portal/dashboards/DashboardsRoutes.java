package io.causality.portal.dashboards;

import io.causality.portal.http.Call;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Routes;
import io.causality.portal.saved.Saved;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Dashboards over HTTP. */
public final class DashboardsRoutes implements Routes {
  private static final List<String> CONTENT = List.of("range", "filters", "refresh_s", "tiles");

  private final Dashboards dashboards;

  public DashboardsRoutes(Dashboards dashboards) {
    this.dashboards = dashboards;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "listDashboards", this::list,
        "createDashboard", this::create,
        "getDashboard", this::get,
        "replaceDashboard", this::replace,
        "deleteDashboard", this::delete);
  }

  private Reply list(Call call) {
    JsonArray list = new JsonArray();
    dashboards.list(call.caller(), call.query("app")).forEach(one -> list.add(one.head()));
    return Reply.ok(new JsonObject().put("dashboards", list));
  }

  private Reply create(Call call) {
    JsonObject body = call.body();
    Dashboard made =
        dashboards.create(
            call.caller(),
            body.getString("app"),
            draft(body),
            Optional.ofNullable(body.getString("copy_of")));
    call.trail().target(made.id()).detail(made.name());
    return Reply.created(made.json());
  }

  private Reply get(Call call) {
    return Reply.ok(dashboards.get(call.caller(), call.path("id")).json());
  }

  private Reply replace(Call call) {
    Dashboard now = dashboards.replace(call.caller(), call.path("id"), draft(call.body()));
    call.trail().detail(now.name());
    return Reply.ok(now.json());
  }

  private Reply delete(Call call) {
    dashboards.delete(call.caller(), call.path("id"));
    return Reply.empty(204);
  }

  private static Saved.Draft draft(JsonObject body) {
    JsonObject content = new JsonObject();
    CONTENT.stream()
        .filter(field -> body.getValue(field) != null)
        .forEach(field -> content.put(field, body.getValue(field)));
    return new Saved.Draft(body.getString("name"), body.getString("description", ""), content);
  }
}
