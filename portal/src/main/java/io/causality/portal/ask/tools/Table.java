package io.causality.portal.ask.tools;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows under named columns: the result of an answer. Immutable.
 *
 * @param truncated whether there are more rows
 */
public record Table(List<Column> columns, List<List<@Nullable Object>> rows, boolean truncated) {
  /** What a missing value is called. */
  public static final String NONE = "(none)";

  public Table {
    columns = List.copyOf(columns);
    List<List<@Nullable Object>> copy = new ArrayList<>();
    rows.forEach(row -> copy.add(Collections.unmodifiableList(new ArrayList<>(row))));
    rows = Collections.unmodifiableList(copy);
  }

  /** What a column is. */
  public enum Role {
    DIMENSION,
    TIME,
    MEASURE
  }

  /**
   * A column.
   *
   * @param type {@code string}, {@code integer}, {@code number}, {@code date} or {@code timestamp}
   * @param unit of a measure; null where it has none
   */
  public record Column(String name, String type, Role role, @Nullable String unit) {
    /** How many people. */
    public static final Column PEOPLE = measure("people", "people");

    /** A share in percent. */
    public static final Column PERCENT = measure("percent", "percent");

    /** A column of names. */
    public static Column dimension(String name) {
      return new Column(name, "string", Role.DIMENSION, null);
    }

    /** A column of the starts of periods. */
    public static Column time(String name, boolean hours) {
      return new Column(name, hours ? "timestamp" : "date", Role.TIME, null);
    }

    /** A column of numbers. */
    public static Column measure(String name, @Nullable String unit) {
      return new Column(name, "number", Role.MEASURE, unit);
    }
  }

  /** A breakdown's value as rows have it. */
  public static String value(String value) {
    return value.isEmpty() ? NONE : value;
  }

  /** One number. */
  public static Table one(Column measure, Number value) {
    return new Table(List.of(measure), List.of(List.of(value)), false);
  }

  /** The only number, where there is one row with one measure and nothing else. */
  public @Nullable Number value() {
    return rows.size() == 1
            && columns.size() == 1
            && columns.getFirst().role() == Role.MEASURE
            && rows.getFirst().getFirst() instanceof Number number
        ? number
        : null;
  }

  /** The same rows with these columns only, by index, in this order. */
  public Table columns(List<Integer> kept) {
    List<List<@Nullable Object>> shown = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      List<@Nullable Object> cells = new ArrayList<>();
      kept.forEach(index -> cells.add(row.get(index)));
      shown.add(cells);
    }
    return new Table(kept.stream().map(columns::get).toList(), shown, truncated);
  }

  /** As an answer has it. */
  public JsonObject json() {
    JsonArray described = new JsonArray();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      JsonObject one =
          new JsonObject()
              .put("name", column.name())
              .put("type", type(i))
              .put("role", column.role().name().toLowerCase(java.util.Locale.ROOT));
      if (column.unit() != null) {
        one.put("unit", column.unit());
      }
      described.add(one);
    }
    JsonArray lines = new JsonArray();
    rows.forEach(row -> lines.add(new JsonArray(new ArrayList<>(row))));
    return new JsonObject()
        .put("columns", described)
        .put("rows", lines)
        .put("truncated", truncated);
  }

  private String type(int index) {
    Column column = columns.get(index);
    boolean whole =
        column.type().equals("number")
            && rows.stream()
                .map(row -> row.get(index))
                .allMatch(value -> value instanceof Long || value instanceof Integer);
    return whole ? "integer" : column.type();
  }
}
