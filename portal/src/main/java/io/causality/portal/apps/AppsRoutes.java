package io.causality.portal.apps;

import io.causality.portal.http.Call;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Routes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Apps over HTTP. */
public final class AppsRoutes implements Routes {
  private final Apps apps;

  public AppsRoutes(Apps apps) {
    this.apps = apps;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of("listApps", this::list, "createApp", this::create);
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

  private static JsonObject json(App app) {
    return new JsonObject()
        .put("id", app.id())
        .put("name", app.name())
        .put("created_at", app.createdAt().toString());
  }
}
