package io.causality.portal.ask.agent;

import io.causality.portal.ask.tools.Arguments;
import io.causality.portal.ask.tools.Table;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which rows and columns of a result answer a question. Immutable.
 *
 * @param columns to keep, in this order; empty for all
 * @param sortBy a column; empty for the order of the result
 * @param rows how many of the first
 */
public record Shape(List<String> columns, Optional<String> sortBy, boolean ascending, int rows) {
  private static final int MOST_ROWS = 10_000;

  public Shape {
    columns = List.copyOf(columns);
  }

  static Shape of(Arguments arguments) {
    return new Shape(
        arguments.texts("columns"),
        arguments.optional("sort_by"),
        arguments.optional("direction").orElse("descending").equals("ascending"),
        arguments.whole("rows", MOST_ROWS, 1, MOST_ROWS));
  }

  /** As {@link #json} has written it. */
  public static Shape of(JsonObject json) {
    return new Shape(
        json.getJsonArray("columns").stream().map(String::valueOf).toList(),
        Optional.ofNullable(json.getString("sort_by")),
        json.getBoolean("ascending"),
        json.getInteger("rows"));
  }

  /** To keep it. */
  public JsonObject json() {
    return new JsonObject()
        .put("columns", new JsonArray(columns))
        .put("sort_by", sortBy.orElse(null))
        .put("ascending", ascending)
        .put("rows", rows);
  }

  /**
   * Those rows and columns: none but them.
   *
   * @throws io.causality.portal.http.ProblemException for a column that the table does not have
   */
  public Table of(Table table) {
    List<List<@Nullable Object>> sorted = new ArrayList<>(table.rows());
    sortBy.ifPresent(
        name -> {
          int index = index(table, name, "sort_by");
          Comparator<List<@Nullable Object>> order =
              Comparator.comparingDouble(
                  row ->
                      row.get(index) instanceof Number number
                          ? number.doubleValue()
                          : Double.NEGATIVE_INFINITY);
          sorted.sort(ascending ? order : order.reversed());
        });
    List<Integer> kept = new ArrayList<>();
    for (String name : columns) {
      kept.add(index(table, name, "columns"));
    }
    if (columns.isEmpty()) {
      for (int i = 0; i < table.columns().size(); i++) {
        kept.add(i);
      }
    }
    return new Table(
            table.columns(), sorted.subList(0, Math.min(rows, sorted.size())), table.truncated())
        .columns(kept);
  }

  private static int index(Table table, String name, String argument) {
    List<String> names = table.columns().stream().map(Table.Column::name).toList();
    int index = names.indexOf(name);
    if (index < 0) {
      throw Arguments.bad(
          argument, "the result has no column " + name + "; it has " + String.join(", ", names));
    }
    return index;
  }
}
