package io.causality.portal.webhooks;

import io.causality.portal.http.Call;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Role;
import io.causality.portal.http.Routes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Deliveries over HTTP. */
public final class DeliveriesRoutes implements Routes {
  private static final int PAGE = 50;

  private final Deliveries deliveries;

  DeliveriesRoutes(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "testWebhook", this::test,
        "listWebhookDeliveries", call -> list(call, Optional.of(call.path("id"))),
        "listDeliveries", call -> list(call, Optional.empty()),
        "getDelivery", this::get,
        "redeliver", this::redeliver);
  }

  private Reply list(Call call, Optional<String> webhook) {
    int limit = call.query("limit", PAGE);
    List<Deliveries.Delivery> page =
        deliveries.list(
            call.caller(), webhook, call.query("state"), before(call.query("cursor")), limit);
    JsonArray list = new JsonArray();
    page.forEach(delivery -> list.add(json(delivery)));
    return Reply.ok(
        new JsonObject()
            .put("deliveries", list)
            .put("cursor", page.size() < limit ? null : Long.toString(page.getLast().seq())));
  }

  private static long before(Optional<String> cursor) {
    try {
      return cursor.map(Long::parseLong).orElse(Long.MAX_VALUE);
    } catch (NumberFormatException e) {
      throw new ProblemException(
          Problem.of(ProblemCode.BAD_REQUEST, "no such cursor").at("$.cursor"));
    }
  }

  private Reply get(Call call) {
    Deliveries.Delivery delivery = deliveries.get(call.caller(), call.path("id"));
    return Reply.ok(whole(call, delivery));
  }

  private Reply redeliver(Call call) {
    Deliveries.Delivery delivery = deliveries.redeliver(call.caller(), call.path("id"));
    call.trail().target(delivery.id().toString()).detail("to " + delivery.webhookName());
    return Reply.ok(json(delivery));
  }

  private Reply test(Call call) throws InterruptedException {
    String alert = "test-" + UUID.randomUUID();
    Instant now = Instant.now();
    JsonObject document =
        new JsonObject()
            .put("id", alert)
            .put("type", "test")
            .put(
                "rule",
                new JsonObject()
                    .put("id", "test")
                    .put("name", "Test of a webhook")
                    .put("version", 1))
            .put("app_id", "test")
            .put("severity", "info")
            .put("fired_at", now.toString())
            .put("window", null)
            .put("matched_events", new JsonArray())
            .put("values", new JsonObject())
            .put("links", new JsonObject());
    Deliveries.Delivery delivery =
        deliveries.test(call.caller(), call.path("id"), document.encode(), alert);
    call.trail().target(delivery.webhook().toString());
    return Reply.ok(whole(call, delivery));
  }

  private JsonObject whole(Call call, Deliveries.Delivery delivery) {
    JsonObject json = json(delivery);
    JsonArray attempts = new JsonArray();
    if (call.caller().role().includes(Role.EDITOR)) {
      deliveries.attempts(call.caller(), delivery).forEach(attempt -> attempts.add(json(attempt)));
    }
    return json.put("log", attempts);
  }

  /** A delivery without its log. */
  public static JsonObject json(Deliveries.Delivery delivery) {
    return new JsonObject()
        .put("id", delivery.id().toString())
        .put(
            "webhook",
            new JsonObject()
                .put("id", delivery.webhook().toString())
                .put("name", delivery.webhookName()))
        .put("app", delivery.app())
        .put("alert", delivery.alert())
        .put("template", delivery.template())
        .put("state", delivery.state())
        .put("attempts", delivery.attempts())
        .put("next_at", text(delivery.nextAt()))
        .put("created_at", delivery.createdAt().toString())
        .put("finished_at", text(delivery.finishedAt()))
        .put("status", delivery.lastStatus())
        .put("error", delivery.lastError())
        .put("latency_ms", delivery.latencyMs());
  }

  private static JsonObject json(Deliveries.Attempt attempt) {
    return new JsonObject()
        .put("at", attempt.at().toString())
        .put("latency_ms", attempt.latencyMs())
        .put("address", attempt.address())
        .put("status", attempt.status())
        .put("error", attempt.error())
        .put(
            "request",
            new JsonObject()
                .put("headers", attempt.requestHeaders())
                .put("body", attempt.requestBody()))
        .put(
            "response",
            new JsonObject()
                .put("headers", attempt.responseHeaders())
                .put("body", attempt.responseBody()));
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }
}
