package io.causality.portal.ask;

import io.causality.portal.ask.read.Intent.Measure;
import io.causality.portal.ask.read.Vocabulary.Property;
import io.causality.portal.ask.tools.Quantities;
import io.causality.portal.ask.tools.Table;
import org.jspecify.annotations.Nullable;

/** Names and units of measures. Pure. */
final class Units {
  private Units() {}

  static Table.Column column(Measure measure) {
    return Table.Column.measure(name(measure), unit(measure));
  }

  private static String name(Measure measure) {
    Property property = measure.property();
    return switch (measure.math()) {
      case TOTAL -> "count";
      case PEOPLE, FIRST_TIME, WEEKLY_ACTIVE, MONTHLY_ACTIVE -> "people";
      case SESSIONS -> "sessions";
      case PER_PERSON -> "per_person";
      case DISTINCT -> "distinct_" + (property == null ? "values" : property.name());
      case SUM, AVG, MIN, MAX, MEDIAN, P75, P90, P95, P99 ->
          measure.math().spec() + "_" + (property == null ? "value" : property.name());
    };
  }

  private static @Nullable String unit(Measure measure) {
    return switch (measure.math()) {
      case TOTAL, SESSIONS, DISTINCT -> "count";
      case PEOPLE, FIRST_TIME, WEEKLY_ACTIVE, MONTHLY_ACTIVE -> "people";
      case PER_PERSON -> "ratio";
      case SUM, AVG, MIN, MAX, MEDIAN, P75, P90, P95, P99 -> of(measure.property());
    };
  }

  /** What a property's name says of its unit. */
  static @Nullable String of(@Nullable Property property) {
    if (property == null) {
      return null;
    }
    return Quantities.unitOf(property.name());
  }
}
