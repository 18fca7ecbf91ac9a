package io.causality.portal.keys;

import io.causality.portal.http.Call;
import io.causality.portal.http.Ids;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Routes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;

/** Keys over HTTP. */
public final class KeysRoutes implements Routes {
  private final Keys keys;

  public KeysRoutes(Keys keys) {
    this.keys = keys;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of("listKeys", this::list, "createKey", this::create, "revokeKey", this::revoke);
  }

  private Reply list(Call call) {
    JsonArray list = new JsonArray();
    for (ApiKey key : keys.list(call.caller(), call.path("app"))) {
      list.add(
          new JsonObject()
              .put("id", key.id().toString())
              .put("name", key.name())
              .put("last_four", key.lastFour())
              .put("created_at", key.createdAt().toString())
              .put("revoked_at", key.revokedAt() == null ? null : key.revokedAt().toString()));
    }
    return Reply.ok(new JsonObject().put("keys", list));
  }

  private Reply create(Call call) throws InterruptedException {
    String name = call.body().getString("name");
    Keys.Made made = keys.create(call.caller(), call.path("app"), name);
    call.trail().target(made.id().toString()).detail(name);
    return Reply.created(
        new JsonObject()
            .put("id", made.id().toString())
            .put("key", made.key())
            .put("name", name)
            .put("active", made.active()));
  }

  private Reply revoke(Call call) throws InterruptedException {
    UUID key = Ids.uuid(call.path("key")).orElseThrow(Keys::noSuchKey);
    return Reply.empty(keys.revoke(call.caller(), call.path("app"), key) ? 204 : 202);
  }
}
