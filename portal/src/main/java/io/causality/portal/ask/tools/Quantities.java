package io.causality.portal.ask.tools;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Units of numbers, and numbers as JSON has them. Pure. */
public final class Quantities {
  private Quantities() {}

  /** What a property's name says of its unit; null for nothing. */
  public static @Nullable String unitOf(String property) {
    String name = property.toLowerCase(Locale.ROOT);
    if (name.equals("cents") || name.endsWith("_cents")) {
      return "cents";
    }
    if (name.endsWith("_ms") || name.endsWith("millis")) {
      return "ms";
    }
    if (name.endsWith("percent") || name.endsWith("_pct")) {
      return "percent";
    }
    if (name.endsWith("seconds") || name.endsWith("_s")) {
      return "seconds";
    }
    if (name.endsWith("minutes")) {
      return "minutes";
    }
    if (name.endsWith("hours")) {
      return "hours";
    }
    return name.endsWith("days") ? "days" : null;
  }

  /** The measure of a series of trends, by the words of a spec. */
  public static Table.Column measure(String math, @Nullable String property) {
    return switch (math) {
      case "total" -> Table.Column.measure("count", "count");
      case "unique_session" -> Table.Column.measure("sessions", "count");
      case "dau", "weekly_active", "monthly_active", "first_time" ->
          Table.Column.measure("people", "people");
      case "count_per_person_avg" -> Table.Column.measure("per_person", "ratio");
      default ->
          property == null
              ? Table.Column.measure(math, null)
              : Table.Column.measure(math + "_" + property, unitOf(property));
    };
  }

  /** A number as JSON: whole ones without fraction. */
  public static Number number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? (Number) (long) value
        : (Number) value;
  }

  /** A share in percent; 0 of nothing. */
  public static Number percent(long part, long whole) {
    return percent((double) part, (double) whole);
  }

  static Number percent(double part, double whole) {
    return number(whole == 0 ? 0 : 100.0 * part / whole);
  }
}
