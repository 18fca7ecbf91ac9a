package io.causality.portal.insight.retention;

import static io.causality.portal.insight.sql.Expression.binary;
import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.column;
import static io.causality.portal.insight.sql.Expression.literal;

import io.causality.portal.insight.plan.PersonPeriods;
import io.causality.portal.insight.sql.Expression;

/**
 * In which periods a person came back, as one value: the bits of a number, or a list where there
 * are more periods than bits.
 */
enum Returns {
  /** Bit {@code p} is set for period {@code p}. */
  BITS {
    @Override
    Expression collected(Expression returned) {
      return call("bitwise_or_agg", PersonPeriods.bit(returned, column("period")));
    }

    @Override
    Expression since(Expression period) {
      return call("bitwise_right_shift", column(NAME), period);
    }

    @Override
    Expression at(Expression interval) {
      return call("bitwise_and", after(interval), literal(1)).eq(literal(1));
    }

    @Override
    Expression atOrAfter(Expression interval) {
      return binary(after(interval), "<>", literal(0));
    }
  },

  /** The periods, in no order, perhaps with null. */
  LIST {
    @Override
    Expression collected(Expression returned) {
      return call("array_agg", call("IF", returned, column("period")));
    }

    @Override
    Expression since(Expression period) {
      return call(
          "transform",
          column(NAME),
          new Expression("p -> CAST(p - " + period.text() + " AS integer)"));
    }

    @Override
    Expression at(Expression interval) {
      return call("coalesce", call("contains", column(NAME), interval), Expression.FALSE);
    }

    @Override
    Expression atOrAfter(Expression interval) {
      return call("any_match", column(NAME), new Expression("p -> p >= " + interval.text()))
          .orFalse();
    }
  };

  /** The column that holds it. */
  static final String NAME = "back";

  static Returns of(int periods) {
    return PersonPeriods.areBits(periods) ? BITS : LIST;
  }

  /** An aggregate over a person's periods: those for which the condition holds. */
  abstract Expression collected(Expression returned);

  /** The same, counted from a period on. */
  abstract Expression since(Expression period);

  /** Whether the person came back that many periods after; of a value from {@link #since}. */
  abstract Expression at(Expression interval);

  /** Whether the person came back then or later. */
  abstract Expression atOrAfter(Expression interval);

  private static Expression after(Expression interval) {
    return call("bitwise_right_shift", column(NAME), Expression.cast(interval, "integer"));
  }
}
