package io.causality.portal.ask;

import io.causality.portal.ask.tools.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
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
      return "By " + table.columns().getFirst().name() + ", in the table" + peak(table) + ".";
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
        names
            .append(names.isEmpty() ? "" : " · ")
            // A bare 20 would be read as a number of something.
            .append(column.name().equals("hour") ? "hour " : "")
            .append(row.get(i) == null ? Table.NONE : row.get(i));
      }
    }
    return names.isEmpty() ? numbers.toString() : names + ": " + numbers;
  }

  private static String measure(Table.Column column, @Nullable Object value) {
    String number = number(value);
    String unit = column.unit();
    if (unit == null) {
      return column.name().replace('_', ' ') + " " + number;
    }
    return switch (unit) {
      case "percent" -> number + "%";
      case "count" -> number + counted(column.name(), value);
      case "ratio" -> number;
      case "people" -> number + (isOne(value) ? " person" : " people");
      case "cents", "seconds", "minutes", "hours", "days" ->
          number + " " + (isOne(value) ? unit.substring(0, unit.length() - 1) : unit);
      default -> number + " " + unit;
    };
  }

  /** The time of the greatest number, where each time has one. */
  private static String peak(Table table) {
    if (table.columns().size() != 2) {
      return "";
    }
    List<@Nullable Object> most = table.rows().getFirst();
    for (List<@Nullable Object> row : table.rows()) {
      if (amount(row.getLast()) > amount(most.getLast())) {
        most = row;
      }
    }
    return amount(most.getLast()) > 0
        ? "; most at " + most.getFirst() + ": " + measure(table.columns().getLast(), most.getLast())
        : "";
  }

  private static double amount(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NEGATIVE_INFINITY;
  }

  /** What a count counts, as its column is called. */
  private static String counted(String column, @Nullable Object value) {
    if (column.startsWith("distinct_")) {
      return isOne(value) ? " different value" : " different values";
    }
    return switch (column) {
      case "count" -> isOne(value) ? " event" : " events";
      case "sessions" -> isOne(value) ? " session" : " sessions";
      default -> "";
    };
  }

  private static boolean isOne(@Nullable Object value) {
    return value instanceof Number && number(value).equals("1");
  }

  /** As the web app writes numbers: {@code 1,234.5}. */
  static String number(@Nullable Object value) {
    if (!(value instanceof Number)) {
      return value == null ? Table.NONE : value.toString();
    }
    DecimalFormat format =
        new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.ENGLISH));
    format.setRoundingMode(RoundingMode.HALF_UP);
    return format.format(new BigDecimal(value.toString()));
  }
}
