package io.causality.portal.insight.oracle;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes up events: few persons and values, many coincidences. The same seed, the same events. */
public final class Worlds {
  public static final List<String> NAMES =
      List.of(
          "Paid",
          "Signed up",
          "page_view",
          "page_view",
          "screen_view",
          "it's \"ünï\" \\ 漢字\n",
          "$opened",
          "identify",
          "group");
  public static final List<String> KEYS = List.of("plan", "amount", "country", "total_cents", "os");
  public static final List<String> TRAITS = List.of("tier", "since");
  public static final List<Object> VALUES =
      List.of(
          "free",
          "pro",
          "",
          "Other",
          "Free",
          10L,
          10.0,
          "10",
          "10.0",
          "1e1",
          "+5",
          "-3.25",
          0.5,
          true,
          "true",
          "abc",
          "2026-10-25",
          "2026-10-25T02:30:00+01:00",
          "2026-02-30",
          -7L,
          1e20,
          "it's",
          "5\n",
          "NaN",
          0.1);

  /** Zones whose clocks change in the time of these events, some by odd amounts. */
  public static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("UTC"),
          ZoneId.of("Europe/Berlin"),
          ZoneId.of("America/New_York"),
          ZoneId.of("Asia/Kathmandu"),
          ZoneId.of("Australia/Lord_Howe"),
          ZoneId.of("America/Asuncion"));

  /** When the clock changes somewhere. */
  private static final List<String> TURNS =
      List.of(
          "2026-10-25T01:00:00Z",
          "2026-11-01T06:00:00Z",
          "2026-10-03T15:30:00Z",
          "2026-10-04T04:00:00Z",
          "2026-03-29T01:00:00Z");

  private static final int HALF_AN_HOUR = 30 * 60_000;

  /** Events come in bursts: each hour is a file, and files cost time. */
  private static final int HOURS = 8;

  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;

  private Worlds() {}

  /** Events of one app, in order of arrival, which is not that of time. */
  public static List<Event> events(long seed, int count) {
    Random random = new Random(seed);
    long center = center(random);
    long days = 1 + random.nextInt(random.nextBoolean() ? 4 : 45);
    List<Long> hours = new ArrayList<>();
    for (int i = 0; i < HOURS; i++) {
      hours.add(center + Math.round((random.nextDouble() - 0.5) * days * DAY));
    }
    List<Event> events = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long ts = time(random, hours, times);
      times.add(ts);
      events.add(event(random, i + 1, ts));
    }
    return events;
  }

  static long center(Random random) {
    return Instant.parse(TURNS.get(random.nextInt(TURNS.size()))).toEpochMilli();
  }

  private static long time(Random random, List<Long> hours, List<Long> times) {
    long ts = hours.get(random.nextInt(hours.size())) + random.nextInt(HALF_AN_HOUR);
    return switch (random.nextInt(6)) {
      case 0 -> times.isEmpty() ? ts : times.get(random.nextInt(times.size()));
      case 1 -> ts - Math.floorMod(ts, HOUR) - random.nextInt(2);
      case 2 -> {
        ts = hours.getFirst();
        ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
        yield Instant.ofEpochMilli(ts)
                .atZone(zone)
                .toLocalDate()
                .atStartOfDay(zone)
                .toInstant()
                .toEpochMilli()
            - random.nextInt(2);
      }
      case 3 ->
          times.isEmpty()
              ? ts
              : times.get(random.nextInt(times.size())) + HALF_AN_HOUR - random.nextInt(2);
      default -> ts;
    };
  }

  private static final List<String> PATHS =
      List.of("/", "/a", "/a/", "/a/b", "/a/b//", "//", "Paid", "");
  private static final List<String> SCREENS = List.of("home", "/a", "a/");

  private static Event view(Random random, Event event) {
    if (event.name().equals("screen_view")) {
      return event.column("screen_name", SCREENS.get(random.nextInt(SCREENS.size())));
    }
    if (event.name().equals("page_view")) {
      String path = PATHS.get(random.nextInt(PATHS.size()));
      return event.page("https://shop.example" + path + "?q=" + random.nextInt(3), path);
    }
    return random.nextInt(4) == 0 ? event.page("https://shop.example/other", "/other") : event;
  }

  private static Event event(Random random, int seq, long ts) {
    String device = random.nextInt(4) == 0 ? null : "d" + random.nextInt(6);
    String user = device == null || random.nextInt(3) == 0 ? "u" + random.nextInt(5) : null;
    Event event =
        Event.of(seq, NAMES.get(random.nextInt(NAMES.size())), ts, device, user)
            .session(random.nextInt(3) == 0 ? "s" + random.nextInt(8) : null);
    event = view(random, event);
    for (String key : List.of("utm_source", "utm_campaign", "device_type")) {
      if (random.nextInt(4) == 0) {
        event = event.column(key, key + random.nextInt(3));
      }
    }
    for (String key : List.of("plan", "amount", "country", "total_cents")) {
      if (random.nextInt(3) > 0) {
        event = event.property(key, VALUES.get(random.nextInt(VALUES.size())));
      }
    }
    if (random.nextBoolean()) {
      event = event.column("country", List.of("DE", "FR", "10").get(random.nextInt(3)));
    }
    if (random.nextInt(3) == 0) {
      event = event.column("total_cents", (long) random.nextInt(300) - 100);
    }
    if (random.nextInt(3) == 0) {
      event = event.column("is_new_user", random.nextBoolean());
    }
    if (random.nextInt(3) == 0) {
      event = event.column("start_x", random.nextInt(2000) / 8f);
    }
    if (random.nextInt(3) == 0) {
      event = event.column("os", random.nextBoolean() ? "iOS" : "Android");
    }
    if (random.nextInt(4) == 0) {
      event =
          event.trait(
              TRAITS.get(random.nextInt(TRAITS.size())),
              random.nextInt(5) == 0 ? null : VALUES.get(random.nextInt(VALUES.size())));
    }
    return event;
  }
}
