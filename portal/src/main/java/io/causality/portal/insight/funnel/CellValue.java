package io.causality.portal.insight.funnel;

import static io.causality.portal.insight.sql.Expression.literal;

import io.causality.functions.funnel.Breakdown;
import io.causality.portal.insight.spec.FunnelSpec;
import io.causality.portal.insight.spec.SpecException;
import io.causality.portal.insight.sql.Expression;
import java.util.List;
import java.util.Objects;

/**
 * The breakdown value whose persons are asked for.
 *
 * @param breakdown with the kept values known
 * @param text of the value
 * @param rest whether it stands for all that were not kept
 */
record CellValue(Breakdown breakdown, String text, boolean rest) {
  static CellValue of(FunnelPlan plan, List<String> asked, Values values) {
    FunnelSpec.Split split = plan.spec().split();
    int keys = split == null ? 0 : split.breakdown().keys().size();
    if (asked.size() != keys) {
      throw new SpecException(
          "$.breakdown",
          "breakdown has one value per key of the query's breakdown, which has " + keys,
          null);
    }
    Breakdown breakdown = plan.funnel().breakdown();
    List<String> kept = values.kept().stream().map(value -> text(breakdown, value)).toList();
    boolean rest =
        values.hasOther()
            && !values.kept().contains(asked)
            && asked.stream().allMatch(io.causality.portal.insight.spec.Breakdown.OTHER::equals);
    return new CellValue(breakdown.keeping(kept), text(breakdown, asked), rest);
  }

  private static String text(Breakdown breakdown, List<String> values) {
    return values.stream().allMatch(String::isEmpty) ? "" : breakdown.text(values);
  }

  /** Whether a person's own value, as a text, is this one. */
  Expression ofPerson(Expression value) {
    if (!rest) {
      return value.eq(literal(raw(text)));
    }
    List<String> kept = Objects.requireNonNull(breakdown.kept());
    return value.in(kept.stream().map(this::raw).map(Expression::literal).toList()).not();
  }

  /** As the query writes it: the query does not shorten the tuple of missing values. */
  private String raw(String value) {
    return value.isEmpty()
        ? breakdown.text(java.util.Collections.nCopies(breakdown.keys(), ""))
        : value;
  }
}
