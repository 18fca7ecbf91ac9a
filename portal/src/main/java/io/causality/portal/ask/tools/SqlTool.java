package io.causality.portal.ask.tools;

import io.causality.portal.sqleditor.HiddenColumns;
import io.causality.portal.sqleditor.SqlNames;
import io.causality.portal.sqleditor.SqlService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * SQL under the guard of the editor, as the asking user: its names are looked up, then the engine
 * plans it, then it runs.
 */
final class SqlTool {
  private static final int ROWS = 1_000;
  private static final Set<String> NUMBERS =
      Set.of("tinyint", "smallint", "integer", "bigint", "real", "double", "decimal");
  private static final Pattern ARGUMENTS = Pattern.compile("\\(.*");

  private final AppCatalog catalog;
  private final HiddenColumns hidden;

  SqlTool(AppCatalog catalog, HiddenColumns hidden) {
    this.catalog = catalog;
    this.hidden = hidden;
  }

  ToolResult run(ToolCall call) throws InterruptedException {
    String sql = call.arguments().text("sql");
    hidden.require(sql);
    catalog.requireKnown(call.app().id(), SqlNames.of(sql));
    SqlService.Result result = call.run().plannedQuery("query", sql, ROWS);
    JsonArray described = result.rows().columns();
    List<Table.Column> columns = new ArrayList<>();
    for (int i = 0; i < described.size(); i++) {
      columns.add(column(described.getJsonObject(i)));
    }
    List<List<@org.jspecify.annotations.Nullable Object>> rows = new ArrayList<>();
    JsonArray lines = new JsonArray("[" + result.rows().json() + "]");
    for (int i = 0; i < lines.size(); i++) {
      List<@org.jspecify.annotations.Nullable Object> row = new ArrayList<>();
      lines.getJsonArray(i).forEach(row::add);
      rows.add(row);
    }
    return ToolResult.of(new Table(columns, rows, result.rows().truncated() != null), List.of());
  }

  private static Table.Column column(JsonObject described) {
    String name = described.getString("name");
    String type = ARGUMENTS.matcher(described.getString("type")).replaceFirst("");
    if (NUMBERS.contains(type)) {
      return Table.Column.measure(name, Quantities.unitOf(name));
    }
    return switch (type) {
      case "date" -> Table.Column.time(name, false);
      case "timestamp" -> Table.Column.time(name, true);
      case "boolean" -> new Table.Column(name, "boolean", Table.Role.DIMENSION, null);
      default -> Table.Column.dimension(name);
    };
  }
}
