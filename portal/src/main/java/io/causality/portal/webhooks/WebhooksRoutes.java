package io.causality.portal.webhooks;

import io.causality.portal.http.Call;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Routes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Webhooks over HTTP. */
public final class WebhooksRoutes implements Routes {
  private final Webhooks webhooks;

  WebhooksRoutes(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "listWebhooks", this::list,
        "createWebhook", this::create,
        "getWebhook", this::get,
        "replaceWebhook", this::replace,
        "deleteWebhook", this::delete);
  }

  private Reply list(Call call) {
    JsonArray list = new JsonArray();
    webhooks
        .list(call.caller(), call.query("app"))
        .forEach(webhook -> list.add(json(call.caller(), webhook)));
    return Reply.ok(new JsonObject().put("webhooks", list));
  }

  private Reply create(Call call) throws InterruptedException {
    Optional<String> app = Optional.ofNullable(call.body().getString("app"));
    Webhooks.Made made = webhooks.create(call.caller(), app, draft(call.body()));
    call.trail().target(made.webhook().id().toString()).detail(made.webhook().name());
    return Reply.created(json(call.caller(), made.webhook()).put("secret", made.secret()));
  }

  private Reply get(Call call) {
    return Reply.ok(json(call.caller(), webhooks.get(call.caller(), call.path("id"))));
  }

  private Reply replace(Call call) throws InterruptedException {
    Webhook now = webhooks.replace(call.caller(), call.path("id"), draft(call.body()));
    call.trail().target(now.id().toString()).detail(now.name());
    return Reply.ok(json(call.caller(), now));
  }

  private Reply delete(Call call) {
    webhooks.delete(call.caller(), call.path("id"));
    return Reply.empty(204);
  }

  private static Webhooks.Draft draft(JsonObject body) {
    return new Webhooks.Draft(
        body.getString("name"),
        body.getString("url"),
        Optional.ofNullable(body.getString("secret")),
        Optional.ofNullable(body.getJsonObject("auth")).map(Authorization::parse),
        Template.of(body.getString("template", "json")).orElseThrow(),
        body.getBoolean("allow_private", false));
  }

  private static JsonObject json(Caller caller, Webhook webhook) {
    boolean whole = Webhooks.mayChange(caller, webhook);
    return new JsonObject()
        .put("id", webhook.id().toString())
        .put("app", webhook.app().orElse(null))
        .put("name", webhook.name())
        .put("url", whole ? webhook.url() : origin(webhook.url()))
        .put("auth", new JsonObject().put("type", webhook.auth().text()))
        .put("template", webhook.template().text())
        .put("allow_private", webhook.allowPrivate())
        .put("created_by", webhook.createdBy())
        .put("created_at", webhook.createdAt().toString())
        .put("updated_at", webhook.updatedAt().toString());
  }

  /** Paths of webhooks are often secrets themselves. */
  private static String origin(String url) {
    URI uri = URI.create(url);
    return uri.getScheme() + "://" + uri.getRawAuthority() + "/…";
  }
}
