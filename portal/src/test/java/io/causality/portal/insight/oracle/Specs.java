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
