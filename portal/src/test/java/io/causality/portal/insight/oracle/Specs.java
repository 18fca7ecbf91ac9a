package io.causality.portal.insight.oracle;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Makes up specs over the events of {@link Worlds}. */
public final class Specs {
  private static final List<String> INTERVALS = List.of("hour", "day", "day", "week", "month");
  private static final List<String> MATHS =
      List.of(
          "total",
          "dau",
          "weekly_active",
          "monthly_active",
          "unique_session",
          "first_time",
          "sum",
          "avg",
          "min",
          "max",
          "median",
          "p75",
          "p90",
          "p95",
          "p99",
          "count_per_person_avg");
  private static final List<String> TRAITS_AND_NONE = List.of("tier", "since", "no such trait");
  private static final List<String> KEYS =
      List.of("plan", "amount", "country", "total_cents", "os", "is_new_user", "start_x", "none");

  private static final List<String> ITEMS =
      List.of("/", "/a", "/a/b", "home", "Paid", "Signed up", "$opened", "/a*");

  private final Random random;
  private final List<Event> events;

  /** Specs that ask about the time of these events. */
  public Specs(long seed, List<Event> events) {
    this.random = new Random(seed);
    this.events = List.copyOf(events);
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private boolean sometimes(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  /** Trends. */
  public JsonObject trends() {
    String interval = one(INTERVALS);
    JsonObject spec = common("trends", interval.equals("hour") ? 3 : 40).put("interval", interval);
    JsonArray series = new JsonArray();
    int count = 1 + random.nextInt(sometimes(3) ? 3 : 1);
    for (int i = 0; i < count; i++) {
      series.add(selector(2).put("math", one(MATHS)).put("math_property", one(KEYS)));
    }
    spec.put("series", series);
    if (sometimes(2)) {
      spec.put("breakdown", breakdown());
    }
    if (sometimes(4)) {
      spec.put("formula", one(List.of("A", "-(A + 2.5e0) * A", "100*A/(A-1)", "1/0 + A")));
    }
    if (sometimes(3)) {
      spec.put(
          "compare",
          one(List.<Supplier<Object>>of(
                  () -> "previous_period", () -> "previous_year", () -> range(20)))
              .get());
    }
    return spec.put("cumulative", sometimes(4)).put("aggregate", sometimes(4));
  }

  /** Retention. */
  public JsonObject retention() {
    String period = one(INTERVALS);
    int intervals = 1 + random.nextInt(sometimes(5) ? 80 : 10);
    JsonObject spec =
        common("retention", 1)
            .put("mode", one(List.of("recurring", "first_time")))
            .put("target", selector(2))
            .put("returning", selector(2))
            .put("period", period)
            .put("intervals", intervals)
            .put("cumulative", sometimes(3));
    spec.remove("from");
    if (sometimes(2)) {
      spec.put("breakdown", breakdown());
    }
    return spec;
  }

  /** Lifecycle or stickiness. */
  public JsonObject activity() {
    String interval = one(INTERVALS);
    return common(one(List.of("lifecycle", "stickiness")), interval.equals("hour") ? 3 : 40)
        .put("interval", interval)
        .put("series", selector(2));
  }

  /** A funnel. */
  public JsonObject funnel() {
    JsonArray steps = new JsonArray();
    int count = 1 + random.nextInt(4) + (sometimes(6) ? 8 : 0);
    for (int i = 0; i < count; i++) {
      JsonObject step = step();
      steps.add(sometimes(6) ? step.put("first_time_ever", true) : step);
    }
    JsonObject spec =
        common("funnel", 40)
            .put("steps", steps)
            .put("order", one(List.of("ordered", "ordered", "strict", "unordered")));
    if (!sometimes(4)) {
      spec.put("window", window());
    }
    for (int i = 0; count > 1 && i < 2 && sometimes(3); i++) {
      int from = random.nextInt(count - 1);
      JsonObject exclusion =
          step().put("from_step", from).put("to_step", from + 1 + random.nextInt(count - 1 - from));
      spec.put("exclusions", spec.getJsonArray("exclusions", new JsonArray()).add(exclusion));
    }
    String output = one(List.of("steps", "steps", "trends", "time_to_convert"));
    spec.put("output", output);
    if (sometimes(2)) {
      int to = random.nextInt(count);
      spec.put("to_step", to).put("from_step", random.nextInt(to + 1));
    }
    if (output.equals("trends")) {
      spec.put("interval", one(INTERVALS));
    } else if (output.equals("time_to_convert") && sometimes(2)) {
      spec.put("bin_count", 1 + random.nextInt(5));
    }
    if (!output.equals("time_to_convert") && sometimes(2)) {
      spec.put("breakdown", attributed(breakdown(), count));
    }
    return spec;
  }

  private JsonObject attributed(JsonObject breakdown, int steps) {
    if (breakdown.getString("on").equals("person")) {
      return breakdown;
    }
    String attribution = one(List.of("first_touch", "last_touch", "all_events", "step"));
    return attribution.equals("step")
        ? breakdown.put("attribution", attribution).put("step", random.nextInt(steps))
        : breakdown.put("attribution", attribution);
  }

  /** A selector that often selects. */
  private JsonObject step() {
    if (sometimes(4)) {
      return selector(1);
    }
    return new JsonObject().put("event", sometimes(4) ? null : one(Worlds.NAMES));
  }

  /** Whole units, and now and then what lies between two events, so that one is on the edge. */
  private JsonObject window() {
    if (sometimes(3) && !events.isEmpty()) {
      long from = one(events).ts();
      long between = Math.abs(one(events).ts() - from) / 1000;
      return new JsonObject().put("value", Math.clamp(between, 1, 1_000_000)).put("unit", "second");
    }
    return one(List.<Supplier<JsonObject>>of(
            () -> new JsonObject().put("value", 30).put("unit", "minute"),
            () -> new JsonObject().put("value", 1).put("unit", "hour"),
            () -> new JsonObject().put("value", 1 + random.nextInt(3)).put("unit", "day"),
            () -> new JsonObject().put("value", 1).put("unit", "week")))
        .get();
  }

  /** Paths. */
  public JsonObject paths() {
    JsonObject spec = common("paths", 40).put("max_steps", 1 + random.nextInt(6));
    if (sometimes(2)) {
      spec.put(
          "include", new JsonArray(sometimes(2) ? List.of("page") : List.of("screen", "custom")));
    }
    for (String end : List.of("start", "end")) {
      if (sometimes(3)) {
        spec.put(end, one(ITEMS));
      }
    }
    if (sometimes(2)) {
      spec.put("session_gap_s", one(List.of(1, 1799, 1800, 7200, 86_400)));
    }
    if (sometimes(3)) {
      spec.put(
          "group",
          new JsonArray(one(List.of(List.of("/a*"), List.of("*a*", "*"), List.of("P*d", "/*")))));
    }
    if (sometimes(3)) {
      spec.put("exclude", new JsonArray().add(one(ITEMS)).add(one(ITEMS)));
    }
    if (sometimes(3)) {
      spec.put("min_edge_count", random.nextInt(4));
    }
    return sometimes(3) ? spec.put("edge_limit", 1 + random.nextInt(8)) : spec;
  }

  /** Sessions, all of them or a page at a time. */
  public JsonObject sessions() {
    JsonObject spec = common("sessions", 20);
    return sometimes(3) ? spec.put("limit", 20 + random.nextInt(40)) : spec;
  }

  /** What every kind has. */
  public JsonObject common(String kind, int days) {
    JsonObject spec = range(days).put("kind", kind).put("timezone", zone().getId());
    if (sometimes(2)) {
      spec.put("week_start", one(List.of("monday", "sunday")));
    }
    if (sometimes(3)) {
      spec.put("filters", new JsonArray().add(filter(2)));
    }
    return spec;
  }

  private ZoneId zone() {
    return one(Worlds.ZONES);
  }

  private JsonObject range(int days) {
    long middle = events.isEmpty() ? 0 : one(events).ts();
    long day = 86_400_000L;
    long from = middle - random.nextInt(days) * day;
    long to = middle + (random.nextInt(days) - (sometimes(8) ? 2 : 0)) * day;
    if (sometimes(2)) {
      return new JsonObject().put("from", date(from)).put("to", date(to));
    }
    return new JsonObject()
        .put("from", sometimes(5) ? "all" : Instant.ofEpochMilli(from).toString())
        .put("to", Instant.ofEpochMilli(to + random.nextInt(2)).toString());
  }

  private static String date(long ms) {
    return Instant.ofEpochMilli(ms).toString().substring(0, 10);
  }

  /** A selector. */
  public JsonObject selector(int depth) {
    JsonObject selector = new JsonObject();
    if (depth > 0 && sometimes(5)) {
      JsonArray anyOf = new JsonArray();
      for (int i = 0; i <= random.nextInt(3); i++) {
        anyOf.add(selector(depth - 1));
      }
      selector.put("any_of", anyOf);
    } else {
      selector.put("event", sometimes(3) ? null : one(Worlds.NAMES));
    }
    if (sometimes(3)) {
      selector.put("filters", new JsonArray().add(filter(2)));
    }
    return selector;
  }

  private JsonObject breakdown() {
    boolean person = sometimes(3);
    JsonArray keys = new JsonArray();
    for (int i = 0; i <= random.nextInt(sometimes(3) ? 3 : 1); i++) {
      keys.add(person ? one(TRAITS_AND_NONE) : one(KEYS));
    }
    return new JsonObject()
        .put("on", person ? "person" : "event")
        .put("keys", keys)
        .put("limit", 1 + random.nextInt(sometimes(2) ? 3 : 25));
  }

  /** A filter. */
  public JsonObject filter(int depth) {
    if (depth > 0 && sometimes(4)) {
      JsonArray inside = new JsonArray();
      int count = random.nextInt(3);
      for (int i = 0; i < count; i++) {
        inside.add(filter(depth - 1));
      }
      return new JsonObject().put(sometimes(2) ? "all" : "any", inside);
    }
    boolean person = sometimes(4);
    JsonObject filter =
        new JsonObject()
            .put("key", person ? one(TRAITS_AND_NONE) : one(KEYS))
            .put("on", person ? "person" : "event");
    return switch (random.nextInt(6)) {
      case 0 -> filter.put("op", one(List.of("is_set", "is_not_set")));
      case 1 ->
          filter
              .put("op", one(List.of("gt", "lt", "gte", "lte")))
              .put("value", one(List.<Object>of(10, 0.5, -7, "1e1", 0)));
      case 2 ->
          filter
              .put("op", one(List.of("before", "after")))
              .put("value", one(List.of("2026-10-25", "2026-10-25T01:30:00Z", "2026-10-24")));
      case 3 ->
          filter
              .put("op", one(List.of("icontains", "not_icontains")))
              .put("value", one(List.of("RE", "1", "'", "", "Ö")));
      case 4 ->
          filter.put("op", "regex").put("value", one(List.of("^1", "e$", "o|a", "\\d+", "'")));
      default ->
          filter
              .put("op", one(List.of("exact", "is_not")))
              .put(
                  "value",
                  sometimes(2)
                      ? one(Worlds.VALUES)
                      : new JsonArray().add(one(Worlds.VALUES)).add(one(Worlds.VALUES)));
    };
  }
}
