package io.causality.portal.rules;

import io.causality.portal.http.Call;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Routes;
import io.causality.rules.model.RuleSchema;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;

/** Rules over HTTP. */
public final class RulesRoutes implements Routes {
  /** Later than any mute that names its end. */
  private static final Instant FOR_GOOD = Instant.parse("9999-01-01T00:00:00Z");

  private final Rules rules;
  private final RunningRules running;

  public RulesRoutes(Rules rules, RunningRules running) {
    this.rules = rules;
    this.running = running;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "ruleSchema", call -> Reply.ok(new JsonObject(RuleSchema.json())),
        "listRules", this::list,
        "createRule", this::create,
        "getRule", this::get,
        "replaceRule", this::replace,
        "deleteRule", this::delete,
        "listRuleVersions", this::versions,
        "enableRule", call -> enable(call, true),
        "disableRule", call -> enable(call, false),
        "muteRule", this::mute);
  }

  private Reply list(Call call) {
    JsonArray list = new JsonArray();
    rules.list(call.caller(), call.path("app")).forEach(rule -> list.add(json(rule)));
    return Reply.ok(new JsonObject().put("rules", list));
  }

  private Reply create(Call call) {
    StoredRule made = rules.create(call.caller(), call.path("app"), call.body());
    trail(call, made);
    return Reply.created(json(made));
  }

  private Reply get(Call call) {
    return Reply.ok(json(rules.get(call.caller(), call.path("app"), call.path("id"))));
  }

  private Reply replace(Call call) {
    StoredRule now = rules.replace(call.caller(), call.path("app"), call.path("id"), call.body());
    trail(call, now);
    return Reply.ok(json(now));
  }

  private Reply delete(Call call) {
    rules.delete(call.caller(), call.path("app"), call.path("id"));
    return Reply.empty(204);
  }

  private Reply versions(Call call) {
    JsonArray list = new JsonArray();
    rules
        .versions(call.caller(), call.path("app"), call.path("id"))
        .forEach(
            version ->
                list.add(
                    new JsonObject()
                        .put("version", version.version())
                        .put("rule", version.document())
                        .put("changed_by", version.changedBy())
                        .put("changed_at", version.changedAt().toString())));
    return Reply.ok(new JsonObject().put("versions", list));
  }

  private Reply enable(Call call, boolean enabled) {
    StoredRule now = rules.enable(call.caller(), call.path("app"), call.path("id"), enabled);
    trail(call, now);
    return Reply.ok(json(now));
  }

  private Reply mute(Call call) {
    StoredRule now =
        rules.mute(call.caller(), call.path("app"), call.path("id"), until(call.body()));
    trail(call, now);
    return Reply.ok(json(now));
  }

  private static Instant until(JsonObject body) {
    Integer seconds = body.getInteger("for_s");
    if (seconds != null) {
      return Instant.now().plusSeconds(seconds);
    }
    if (!body.containsKey("until")) {
      return FOR_GOOD;
    }
    String until = body.getString("until");
    try {
      return until == null ? Instant.EPOCH : OffsetDateTime.parse(until).toInstant();
    } catch (DateTimeException e) {
      throw new ProblemException(
          Problem.of(ProblemCode.BAD_REQUEST, "must be an instant")
              .at("$.until")
              .suggest("RFC 3339, e.g. 2026-01-31T12:00:00Z"));
    }
  }

  private static void trail(Call call, StoredRule rule) {
    call.trail()
        .target(rule.id().toString())
        .detail(rule.document().getString("name") + ", version " + rule.version());
  }

  private JsonObject json(StoredRule rule) {
    Instant muted = rule.mutedUntil();
    Instant fired = rule.lastFiredAt();
    return new JsonObject()
        .put("id", rule.id().toString())
        .put("app", rule.app())
        .put("version", rule.version())
        .mergeIn(rule.document())
        .put("muted", muted != null)
        .put("muted_until", muted == null ? null : muted.toString())
        .put("published", rule.published())
        .put("running", running.of(rule.app(), rule.id().toString()).orElse(null))
        .put("last_fired_at", fired == null ? null : fired.toString())
        .put("alerts_24h", rule.alerts24h())
        .put("created_by", rule.createdBy())
        .put("created_at", rule.createdAt().toString())
        .put("updated_by", rule.updatedBy())
        .put("updated_at", rule.updatedAt().toString());
  }
}
