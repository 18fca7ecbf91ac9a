package io.causality.portal.ask;

import io.causality.portal.ask.read.Intent.Calculation;
import io.causality.portal.ask.read.Intent.Measure;
import io.causality.portal.ask.read.Vocabulary.Property;
import io.causality.portal.ask.tools.Quantities;
import io.causality.portal.ask.tools.Table;
import org.jspecify.annotations.Nullable;

/** Names and units of measures. Pure. */
final class Units {
  private Units() {}

  static Table.Column column(Measure measure) {
    String property = measure.property() == null ? null : measure.property().name();
    return measure.math() == Calculation.DISTINCT
        ? Table.Column.measure("distinct_" + (property == null ? "values" : property), "count")
        : Quantities.measure(measure.math().spec(), property);
  }

  /** What a property's name says of its unit. */
  static @Nullable String of(@Nullable Property property) {
    return property == null ? null : Quantities.unitOf(property.name());
  }
}
