package io.causality.portal.ask;

import io.causality.portal.ask.tools.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts a table into a short sentence, with numbers that stand in it. Pure. */
final class Prose {
  private static final int NAMED = 3;

  private Prose() {}

  static String of(Table table) {
    if (table.rows().isEmpty()) {
      return "There is nothing of that kind in this time.";
    }
    if (table.rows().size() == 1) {
      return sentence(table, table.rows().getFirst()) + ".";
    }
    boolean time = table.columns().getFirst().role() == Table.Role.TIME;
    if (time) {
      return "By " + table.columns().getFirst().name() + ", in the table.";
    }
    String first =
        table.rows().stream()
            .limit(NAMED)
            .map(row -> sentence(table, row))
            .collect(Collectors.joining("; "));
    return first + (table.rows().size() > NAMED ? "; the others are in the table." : ".");
  }

  private static String sentence(Table table, List<@Nullable Object> row) {
    StringBuilder names = new StringBuilder();
    StringBuilder numbers = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      Table.Column column = table.columns().get(i);
      if (column.role() == Table.Role.MEASURE) {
        numbers.append(numbers.isEmpty() ? "" : ", ").append(measure(column, row.get(i)));
      } else {
        names.append(names.isEmpty() ? "" : " · ").append(row.get(i));
      }
    }
    return names.isEmpty() ? numbers.toString() : names + ": " + numbers;
  }

  private static String measure(Table.Column column, @Nullable Object value) {
    String number = number(value);
    String unit = column.unit();
    if (unit == null) {
      return column.name() + " " + number;
    }
    return switch (unit) {
      case "percent" -> number + " %";
      case "count", "ratio" -> number;
      default -> number + " " + unit;
    };
  }

  static String number(@Nullable Object value) {
    if (value instanceof Double || value instanceof Float) {
      return BigDecimal.valueOf(((Number) value).doubleValue())
          .setScale(2, RoundingMode.HALF_UP)
          .stripTrailingZeros()
          .toPlainString();
    }
    return String.valueOf(value);
  }
}
