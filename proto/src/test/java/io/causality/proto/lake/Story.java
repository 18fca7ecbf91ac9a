package io.causality.proto.lake;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What happened in an app, told by hand; written as the archive writes it. */
final class Story {
  private static final Instant START = Instant.parse("2026-11-01T05:00:00Z");
  private static final LakeSchema SCHEMA = LakeSchema.current();

  private record Event(String id, long ts, String device, String user, long sequence) {}

  private final String app;
  private final List<Event> events = new ArrayList<>();
  private final List<Map<String, Object>> traits = new ArrayList<>();

  Story(String app) {
    this.app = app;
  }

  /** An event some minutes after the start; events arrive in the order in which they are told. */
  Story event(String id, int minute, String device, String user) {
    events.add(new Event(id, at(minute), device, user, events.size() + 1));
    return this;
  }

  Story trait(
      String device,
      String user,
      String name,
      String value,
      boolean once,
      int minute,
      long sequence) {
    Map<String, Object> row = row(device, user, at(minute), sequence);
    row.put("name", name);
    row.put("value", value);
    row.put("once", once);
    traits.add(row);
    return this;
  }

  void write() throws IOException {
    Map<String, List<Map<String, Object>>> files = new TreeMap<>();
    List<Map<String, Object>> links = new ArrayList<>();
    for (Event event : events) {
      Map<String, Object> row = row(event.device, event.user, event.ts, event.sequence);
      if (event.device != null && event.user != null) {
        links.add(new HashMap<>(row));
      }
      row.put("event_id", event.id);
      files.computeIfAbsent(LakeHours.folder(app, event.ts), key -> new ArrayList<>()).add(row);
    }
    for (Map.Entry<String, List<Map<String, Object>>> file : files.entrySet()) {
      LakeFixture.write("events/" + file.getKey(), SCHEMA.events(), file.getValue());
    }
    if (!links.isEmpty()) {
      LakeFixture.write("device_links/app_id=" + app, SCHEMA.deviceLinks(), links);
    }
    if (!traits.isEmpty()) {
      LakeFixture.write("traits/app_id=" + app, SCHEMA.traits(), traits);
    }
  }

  /** Event and person, by event, as the contract reads. */
  List<List<String>> persons() {
    return events.stream()
        .map(event -> List.of(event.id, String.valueOf(person(event))))
        .sorted(Comparator.comparing(row -> row.get(0)))
        .toList();
  }

  private String person(Event event) {
    if (event.user != null) {
      return event.user;
    }
    List<Event> links =
        events.stream()
            .filter(other -> other.user != null && other.device != null)
            .filter(other -> other.device.equals(event.device))
            .sorted(Comparator.comparing(Event::ts).thenComparing(Event::sequence))
            .toList();
    Optional<Event> before =
        links.stream().filter(link -> link.ts <= event.ts).reduce((first, second) -> second);
    return before.or(() -> links.stream().findFirst()).map(Event::user).orElse(event.device);
  }

  private static long at(int minute) {
    return START.toEpochMilli() + minute * 60_000L;
  }

  private static Map<String, Object> row(String device, String user, long ts, long sequence) {
    Map<String, Object> row = new HashMap<>();
    row.put("device_id", device);
    row.put("user_id", user);
    row.put("ts", ts);
    row.put("stream_seq", sequence);
    return row;
  }
}
