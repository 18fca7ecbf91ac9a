package io.causality.portal.insight.spec;

import org.jspecify.annotations.Nullable;

/**
 * A line of a trend.
 *
 * @param property whose numbers count; null where the calculation is not about numbers
 */
public record Series(Selector selector, Calculation calculation, @Nullable String property) {
  static Series read(Fields fields) {
    Calculation calculation = fields.choice("math", Calculation.values()).orElse(Calculation.TOTAL);
    String property = fields.text("math_property").orElse(null);
    Selector selector = SelectorParser.within(fields);
    fields.done();
    if (calculation.needsProperty() && property == null) {
      throw new SpecException(
          fields.at("math_property"),
          "math " + calculation.text() + " needs math_property: the property whose numbers count",
          null);
    }
    return new Series(selector, calculation, calculation.needsProperty() ? property : null);
  }
}
