package io.causality.portal.insight;

import io.vertx.core.json.JsonArray;

/** Numbers as JSON: whole ones without fraction. */
public final class Numbers {
  /** Up to here doubles hold every whole number. */
  private static final double EXACT = 1L << 53;

  private Numbers() {}

  /** A finite number. */
  public static Number json(double value) {
    return value == Math.rint(value) && Math.abs(value) <= EXACT
        ? (Number) (long) value
        : (Number) value;
  }

  public static JsonArray json(double[] values) {
    JsonArray array = new JsonArray();
    for (double value : values) {
      array.add(json(value));
    }
    return array;
  }
}
