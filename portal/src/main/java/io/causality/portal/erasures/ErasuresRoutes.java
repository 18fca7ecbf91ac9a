package io.causality.portal.erasures;

import io.causality.portal.http.Call;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Routes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Deletion of people's data over HTTP. */
public final class ErasuresRoutes implements Routes {
  private final Erasures erasures;

  public ErasuresRoutes(Erasures erasures) {
    this.erasures = erasures;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "listErasures", this::list, "createErasure", this::create, "getErasure", this::get);
  }

  private Reply list(Call call) {
    JsonArray list = new JsonArray();
    erasures.list(call.caller(), call.path("app")).forEach(each -> list.add(json(each)));
    return Reply.ok(new JsonObject().put("erasures", list));
  }

  private Reply create(Call call) {
    Erasure made =
        erasures.request(call.caller(), call.path("app"), call.body().getString("person_id"));
    call.trail().target(made.id().toString());
    return Reply.created(json(made));
  }

  private Reply get(Call call) {
    return Reply.ok(json(erasures.get(call.caller(), call.path("app"), call.path("id"))));
  }

  private static JsonObject json(Erasure erasure) {
    return new JsonObject()
        .put("id", erasure.id().toString())
        .put("app", erasure.app())
        .put("person_sha256", erasure.personSha256())
        .put("requested_by", erasure.requestedBy())
        .put("requested_at", erasure.requestedAt().toString())
        .put("state", erasure.finishedAt() == null ? "waiting" : "done")
        .put("finished_at", erasure.finishedAt() == null ? null : erasure.finishedAt().toString())
        .put("receipt", erasure.receipt());
  }
}
