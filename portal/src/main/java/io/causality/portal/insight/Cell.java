package io.causality.portal.insight;

import io.causality.portal.insight.spec.SpecException;
import io.causality.portal.insight.time.Periods;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The part of a result whose persons are asked for; what is absent does not narrow.
 *
 * @param step of a funnel, from 0
 * @param outcome of a funnel: {@code reached} or {@code dropped}
 * @param breakdown one value per key
 * @param period index from 0, or the period's label
 * @param series index of a trend's series, or the name of a lifecycle's
 * @param interval column of a retention's matrix; number of periods of a stickiness
 */
public record Cell(
    OptionalInt step,
    Optional<String> outcome,
    Optional<List<String>> breakdown,
    Optional<Object> period,
    Optional<Object> series,
    OptionalInt interval) {

  static Cell read(JsonObject body) {
    return new Cell(
        integer(body, "step"),
        text(body, "outcome"),
        texts(body, "breakdown"),
        Optional.ofNullable(body.getValue("period")),
        Optional.ofNullable(body.getValue("series")),
        integer(body, "interval"));
  }

  /** The index of the period, which must be one of these; empty when none is named. */
  public OptionalInt period(Periods periods) {
    if (period.isEmpty()) {
      return OptionalInt.empty();
    }
    Object value = period.get();
    int index =
        value instanceof Integer number ? number : periods.labels().indexOf(value.toString());
    if (index < 0 || index >= periods.size()) {
      throw new SpecException(
          "$.period",
          "there is no period " + value + "; the result has " + periods.size(),
          periods.size() == 0 ? null : "0");
    }
    return OptionalInt.of(index);
  }

  private static OptionalInt integer(JsonObject body, String field) {
    Object value = body.getValue(field);
    if (value == null) {
      return OptionalInt.empty();
    }
    if (value instanceof Integer number && number >= 0) {
      return OptionalInt.of(number);
    }
    throw wrong(field, "a whole number from 0 on", value);
  }

  private static Optional<String> text(JsonObject body, String field) {
    Object value = body.getValue(field);
    if (value == null || value instanceof String) {
      return Optional.ofNullable((String) value);
    }
    throw wrong(field, "a string", value);
  }

  private static Optional<List<String>> texts(JsonObject body, String field) {
    Object value = body.getValue(field);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof JsonArray array) {
      List<String> texts = new ArrayList<>();
      for (Object element : array) {
        if (!(element instanceof String text)) {
          throw wrong(field, "a list of strings", value);
        }
        texts.add(text);
      }
      return Optional.of(List.copyOf(texts));
    }
    throw wrong(field, "a list of strings", value);
  }

  private static SpecException wrong(String field, String wanted, @Nullable Object value) {
    return new SpecException("$." + field, field + " must be " + wanted + ", not " + value, null);
  }
}
