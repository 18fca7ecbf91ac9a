package io.causality.portal.dashboards;

import static io.causality.portal.dashboards.Tiles.any;
import static io.causality.portal.dashboards.Tiles.event;

import io.causality.portal.apps.App;
import io.causality.portal.catalog.Catalog;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The dashboards that every app has. They adapt to what the app sends, and show something sensible
 * for one that sends page views alone, or nothing yet.
 */
public final class BuiltIn {
  private static final String MONTH = "-30d";
  private static final String QUARTER = "-12w";
  private static final String DAY = "-24h";

  private final Catalog catalog;

  public BuiltIn(Catalog catalog) {
    this.catalog = catalog;
  }

  /** All of an app, in the order in which they are shown. */
  List<Dashboard> of(App app) {
    AppNames names = AppNames.of(catalog, app.id());
    return List.of(
        overview(app, names),
        acquisition(app, names),
        engagement(app, names),
        conversion(app, names),
        retention(app, names),
        realtime(app, names));
  }

  private static Dashboard overview(App app, AppNames names) {
    Tiles tiles =
        new Tiles(app, MONTH)
            .number("People", any("dau", "People"))
            .number("New people", any("first_time", "New people"))
            .number("Sessions", any("unique_session", "Sessions"))
            .number("Events", any("total", "Events"));
    tiles.add(
        "Active people per day",
        "line",
        8,
        5,
        tiles.trends(any("dau", "Daily"), any("weekly_active", "Weekly")));
    tiles.top("What people do", 4, any("total", "Events"), "event_name");
    tiles.add(
        "New, returning and lost people per week",
        "bar",
        6,
        5,
        weekly(tiles.spec("lifecycle").put("series", any())));
    tiles.add(
        "Who comes back, by week",
        "retention",
        6,
        5,
        tiles.retention("recurring", any(), "week", 8));
    pages(tiles, names);
    return dashboard(
        app, "overview", "Overview", "How many people, what they do, whether they return", tiles);
  }

  private static Dashboard acquisition(App app, AppNames names) {
    Tiles tiles = new Tiles(app, MONTH);
    JsonObject newPeople = any("first_time", "New people");
    tiles.add("New people per day", "bar", 8, 5, tiles.trends(newPeople));
    tiles.number("New people", newPeople);
    names
        .firstOf("utm_source", "referrer", "$referring_domain")
        .ifPresent(key -> tiles.top("New people by source", 6, newPeople, key));
    names
        .firstOf("utm_campaign")
        .ifPresent(key -> tiles.top("New people by campaign", 6, newPeople, key));
    names.firstOf("utm_medium").ifPresent(key -> tiles.top("By medium", 6, newPeople, key));
    names
        .firstOf("page_path", "screen_name")
        .ifPresent(key -> tiles.top("Where new people arrive", 6, newPeople, key));
    names.firstOf("country").ifPresent(key -> tiles.map("By country", 6, newPeople, key));
    names
        .firstOf("device_type", "platform")
        .ifPresent(key -> tiles.top("By kind of device", 6, newPeople, key));
    names.firstOf("browser", "os").ifPresent(key -> tiles.top("By software", 6, newPeople, key));
    tiles.add(
        "With what they began",
        "bar",
        6,
        5,
        tiles.trends(newPeople).put("aggregate", true).put("breakdown", byEvent()));
    return dashboard(
        app, "acquisition", "Acquisition", "Where new people come from and how many", tiles);
  }

  private static Dashboard engagement(App app, AppNames names) {
    Tiles tiles = new Tiles(app, MONTH);
    tiles.add(
        "Daily, weekly and monthly active people",
        "line",
        8,
        5,
        tiles.trends(
            any("dau", "Daily"), any("weekly_active", "Weekly"), any("monthly_active", "Monthly")));
    tiles.number("Events per person", any("count_per_person_avg", "Events per person"));
    tiles.add(
        "On how many days people are active",
        "bar",
        6,
        5,
        tiles.spec("stickiness").put("series", any()).put("interval", "day"));
    tiles.add(
        "Daily of monthly active people, percent",
        "line",
        6,
        5,
        tiles
            .trends(any("dau", "Daily"), any("monthly_active", "Monthly"))
            .put("formula", "100 * A / B"));
    tiles.add("Sessions", "histogram", 6, 5, tiles.spec("sessions").put("limit", 1_000));
    tiles.add("How people move", "sankey", 6, 5, tiles.spec("paths").put("max_steps", 4));
    pages(tiles, names);
    tiles.top("Events", 6, any("total", "Events"), "event_name");
    return dashboard(
        app, "engagement", "Engagement", "How often people come and what they do then", tiles);
  }

  private static Dashboard conversion(App app, AppNames names) {
    Tiles tiles = new Tiles(app, MONTH);
    JsonObject funnel = funnel(tiles, names);
    tiles.add(funnelTitle(names), "funnel", 12, 6, funnel);
    tiles.add("Conversion per day", "line", 6, 5, funnel.copy().put("output", "trends"));
    tiles.add(
        "How long it takes", "histogram", 6, 5, funnel.copy().put("output", "time_to_convert"));
    names
        .firstOf("utm_source", "platform", "device_type", "country", "browser")
        .ifPresent(
            key ->
                tiles.add(
                    "By " + key.replace('_', ' '),
                    "funnel",
                    12,
                    6,
                    funnel
                        .copy()
                        .put(
                            "breakdown",
                            new JsonObject()
                                .put("on", "event")
                                .put("keys", new JsonArray().add(key))
                                .put("limit", 5))));
    if (names.sends("purchase_complete")) {
      tiles.add(
          "Revenue per day, cents",
          "bar",
          12,
          5,
          tiles.trends(
              event("purchase_complete")
                  .put("math", "sum")
                  .put("math_property", "total_cents")
                  .put("label", "Revenue")));
    }
    return dashboard(
        app,
        "conversion",
        "Conversion",
        "How many people get from the first step to the last",
        tiles);
  }

  /** Through the app's own events; with one kind of event alone, how deep a visit goes. */
  private static JsonObject funnel(Tiles tiles, AppNames names) {
    JsonArray steps = new JsonArray();
    names.way().forEach(name -> steps.add(event(name)));
    int value = 14;
    String unit = "day";
    if (steps.isEmpty()) {
      String only = names.view().or(() -> names.events().stream().findFirst()).orElse("page_view");
      for (String label : List.of("First view", "Second view", "Third view", "Fourth view")) {
        steps.add(event(only).put("label", label));
      }
      value = 30;
      unit = "minute";
    }
    return tiles
        .spec("funnel")
        .put("steps", steps)
        .put("window", new JsonObject().put("value", value).put("unit", unit));
  }

  private static String funnelTitle(AppNames names) {
    return names.way().isEmpty() ? "How deep a visit goes" : "From the first step to the last";
  }

  private static Dashboard retention(App app, AppNames names) {
    Tiles tiles = new Tiles(app, QUARTER);
    tiles.add(
        "New people who come back, by week",
        "retention",
        12,
        6,
        tiles.retention("first_time", any(), "week", 12));
    tiles.add(
        "Everybody, by week", "retention", 6, 6, tiles.retention("recurring", any(), "week", 12));
    tiles.add(
        "New people, by day", "retention", 6, 6, tiles.retention("first_time", any(), "day", 14));
    List<String> way = names.way();
    if (!way.isEmpty()) {
      tiles.add(
          "After " + way.getLast() + ", by week",
          "retention",
          6,
          6,
          tiles.retention("first_time", event(way.getLast()), "week", 12));
    }
    tiles.add(
        "New, returning and lost people per week",
        "bar",
        6,
        6,
        weekly(tiles.spec("lifecycle").put("series", any())));
    tiles.add(
        "In how many weeks people are active",
        "bar",
        6,
        6,
        weekly(tiles.spec("stickiness").put("series", any())));
    return dashboard(app, "retention", "Retention", "Whether people come back, and when", tiles);
  }

  private static Dashboard realtime(App app, AppNames names) {
    Tiles tiles =
        new Tiles(app, DAY)
            .number("People in 24 hours", any("dau", "People"))
            .number("New people in 24 hours", any("first_time", "New people"))
            .number("Events in 24 hours", any("total", "Events"))
            .number("Sessions in 24 hours", any("unique_session", "Sessions"));
    tiles.add(
        "People per hour",
        "line",
        6,
        5,
        tiles.trends(any("dau", "People")).put("interval", "hour"));
    tiles.add(
        "Events per hour",
        "bar",
        6,
        5,
        tiles.trends(any("total", "Events")).put("interval", "hour"));
    tiles.top("What people do", 6, any("total", "Events"), "event_name");
    pages(tiles, names);
    return dashboard(
        app, "realtime", "Real time", "The last 24 hours", tiles, DAY, OptionalInt.of(30));
  }

  private static void pages(Tiles tiles, AppNames names) {
    Optional<String> page =
        names.view().filter(view -> !view.equals("screen_view") && names.has("page_path"));
    page.ifPresent(
        view ->
            tiles.top(
                "Pages", 6, event(view).put("math", "total").put("label", "Views"), "page_path"));
    if (names.sends("screen_view")) {
      tiles.top(
          "Screens",
          6,
          event("screen_view").put("math", "total").put("label", "Views"),
          "screen_name");
    }
  }

  private static JsonObject weekly(JsonObject spec) {
    return spec.put("from", QUARTER).put("interval", "week");
  }

  private static JsonObject byEvent() {
    return new JsonObject()
        .put("on", "event")
        .put("keys", new JsonArray().add("event_name"))
        .put("limit", 10);
  }

  private static Dashboard dashboard(
      App app, String id, String name, String description, Tiles tiles) {
    String from = id.equals("retention") ? QUARTER : MONTH;
    return dashboard(app, id, name, description, tiles, from, OptionalInt.empty());
  }

  private static Dashboard dashboard(
      App app,
      String id,
      String name,
      String description,
      Tiles tiles,
      String from,
      OptionalInt refreshSeconds) {
    JsonObject content =
        new JsonObject().put("range", new JsonObject().put("from", from)).put("tiles", tiles.all());
    refreshSeconds.ifPresent(seconds -> content.put("refresh_s", seconds));
    return new Dashboard(
        app.id() + ":" + id, app.id(), name, description, true, content, null, null);
  }
}
