package io.causality.portal.insight.oracle;

import io.causality.portal.insight.oracle.Clock.Span;
import io.causality.portal.insight.spec.Common;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sessions: all events are cut first, then those that filters drop are taken away. */
final class SessionsOracle {
  private static final long PAUSE_MS = 30 * 60_000L;
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Oracle oracle;

  SessionsOracle(Oracle oracle) {
    this.oracle = oracle;
  }

  /** All that start in the range, by their start. */
  List<JsonObject> sessions(Common common) {
    Clock clock = new Clock(common);
    Span range = new Span(clock.from(common.from(), oracle.people.events()), clock.to(common.to()));
    List<List<Event>> sessions = new ArrayList<>();
    for (List<Event> all : cut().values()) {
      List<Event> left =
          all.stream().filter(event -> oracle.matching.all(common.filters(), event)).toList();
      if (!left.isEmpty() && range.holds(left.getFirst())) {
        sessions.add(left);
      }
    }
    sessions.sort(
        Comparator.comparingLong((List<Event> of) -> of.getFirst().ts())
            .thenComparingLong(of -> of.getFirst().seq()));
    return sessions.stream().map(this::json).toList();
  }

  /** The events of each session, in order. */
  private Map<String, List<Event>> cut() {
    Map<String, List<Event>> sessions = new LinkedHashMap<>();
    Map<String, Event> last = new HashMap<>();
    Map<String, Integer> number = new HashMap<>();
    for (Event event : oracle.people.events()) {
      if (People.isIdentity(event)) {
        continue;
      }
      String name = "id " + event.session();
      if (event.session() == null) {
        String person = oracle.people.person(event);
        Event before = last.put(person, event);
        if (before == null || event.ts() - before.ts() >= PAUSE_MS) {
          number.merge(person, 1, Integer::sum);
        }
        name = "person " + person + " " + number.get(person);
      }
      sessions.computeIfAbsent(name, n -> new ArrayList<>()).add(event);
    }
    return sessions;
  }

  private JsonObject json(List<Event> events) {
    Event first = events.getFirst();
    Event last = events.getLast();
    List<Event> views = events.stream().filter(event -> Items.isView(event)).toList();
    @Nullable Event entry = views.isEmpty() ? null : views.getFirst();
    @Nullable Event exit = views.isEmpty() ? null : views.getLast();
    JsonObject session =
        new JsonObject()
            .put("session_id", first.session())
            .put("person_id", oracle.people.person(first))
            .put("start", INSTANT.format(Instant.ofEpochMilli(first.ts())))
            .put("end", INSTANT.format(Instant.ofEpochMilli(last.ts())))
            .put("duration_s", (last.ts() - first.ts()) / 1000.0)
            .put("events", events.size())
            .put("page_views", views.stream().filter(Items::isPage).count())
            .put("screen_views", views.stream().filter(Items::isScreen).count())
            .put("entry", entry == null ? null : Items.of(entry))
            .put("exit", exit == null ? null : Items.of(exit))
            .put("entry_url", entry == null ? null : entry.columns().get("page_url"))
            .put("exit_url", exit == null ? null : exit.columns().get("page_url"))
            .put("bounce", views.size() == 1);
    for (String name : List.of("utm_source", "utm_campaign", "device_type")) {
      session.put(
          name,
          events.stream()
              .map(event -> event.columns().get(name))
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(null));
    }
    return session;
  }
}
