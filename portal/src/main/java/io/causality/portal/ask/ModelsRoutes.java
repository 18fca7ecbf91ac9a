package io.causality.portal.ask;

import io.causality.portal.ask.agent.ModelClient;
import io.causality.portal.ask.agent.ModelSettings;
import io.causality.portal.ask.agent.ModelStore;
import io.causality.portal.ask.agent.Models;
import io.causality.portal.http.Call;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Routes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The model that answers, and what it took, over HTTP; for admins. */
public final class ModelsRoutes implements Routes {
  private static final int USAGE_DAYS = 30;

  private final Models models;
  private final AskService service;

  public ModelsRoutes(Models models, AskService service) {
    this.models = models;
    this.service = service;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "getModel", this::get,
        "setModel", this::set,
        "removeModel", this::remove,
        "testModel", this::test,
        "modelUsage", this::usage);
  }

  private Reply get(Call call) {
    return Reply.ok(json(models.state(call.caller())));
  }

  private static JsonObject json(Models.State state) {
    return new JsonObject()
        .put("source", text(state.source()))
        .put("provider", text(state.provider()))
        .put("url", state.url())
        .put("model", state.model())
        .put("has_key", state.hasKey())
        .put("key_opens", state.keyOpens())
        .put("changed_by", state.changed().map(ModelStore.Change::by).orElse(null))
        .put("changed_at", state.changed().map(one -> one.at().toString()).orElse(null));
  }

  private static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private Reply set(Call call) {
    JsonObject body = call.body();
    Models.Draft draft =
        new Models.Draft(
            ModelSettings.Provider.valueOf(body.getString("provider").toUpperCase(Locale.ROOT)),
            Optional.ofNullable(body.getString("url")).filter(url -> !url.isBlank()),
            body.getString("model").strip(),
            Optional.ofNullable(body.getString("key")));
    models.set(call.caller(), draft);
    Models.State now = models.state(call.caller());
    call.trail()
        .target(now.model())
        .detail(
            text(now.provider())
                + " at "
                + now.url()
                + (draft.key().isPresent() && now.hasKey() ? "; new key" : "")
                + (now.hasKey() ? "" : "; without key"));
    return Reply.ok(json(now));
  }

  private Reply remove(Call call) {
    models.remove(call.caller());
    return Reply.empty(204);
  }

  private Reply test(Call call) throws InterruptedException {
    ModelClient.Check check = models.check(call.caller());
    call.trail().target(models.state(call.caller()).model()).detail(check.detail());
    return Reply.ok(
        new JsonObject()
            .put("works", check.works())
            .put("detail", check.detail())
            .put("wall_ms", check.wallMs()));
  }

  private Reply usage(Call call) {
    int days = call.query("days", USAGE_DAYS);
    return Reply.ok(
        new JsonObject()
            .put("days", days)
            .put("usage", new JsonArray(service.usage(call.caller(), days))));
  }
}
