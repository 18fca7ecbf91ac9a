package io.causality.portal.ask;

import io.causality.portal.http.Call;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Routes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Threads and verified questions over HTTP. */
public final class ConversationsRoutes implements Routes {
  private final AskService service;

  public ConversationsRoutes(AskService service) {
    this.service = service;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "listConversations", this::list,
        "getConversation", this::get,
        "updateConversation", this::update,
        "deleteConversation", this::delete,
        "verifyAnswer", this::verify,
        "listVerifiedQuestions", this::verified,
        "deleteVerifiedQuestion", this::forget);
  }

  private String app(Call call) {
    service.requireApp(call.caller(), call.path("app"));
    return call.path("app");
  }

  private Reply list(Call call) {
    JsonArray list = new JsonArray();
    service
        .conversations()
        .list(call.caller(), app(call))
        .forEach(one -> list.add(json(call.caller(), one)));
    return Reply.ok(new JsonObject().put("conversations", list));
  }

  private Reply get(Call call) {
    Conversations.Conversation one =
        service.conversations().get(call.caller(), app(call), call.path("id"));
    Map<UUID, Boolean> rated = service.ratings().own(call.caller(), one.id());
    JsonArray turns = new JsonArray();
    for (Conversations.Turn turn : service.conversations().turns(one.id())) {
      Boolean right = rated.get(turn.id());
      turns.add(right == null ? turn.answer() : turn.answer().put("rating", right ? "up" : "down"));
    }
    return Reply.ok(json(call.caller(), one).put("answers", turns));
  }

  private Reply update(Call call) {
    Conversations.Conversation changed =
        service
            .conversations()
            .change(
                call.caller(),
                app(call),
                call.path("id"),
                Optional.ofNullable(call.body().getString("name")),
                Optional.ofNullable(call.body().getBoolean("shared")));
    call.trail().target(changed.id().toString());
    return Reply.ok(json(call.caller(), changed));
  }

  private Reply delete(Call call) {
    service.conversations().delete(call.caller(), app(call), call.path("id"));
    call.trail().target(call.path("id"));
    return Reply.empty(204);
  }

  private static JsonObject json(Caller caller, Conversations.Conversation one) {
    return new JsonObject()
        .put("id", one.id().toString())
        .put("name", one.name())
        .put("owner", one.owner())
        .put("own", one.userId().equals(caller.userId()))
        .put("shared", one.shared())
        .put("questions", one.questions())
        .put("created_at", one.createdAt().toString())
        .put("updated_at", one.updatedAt().toString());
  }

  private Reply verify(Call call) {
    String id =
        service
            .verify(
                call.caller(),
                app(call),
                call.path("id"),
                Optional.ofNullable(call.body().getString("question")))
            .toString();
    call.trail().target(id);
    return Reply.ok(new JsonObject().put("verified", id));
  }

  private Reply verified(Call call) {
    JsonArray list = new JsonArray();
    service.verifiedQuestions().list(app(call)).forEach(one -> list.add(one.json()));
    return Reply.ok(new JsonObject().put("verified", list));
  }

  private Reply forget(Call call) {
    service.verifiedQuestions().delete(call.caller(), app(call), call.path("id"));
    call.trail().target(call.path("id"));
    return Reply.empty(204);
  }
}
