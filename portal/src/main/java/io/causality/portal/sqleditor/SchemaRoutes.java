package io.causality.portal.sqleditor;

import io.causality.portal.apps.Apps;
import io.causality.portal.catalog.Catalog;
import io.causality.portal.http.Call;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Routes;
import io.causality.proto.lake.LakeColumn;
import io.causality.proto.lake.LakeDdl;
import io.causality.proto.lake.LakeTable;
import io.causality.proto.v1.CatalogEntry;
import io.causality.proto.v1.CatalogValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables that SQL sees, with comments, and values that the app has sent. */
public final class SchemaRoutes implements Routes {
  private static final int SAMPLES = 5;

  private final Apps apps;
  private final Catalog catalog;

  public SchemaRoutes(Apps apps, Catalog catalog) {
    this.apps = apps;
    this.catalog = catalog;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of("sqlSchema", this::schema);
  }

  private Reply schema(Call call) {
    String app = call.query("app").orElseThrow();
    apps.require(call.caller(), app);
    JsonArray tables = new JsonArray();
    for (LakeTable table : LakeDdl.views()) {
      JsonArray columns = new JsonArray();
      for (LakeColumn column : table.columns()) {
        columns.add(
            new JsonObject()
                .put("name", column.name())
                .put("type", column.type().trino())
                .put("comment", column.comment())
                .put("samples", new JsonArray(samples(app, table.name(), column.name()))));
      }
      tables.add(
          new JsonObject()
              .put("name", table.name())
              .put("comment", table.comment())
              .put("columns", columns));
    }
    return Reply.ok(new JsonObject().put("tables", tables));
  }

  /** Frequent values; of the open maps, frequent names. */
  private List<String> samples(String app, String table, String column) {
    if (column.equals("event_name")) {
      return catalog.events(app, "", SAMPLES).stream().map(CatalogEntry::getName).toList();
    }
    if (column.equals("traits")) {
      return names(app, Catalog.On.PERSON);
    }
    if (column.equals("properties")) {
      return names(app, Catalog.On.EVENT);
    }
    return table.equals("events")
        ? catalog.values(app, column, Optional.empty(), Catalog.On.EVENT, "", SAMPLES).stream()
            .map(CatalogValue::getValue)
            .toList()
        : List.of();
  }

  private List<String> names(String app, Catalog.On on) {
    return catalog.properties(app, Optional.empty(), on, "", SAMPLES).stream()
        .map(Catalog.Property::name)
        .toList();
  }
}
