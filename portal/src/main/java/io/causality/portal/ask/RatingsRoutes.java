package io.causality.portal.ask;

import io.causality.portal.http.Call;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Routes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Ratings of answers, and what can be asked, over HTTP. */
public final class RatingsRoutes implements Routes {
  private final AskService service;

  public RatingsRoutes(AskService service) {
    this.service = service;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "rateAnswer", this::rate,
        "listRatings", this::list,
        "closeRating", this::close,
        "listSuggestions", this::suggestions);
  }

  private String app(Call call) {
    service.requireApp(call.caller(), call.path("app"));
    return call.path("app");
  }

  private Reply rate(Call call) {
    Conversations.Turn turn =
        service.conversations().turn(call.caller(), app(call), call.path("id"));
    String rating = call.body().getString("rating");
    if (rating.equals("none")) {
      service.ratings().takeBack(call.caller(), turn.id());
    } else {
      service
          .ratings()
          .rate(
              call.caller(),
              turn.id(),
              rating.equals("up"),
              call.body().getString("comment", "").strip());
    }
    call.trail().target(turn.id().toString());
    return Reply.empty(204);
  }

  private Reply list(Call call) {
    JsonArray list = new JsonArray();
    service
        .ratings()
        .open(call.caller(), app(call))
        .forEach(
            one ->
                list.add(
                    new JsonObject()
                        .put("id", one.id().toString())
                        .put("rating", one.good() ? "up" : "down")
                        .put("comment", one.comment())
                        .put("by", one.by())
                        .put("at", one.at().toString())
                        .put("answer", one.answer())));
    return Reply.ok(new JsonObject().put("ratings", list));
  }

  private Reply close(Call call) {
    service.ratings().close(call.caller(), app(call), call.path("id"));
    call.trail().target(call.path("id"));
    return Reply.empty(204);
  }

  private Reply suggestions(Call call) {
    return Reply.ok(
        new JsonObject()
            .put("questions", new JsonArray(service.suggestions(call.caller(), call.path("app")))));
  }
}
