package io.causality.portal.sqleditor;

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

/** Saved queries over HTTP. */
public final class SavedSqlRoutes implements Routes {
  private final SavedStore queries;

  public SavedSqlRoutes(SavedStore queries) {
    this.queries = queries;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "listSavedSql", this::list,
        "saveSql", this::create,
        "replaceSavedSql", this::replace,
        "deleteSavedSql", this::delete);
  }

  private Reply list(Call call) {
    JsonArray list = new JsonArray();
    queries
        .list(call.caller(), call.query("app").orElseThrow())
        .forEach(query -> list.add(json(query)));
    return Reply.ok(new JsonObject().put("queries", list));
  }

  private Reply create(Call call) {
    JsonObject body = call.body();
    Saved made = queries.create(call.caller(), body.getString("app"), draft(body));
    call.trail().target(made.id().toString()).detail(made.name());
    return Reply.created(json(made));
  }

  private Reply replace(Call call) {
    Saved now =
        queries.replace(call.caller(), Optional.empty(), call.path("id"), draft(call.body()));
    call.trail().detail(now.name());
    return Reply.ok(json(now));
  }

  private Reply delete(Call call) {
    queries.delete(call.caller(), Optional.empty(), call.path("id"));
    return Reply.empty(204);
  }

  private static Saved.Draft draft(JsonObject body) {
    return new Saved.Draft(
        body.getString("name"),
        "",
        new JsonObject()
            .put("sql", body.getString("sql"))
            .put("parameters", body.getJsonArray("parameters", new JsonArray())));
  }

  private static JsonObject json(Saved query) {
    JsonObject json = query.head().mergeIn(query.content());
    json.remove("description");
    return json;
  }
}
