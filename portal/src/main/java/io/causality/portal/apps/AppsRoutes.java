package io.causality.portal.apps;

import io.causality.portal.http.Call;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Routes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/** Apps over HTTP. */
public final class AppsRoutes implements Routes {
  private final Apps apps;

  public AppsRoutes(Apps apps) {
    this.apps = apps;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of("listApps", this::list, "createApp", this::create, "updateApp", this::update);
  }

  private Reply list(Call call) {
    JsonArray list = new JsonArray();
    apps.visibleTo(call.caller()).forEach(app -> list.add(json(app)));
    return Reply.ok(new JsonObject().put("apps", list));
  }

  private Reply create(Call call) {
    String id = call.body().getString("id");
    String name = call.body().getString("name", id);
    call.trail().target(id);
    return Reply.created(json(apps.create(call.caller(), id, name)));
  }

  private Reply update(Call call) {
    JsonObject body = call.body();
    App changed =
        apps.change(
            call.caller(),
            call.path("app"),
            new Apps.Change(
                Optional.ofNullable(body.getString("name")),
                Optional.ofNullable(body.getString("timezone")),
                Optional.ofNullable(body.getString("week_start")),
                Optional.ofNullable(body.getJsonArray("internal_filters")),
                Optional.ofNullable(body.getBoolean("verified_only")),
                Optional.ofNullable(body.getInteger("retention_days"))));
    call.trail().target(changed.id()).detail(String.join(", ", body.fieldNames()));
    return Reply.ok(json(changed));
  }

  private static JsonObject json(App app) {
    return new JsonObject()
        .put("id", app.id())
        .put("name", app.name())
        .put("created_at", app.createdAt().toString())
        .put("timezone", app.timezone())
        .put("week_start", app.weekStart())
        .put("internal_filters", app.internalFilters())
        .put("verified_only", app.verifiedOnly())
        .put("retention_days", app.retentionDays());
  }
}
