package io.causality.portal.insight.funnel;

import static io.causality.portal.insight.sql.Expression.and;
import static io.causality.portal.insight.sql.Expression.literal;

import io.causality.portal.insight.Cell;
import io.causality.portal.insight.spec.FunnelSpec;
import io.causality.portal.insight.spec.SpecException;
import io.causality.portal.insight.sql.Expression;
import java.util.List;
import java.util.Locale;

/**
 * Which persons are meant, by how many steps they reached.
 *
 * @param least steps
 * @param most steps
 */
record Depths(int least, int most) {
  private static final List<String> OUTCOMES = List.of("reached", "dropped");

  static Depths of(FunnelSpec spec, Cell cell) {
    String outcome = cell.outcome().orElse("reached").toLowerCase(Locale.ROOT);
    int steps = spec.steps().size();
    if (!OUTCOMES.contains(outcome)) {
      throw new SpecException(
          "$.outcome", "outcome is reached or dropped, not \"" + outcome + "\"", "reached");
    }
    boolean dropped = outcome.equals("dropped");
    if (cell.step().isEmpty() && spec.output() == FunnelSpec.Output.STEPS) {
      throw new SpecException("$.step", "step is missing: the number of a step, from 0", "0");
    }
    if (cell.step().isEmpty()) {
      return dropped
          ? new Depths(spec.fromStep() + 1, spec.toStep())
          : new Depths(spec.toStep() + 1, steps);
    }
    int step = cell.step().getAsInt();
    if (step >= steps) {
      throw new SpecException(
          "$.step", "there is no step " + step + "; the last one is " + (steps - 1), null);
    }
    return new Depths(step + 1, dropped ? step + 1 : steps);
  }

  Expression condition(Expression depth) {
    return and(depth.ge(literal(least)), depth.le(literal(most)));
  }
}
