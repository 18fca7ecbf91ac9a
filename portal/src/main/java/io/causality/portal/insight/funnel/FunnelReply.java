package io.causality.portal.insight.funnel;

import io.causality.portal.insight.spec.FunnelSpec;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Puts the values of a report into the shape of the answer. */
record FunnelReply(FunnelPlan plan) {
  /**
   * The result.
   *
   * @param values of the report, each with {@code breakdown} and its numbers
   */
  JsonObject result(JsonArray values) {
    return switch (plan.spec().output()) {
      case STEPS -> new JsonObject().put("steps", steps(values));
      case TRENDS -> trends(values);
      case TIME_TO_CONVERT -> times(values);
    };
  }

  private boolean split() {
    return plan.spec().split() != null;
  }

  private JsonArray steps(JsonArray values) {
    JsonArray steps = new JsonArray();
    if (!split()) {
      addSteps(steps, values.isEmpty() ? null : values.getJsonObject(0));
    }
    for (int i = 0; split() && i < values.size(); i++) {
      addSteps(steps, values.getJsonObject(i));
    }
    return steps;
  }

  private void addSteps(JsonArray steps, @Nullable JsonObject value) {
    List<FunnelSpec.Step> asked = plan.spec().steps();
    for (int step = 0; step < asked.size(); step++) {
      steps.add(
          new JsonObject()
              .put("step", step)
              .put("label", asked.get(step).selector().label())
              .put("count", value == null ? 0 : value.getJsonArray("counts").getValue(step))
              .put("avg_s", value == null ? null : value.getJsonArray("avg_s").getValue(step))
              .put("median_s", value == null ? null : value.getJsonArray("median_s").getValue(step))
              .put("breakdown", breakdown(value)));
    }
  }

  private @Nullable JsonArray breakdown(@Nullable JsonObject value) {
    return value == null || !split() ? null : value.getJsonArray("breakdown");
  }

  private JsonObject trends(JsonArray values) {
    JsonObject result = new JsonObject().put("periods", new JsonArray(plan.periods().labels()));
    if (!split()) {
      return numbers(result, values.isEmpty() ? zeros() : values.getJsonObject(0));
    }
    JsonArray series = new JsonArray();
    for (int i = 0; i < values.size(); i++) {
      JsonObject value = values.getJsonObject(i);
      series.add(
          numbers(new JsonObject().put("breakdown", value.getJsonArray("breakdown")), value));
    }
    return result.put("series", series);
  }

  private static JsonObject numbers(JsonObject into, JsonObject value) {
    for (String name : List.of("entered", "converted", "rate_pct")) {
      into.put(name, value.getJsonArray(name));
    }
    return into;
  }

  private JsonObject zeros() {
    JsonArray zeros =
        new JsonArray(IntStream.range(0, plan.periods().size()).mapToObj(i -> 0).toList());
    return new JsonObject().put("entered", zeros).put("converted", zeros).put("rate_pct", zeros);
  }

  private static JsonObject times(JsonArray values) {
    JsonObject times = new JsonObject();
    JsonObject value = values.isEmpty() ? new JsonObject() : values.getJsonObject(0);
    return times
        .put("bins", value.getJsonArray("bins", new JsonArray()))
        .put("avg_s", value.getValue("avg_s"))
        .put("median_s", value.getValue("median_s"));
  }
}
