package io.causality.portal.metricalerts;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a check has read of an insight's answer.
 *
 * @param period label of the period
 * @param previous of the period before; null where there is none
 */
record Reading(String period, double value, @Nullable Double previous) {
  /**
   * Reads a trend.
   *
   * @param result as the insight answers
   * @param series index of the line
   * @param incomplete whether the last period is not over
   * @param current whether to look at a period that is not over
   * @return empty when there is no such period
   */
  static Optional<Reading> of(JsonObject result, int series, boolean incomplete, boolean current) {
    JsonArray lines = result.getJsonArray("series");
    if (series >= lines.size()) {
      return Optional.empty();
    }
    JsonObject line = lines.getJsonObject(series);
    JsonArray periods = result.getJsonArray("periods");
    if (periods.isEmpty()) {
      Double total = line.getDouble("total");
      return total == null ? Optional.empty() : Optional.of(new Reading("total", total, null));
    }
    int at = periods.size() - (incomplete && !current ? 2 : 1);
    JsonArray data = line.getJsonArray("data");
    if (at < 0 || data.getDouble(at) == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Reading(
            periods.getString(at), data.getDouble(at), at == 0 ? null : data.getDouble(at - 1)));
  }
}
