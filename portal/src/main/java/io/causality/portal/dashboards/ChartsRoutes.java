package io.causality.portal.dashboards;

import io.causality.portal.http.Call;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Routes;
import io.causality.portal.saved.Saved;
import io.causality.portal.saved.SavedStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/** Saved charts over HTTP. */
public final class ChartsRoutes implements Routes {
  private final SavedStore charts;
  private final SpecCheck check;

  public ChartsRoutes(SavedStore charts, SpecCheck check) {
    this.charts = charts;
    this.check = check;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "listCharts", this::list,
        "createChart", this::create,
        "getChart", this::get,
        "replaceChart", this::replace,
        "deleteChart", this::delete);
  }

  private Reply list(Call call) {
    JsonArray list = new JsonArray();
    charts.list(call.caller(), call.path("app")).forEach(chart -> list.add(json(chart)));
    return Reply.ok(new JsonObject().put("charts", list));
  }

  private Reply create(Call call) {
    charts.requireEditor(call.caller(), call.path("app"));
    Saved made = charts.create(call.caller(), call.path("app"), draft(call.body()));
    call.trail().target(made.id().toString()).detail(made.name());
    return Reply.created(json(made));
  }

  private Reply get(Call call) {
    return Reply.ok(json(charts.get(call.caller(), app(call), call.path("id"))));
  }

  private Reply replace(Call call) {
    charts.requireEditor(call.caller(), call.path("app"));
    Saved saved = charts.replace(call.caller(), app(call), call.path("id"), draft(call.body()));
    call.trail().detail(saved.name());
    return Reply.ok(json(saved));
  }

  private Reply delete(Call call) {
    charts.delete(call.caller(), app(call), call.path("id"));
    return Reply.empty(204);
  }

  private static Optional<String> app(Call call) {
    return Optional.of(call.path("app"));
  }

  private Saved.Draft draft(JsonObject body) {
    check.require(body.getJsonObject("query"), "$.query");
    return new Saved.Draft(
        body.getString("name"),
        body.getString("description", ""),
        new JsonObject()
            .put("query", body.getJsonObject("query"))
            .put("display", body.getJsonObject("display", new JsonObject())));
  }

  private static JsonObject json(Saved chart) {
    return chart.head().mergeIn(chart.content());
  }
}
