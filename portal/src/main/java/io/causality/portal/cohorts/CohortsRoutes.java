package io.causality.portal.cohorts;

import io.causality.portal.http.Call;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Routes;
import io.causality.portal.saved.Saved;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Cohorts over HTTP. */
public final class CohortsRoutes implements Routes {
  private final Cohorts cohorts;

  public CohortsRoutes(Cohorts cohorts) {
    this.cohorts = cohorts;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "listCohorts", this::list,
        "createCohort", this::create,
        "getCohort", this::get,
        "replaceCohort", this::replace,
        "deleteCohort", this::delete);
  }

  private Reply list(Call call) {
    JsonArray list = new JsonArray();
    cohorts.list(call.caller(), call.path("app")).forEach(cohort -> list.add(json(cohort)));
    return Reply.ok(new JsonObject().put("cohorts", list));
  }

  private Reply create(Call call) throws InterruptedException {
    Saved made = cohorts.create(call.caller(), call.path("app"), call.body(), call.clientGone());
    call.trail().target(made.id().toString()).detail(made.name());
    return Reply.created(json(made));
  }

  private Reply get(Call call) {
    return Reply.ok(json(cohorts.get(call.caller(), call.path("app"), call.path("id"))));
  }

  private Reply replace(Call call) throws InterruptedException {
    Saved now =
        cohorts.replace(
            call.caller(), call.path("app"), call.path("id"), call.body(), call.clientGone());
    call.trail().detail(now.name());
    return Reply.ok(json(now));
  }

  private Reply delete(Call call) {
    cohorts.delete(call.caller(), call.path("app"), call.path("id"));
    return Reply.empty(204);
  }

  private static JsonObject json(Saved cohort) {
    return cohort.head().put("size", null).mergeIn(cohort.content());
  }
}
