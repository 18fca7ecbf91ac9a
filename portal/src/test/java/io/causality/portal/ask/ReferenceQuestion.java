package io.causality.portal.ask;

import io.causality.testkit.Await;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Function;

/** Questions about the reference events, at the time and in the zone that its answers are of. */
final class ReferenceQuestion {
  /** When they are asked. */
  static final String NOW = "2026-11-05T09:00:00Z";

  private ReferenceQuestion() {}

  /** The body of a request. */
  static JsonObject body(String question) {
    return new JsonObject()
        .put("question", question)
        .put("now", NOW)
        .put("timezone", "Europe/Berlin");
  }

  /** Until the portal knows the app's names, all questions are declined. */
  static void awaitNames(Function<String, JsonObject> ask) {
    Await.until(
        "the names are known",
        Duration.ofSeconds(30),
        () -> !"declined".equals(ask.apply("How many events this week?").getString("status")));
  }
}
