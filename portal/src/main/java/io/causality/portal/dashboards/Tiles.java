package io.causality.portal.dashboards;

import io.causality.portal.apps.App;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Builds the tiles of one built-in dashboard, row by row on the grid of twelve columns, and the
 * specs in them. Of one thread.
 */
final class Tiles {
  private static final int COLUMNS = 12;

  private final App app;
  private final String from;
  private final JsonArray tiles = new JsonArray();
  private int x;
  private int y;
  private int rowHeight;

  /**
   * No tiles yet.
   *
   * @param from beginning of what the tiles show, e.g. {@code -30d}
   */
  Tiles(App app, String from) {
    this.app = app;
    this.from = from;
  }

  JsonArray all() {
    return tiles;
  }

  /** Adds a tile behind the last one, or below when the row is full. */
  Tiles add(String title, String chart, int width, int height, JsonObject query) {
    if (x + width > COLUMNS) {
      x = 0;
      y += rowHeight;
      rowHeight = 0;
    }
    tiles.add(
        new JsonObject()
            .put("id", "t" + (tiles.size() + 1))
            .put("title", title)
            .put("query", query)
            .put("display", new JsonObject().put("chart", chart))
            .put("x", x)
            .put("y", y)
            .put("w", width)
            .put("h", height));
    x += width;
    rowHeight = Math.max(rowHeight, height);
    return this;
  }

  /** One number with the one of the period before. */
  Tiles number(String title, JsonObject series) {
    return add(
        title,
        "number",
        3,
        2,
        trends(series).put("aggregate", true).put("compare", "previous_period"));
  }

  /** The greatest values of a property, as bars. */
  Tiles top(String title, int width, JsonObject series, String key) {
    return byValue(title, "bar", width, series, key);
  }

  /** The values of a property that holds countries, on the world. */
  Tiles map(String title, int width, JsonObject series, String key) {
    return byValue(title, "map", width, series, key);
  }

  private Tiles byValue(String title, String chart, int width, JsonObject series, String key) {
    return add(
        title,
        chart,
        width,
        5,
        trends(series)
            .put("aggregate", true)
            .put(
                "breakdown",
                new JsonObject()
                    .put("on", "event")
                    .put("keys", new JsonArray().add(key))
                    .put("limit", 10)));
  }

  JsonObject trends(JsonObject... series) {
    JsonArray list = new JsonArray();
    for (JsonObject one : series) {
      list.add(one);
    }
    return spec("trends").put("series", list).put("interval", "day");
  }

  JsonObject spec(String kind) {
    JsonObject spec = common(kind).put("from", from);
    return spec;
  }

  /** Retention has an end and no beginning. */
  JsonObject retention(String mode, JsonObject target, String period, int intervals) {
    return common("retention")
        .put("to", "today")
        .put("mode", mode)
        .put("target", target)
        .put("returning", any())
        .put("period", period)
        .put("intervals", intervals);
  }

  private JsonObject common(String kind) {
    JsonObject spec =
        new JsonObject()
            .put("kind", kind)
            .put("timezone", app.timezone())
            .put("week_start", app.weekStart());
    if (!app.internalFilters().isEmpty()) {
      spec.put("exclude_internal", true);
    }
    return spec;
  }

  /** Any event. */
  static JsonObject any() {
    return new JsonObject().putNull("event");
  }

  static JsonObject event(String name) {
    return new JsonObject().put("event", name);
  }

  /** A series of any event. */
  static JsonObject any(String math, String label) {
    return any().put("math", math).put("label", label);
  }
}
