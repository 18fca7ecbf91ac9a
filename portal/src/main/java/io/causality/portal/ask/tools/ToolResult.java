package io.causality.portal.ask.tools;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of a call. Immutable.
 *
 * @param json what is told, of bounded size
 * @param table the rows; empty where there are none
 * @param specs insights that ran for it
 * @param isOfSpec whether the rows are those of the one spec, and would be again
 */
public record ToolResult(
    JsonObject json, Optional<Table> table, List<JsonObject> specs, boolean isOfSpec) {
  /** Most rows that are told. */
  static final int ROWS = 100;

  /** Most characters of the rows that are told. */
  private static final int CHARACTERS = 16_000;

  public ToolResult {
    specs = List.copyOf(specs);
  }

  /** Facts that are no rows. */
  static ToolResult of(JsonObject json) {
    return new ToolResult(json, Optional.empty(), List.of(), false);
  }

  /** Rows, of which the first ones are told. */
  static ToolResult of(Table table, List<JsonObject> specs) {
    return new ToolResult(told(table), Optional.of(table), specs, false);
  }

  /** The rows of one insight. */
  static ToolResult of(Table table, JsonObject spec) {
    return new ToolResult(told(table), Optional.of(table), List.of(spec), true);
  }

  /** More to tell about the rows. */
  ToolResult with(String name, @Nullable Object value) {
    return new ToolResult(json.copy().put(name, value), table, specs, isOfSpec);
  }

  private static JsonObject told(Table table) {
    JsonArray rows = new JsonArray();
    int characters = 0;
    for (List<@Nullable Object> row : table.rows()) {
      JsonArray one = new JsonArray(new ArrayList<>(row));
      characters += one.encode().length();
      if (rows.size() == ROWS || characters > CHARACTERS) {
        break;
      }
      rows.add(one);
    }
    JsonObject json =
        new JsonObject()
            .put("columns", table.json().getJsonArray("columns"))
            .put("rows", rows)
            .put("row_count", table.rows().size());
    if (rows.size() < table.rows().size() || table.truncated()) {
      json.put("truncated", true);
    }
    return json;
  }
}
