package io.causality.portal.catalog;

import io.causality.portal.apps.Apps;
import io.causality.portal.http.Call;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Routes;
import io.causality.proto.v1.CatalogEntry;
import io.causality.proto.v1.CatalogValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;

/** Names over HTTP. */
public final class NamesRoutes implements Routes {
  private static final int PAGE = 200;

  private final Apps apps;
  private final Catalog catalog;

  public NamesRoutes(Apps apps, Catalog catalog) {
    this.apps = apps;
    this.catalog = catalog;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "listEventNames", this::events,
        "listPropertyNames", this::properties,
        "listValues", this::values);
  }

  private Reply events(Call call) {
    JsonArray list = new JsonArray();
    for (CatalogEntry event : catalog.events(app(call), search(call), limit(call))) {
      list.add(
          new JsonObject()
              .put("name", event.getName())
              .put("category", event.getCategory())
              .put("count", event.getCount())
              .put("first_seen", instant(event.getFirstSeenMs()))
              .put("last_seen", instant(event.getLastSeenMs())));
    }
    return Reply.ok(new JsonObject().put("events", list));
  }

  private Reply properties(Call call) {
    Catalog.On on = on(call);
    JsonArray list = new JsonArray();
    for (Catalog.Property property :
        catalog.properties(app(call), call.query("event"), on, search(call), limit(call))) {
      list.add(
          new JsonObject()
              .put("name", property.name())
              .put("on", on == Catalog.On.EVENT ? "event" : "person")
              .put("type", property.type())
              .put("count", property.count())
              .put("last_seen", instant(property.lastSeenMs())));
    }
    return Reply.ok(new JsonObject().put("properties", list));
  }

  private Reply values(Call call) {
    String property = call.query("property").orElseThrow();
    JsonArray list = new JsonArray();
    for (CatalogValue value :
        catalog.values(
            app(call), property, call.query("event"), on(call), search(call), limit(call))) {
      list.add(new JsonObject().put("value", value.getValue()).put("count", value.getCount()));
    }
    return Reply.ok(new JsonObject().put("values", list));
  }

  private String app(Call call) {
    apps.require(call.caller(), call.path("app"));
    return call.path("app");
  }

  private static String search(Call call) {
    return call.query("search").orElse("");
  }

  private static int limit(Call call) {
    return call.query("limit", PAGE);
  }

  private static Catalog.On on(Call call) {
    return call.query("on").orElse("event").equals("person") ? Catalog.On.PERSON : Catalog.On.EVENT;
  }

  private static String instant(long ms) {
    return Instant.ofEpochMilli(ms).toString();
  }
}
