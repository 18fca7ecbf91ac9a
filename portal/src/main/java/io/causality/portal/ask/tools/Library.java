package io.causality.portal.ask.tools;

import io.causality.portal.alerts.Alerts;
import io.causality.portal.cohorts.Cohorts;
import io.causality.portal.dashboards.Dashboards;
import io.causality.portal.http.Caller;
import io.causality.portal.insight.InsightChecks;
import io.causality.portal.rules.Rules;
import io.causality.portal.saved.Saved;
import io.causality.portal.saved.SavedStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What people of an app have saved, and its alerts. Thread-safe.
 *
 * @param changes hears of what was saved
 */
public record Library(
    SavedStore charts,
    Dashboards dashboards,
    Cohorts cohorts,
    Rules rules,
    Alerts alerts,
    Changes changes) {
  private static final int MOST = 100;
  private static final int ALERTS = 20;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_DESCRIPTION = 2_000;
  private static final List<String> OF_ALERTS =
      List.of("id", "rule", "fired_at", "severity", "window", "values");

  /** Remembers changes that come by no operation of the API. */
  @FunctionalInterface
  public interface Changes {
    /** Keeps one, after it was made. */
    void made(Caller caller, String action, String app, String target, String detail);
  }

  ToolResult list(ToolCall call) {
    String app = call.app().id();
    String kind = call.arguments().text("kind");
    Stream<JsonObject> found =
        switch (kind) {
          case "charts" ->
              charts.list(call.caller(), app).stream()
                  .map(one -> head(one).put("spec", one.content().getValue("query")));
          case "dashboards" ->
              dashboards.list(call.caller(), Optional.of(app)).stream()
                  .map(one -> head(one.id(), one.name(), one.description()));
          case "cohorts" ->
              cohorts.list(call.caller(), app).stream()
                  .map(one -> head(one).put("kind", one.content().getValue("kind")));
          case "rules" ->
              rules.list(call.caller(), app).stream()
                  .map(
                      rule ->
                          head(rule.id().toString(), rule.document().getString("name"), "")
                              .put("enabled", rule.document().getValue("enabled"))
                              .put("severity", rule.document().getValue("severity"))
                              .put("when", rule.document().getValue("when"))
                              .put("alerts_24h", rule.alerts24h()));
          default -> throw Arguments.bad("kind", "kind is charts, dashboards, cohorts or rules");
        };
    call.run().looked("list_saved", kind);
    return ToolResult.of(new JsonObject().put(kind, new JsonArray(found.limit(MOST).toList())));
  }

  private static JsonObject head(Saved saved) {
    return head(saved.id().toString(), saved.name(), saved.description());
  }

  private static JsonObject head(String id, String name, String description) {
    return new JsonObject().put("id", id).put("name", name).put("description", description);
  }

  /** Alerts without the events that they matched: these may hold anything. */
  ToolResult alerts(ToolCall call) {
    Alerts.Filter filter =
        new Alerts.Filter(
            call.arguments().optional("rule"),
            call.arguments().instant("from"),
            call.arguments().instant("to"),
            Optional.empty());
    int limit = call.arguments().whole("limit", ALERTS, 1, MOST);
    JsonArray list = new JsonArray();
    for (Alerts.Kept alert : alerts.list(call.caller(), call.app().id(), filter, limit)) {
      JsonObject document = alert.document();
      JsonObject told = new JsonObject();
      OF_ALERTS.stream()
          .filter(document::containsKey)
          .forEach(name -> told.put(name, document.getValue(name)));
      list.add(told.put("severity", alert.severity()));
    }
    call.run().looked("recent_alerts", "alerts");
    return ToolResult.of(new JsonObject().put("alerts", list));
  }

  ToolResult saveChart(ToolCall call) {
    String app = call.app().id();
    charts.requireEditor(call.caller(), app);
    JsonObject spec =
        call.arguments()
            .object("spec")
            .orElseThrow(() -> Arguments.bad("spec", "spec is an object"));
    InsightChecks.requireSpec(spec, "$.spec");
    String name = bounded("name", call.arguments().text("name"), LONGEST_NAME);
    String description =
        bounded(
            "description",
            call.arguments().optional("description").orElse(""),
            LONGEST_DESCRIPTION);
    Saved made =
        charts.create(
            call.caller(),
            app,
            new Saved.Draft(
                name,
                description,
                new JsonObject().put("query", spec).put("display", new JsonObject())));
    changes.made(call.caller(), "chart.create", app, made.id().toString(), made.name());
    call.run().looked("save_chart", name);
    return ToolResult.of(head(made));
  }

  private static String bounded(String name, String text, int most) {
    if (text.length() > most) {
      throw Arguments.bad(name, name + " has at most " + most + " characters");
    }
    return text.strip();
  }
}
