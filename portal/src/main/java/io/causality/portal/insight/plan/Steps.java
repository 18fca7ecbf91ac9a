package io.causality.portal.insight.plan;

import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.literal;

import io.causality.portal.insight.sql.Expression;

/** A step function as SQL: a tree of comparisons, as deep as the logarithm of its bounds. */
public final class Steps {
  private Steps() {}

  /**
   * How many of the bounds are less than a value.
   *
   * @param bounds ascending
   */
  public static Expression below(Expression value, long[] bounds) {
    return below(value, bounds, 0, bounds.length);
  }

  private static Expression below(Expression value, long[] bounds, int from, int to) {
    if (from == to) {
      return literal(from);
    }
    int middle = (from + to) / 2;
    return call(
        "IF",
        value.le(literal(bounds[middle])),
        below(value, bounds, from, middle),
        below(value, bounds, middle + 1, to));
  }
}
