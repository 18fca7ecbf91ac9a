package io.causality.portal.insight;

import static io.causality.portal.insight.sql.Expression.and;
import static io.causality.portal.insight.sql.Expression.binary;
import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.column;
import static io.causality.portal.insight.sql.Expression.literal;
import static io.causality.portal.insight.sql.Expression.or;

import io.causality.portal.insight.plan.EventScan;
import io.causality.portal.insight.plan.Row;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Relation;
import io.causality.portal.insight.sql.Select;
import io.causality.proto.lake.LakeQueries;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one person did, latest first, with the person's devices and traits. The person is named by
 * the id, or by a device that belongs to the person: what the device did before anybody signed in
 * is part of it.
 *
 * @param id of a person, or of a device
 * @param limit most events of a page
 * @param after the event behind which the page begins; empty for the latest
 */
record Timeline(String id, int limit, Optional<Place> after) {
  /** Devices that are told: the latest ones. */
  private static final int MOST_DEVICES = 200;

  private static final int MOST_TRAITS = 1_000;

  private static final List<String> TEXTS =
      List.of(
          "event_id",
          "event_name",
          "device_id",
          "user_id",
          "session_id",
          "page_path",
          "screen_name");

  /** An event's place in its person's order. */
  record Place(long ms, long sequence) {
    static Optional<Place> of(String text) {
      if (!text.matches("-?\\d{1,18}\\.-?\\d{1,18}")) {
        return Optional.empty();
      }
      int dot = text.indexOf('.');
      return Optional.of(
          new Place(
              Long.parseLong(text.substring(0, dot)), Long.parseLong(text.substring(dot + 1))));
    }

    String text() {
      return ms + "." + sequence;
    }
  }

  /** Asks for it. */
  JsonObject answer(Question question) throws InterruptedException {
    List<Row> devices = question.rows(devices(question.scan()));
    if (!devices.isEmpty() && !devices.getFirst().text(0).equals(id)) {
      // Nobody has that id: it is a device's, and the latest event on it tells whose.
      return new Timeline(devices.getFirst().text(0), limit, after).answer(question);
    }
    List<Row> own = devices.stream().filter(row -> row.text(0).equals(id)).toList();
    JsonObject person =
        new JsonObject()
            .put("person_id", id)
            .put("first_seen", own.isEmpty() ? null : instant(own.getFirst().integer(5)))
            .put("last_seen", own.isEmpty() ? null : instant(own.getFirst().integer(6)))
            .put("events_total", own.isEmpty() ? 0 : own.getFirst().integer(7))
            .put("devices", devices(own))
            .put("traits", traits(question.rows(traits())));
    List<Row> events = own.isEmpty() ? List.of() : question.rows(events(question.scan(), own));
    JsonArray shown = new JsonArray();
    events.stream().limit(limit).map(Timeline::event).forEach(shown::add);
    return person
        .put("events", shown)
        .put("cursor", events.size() > limit ? place(events.get(limit - 1)).text() : null);
  }

  /**
   * Of each person with that id, or with events on a device of that id, the devices: person,
   * device, first and last ms, events; and over all devices of the person the same three again. The
   * person of that id comes first.
   */
  private Select devices(EventScan scan) {
    Expression named = literal(id);
    Select events =
        scan.everything(
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            or(List.of(scan.person().eq(named), EventScan.event("device_id").eq(named))),
            new Select.Column(scan.person(), "person_id"),
            new Select.Column(EventScan.event("device_id"), "device_id"),
            new Select.Column(ms(), "ms"));
    Select devices =
        Select.from(events, "")
            .column("person_id")
            .column("device_id")
            .groupByColumns()
            .column(call("min", column("ms")), "first_ms")
            .column(call("max", column("ms")), "last_ms")
            .column(call("count", new Expression("*")), "n");
    String all = " OVER (PARTITION BY person_id)";
    return Select.from(devices, "")
        .column("person_id")
        .column("device_id")
        .column("first_ms")
        .column("last_ms")
        .column("n")
        .column(new Expression("min(first_ms)" + all), "person_first_ms")
        .column(new Expression("max(last_ms)" + all), "person_last_ms")
        .column(new Expression("sum(n)" + all), "person_n")
        .orderBy(List.of("person_id = " + named.text() + " DESC", "last_ms DESC", "device_id"))
        .limit(MOST_DEVICES);
  }

  private Select traits() {
    return Select.from(new Relation.Written(LakeQueries.traits("TRUE")), "")
        .where(and(column("person_id").eq(literal(id)), column("value").isNotNull()))
        .column("name")
        .column("value")
        .orderBy(List.of("name"))
        .limit(MOST_TRAITS);
  }

  /** One more than the limit, if there are more: sequence, ms, properties, then the texts. */
  private Select events(EventScan scan, List<Row> devices) {
    Expression mine = scan.person().eq(literal(id));
    if (devices.size() < MOST_DEVICES) {
      // Said of columns of the files, so that those without such events are not opened to the end.
      List<Expression> known =
          devices.stream().filter(row -> !row.isNull(1)).map(row -> literal(row.text(1))).toList();
      mine =
          and(
              mine,
              or(
                  List.of(
                      EventScan.event("user_id").eq(literal(id)),
                      EventScan.event("device_id").in(known))));
    }
    long last = devices.getFirst().integer(6);
    if (after.isPresent()) {
      Place place = after.get();
      last = Math.min(last, place.ms());
      mine =
          and(
              mine,
              or(
                  List.of(
                      EventScan.event("ts").lt(Expression.timestamp(place.ms())),
                      and(
                          EventScan.event("ts").eq(Expression.timestamp(place.ms())),
                          binary(EventScan.event("stream_seq"), "<", literal(place.sequence()))))));
    }
    Select.Column[] columns = new Select.Column[3 + TEXTS.size()];
    columns[0] = new Select.Column(EventScan.event("stream_seq"), "stream_seq");
    columns[1] = new Select.Column(ms(), "ms");
    columns[2] = new Select.Column(EventScan.event("properties"), "properties");
    for (int i = 0; i < TEXTS.size(); i++) {
      columns[3 + i] = new Select.Column(EventScan.event(TEXTS.get(i)), TEXTS.get(i));
    }
    return scan.everything(devices.getFirst().integer(5), last, mine, columns)
        .orderBy(List.of("ms DESC", "stream_seq DESC"))
        .limit(limit + 1L);
  }

  private static Expression ms() {
    return call(
        "date_diff", literal("millisecond"), Expression.timestamp(0), EventScan.event("ts"));
  }

  private static Place place(Row event) {
    return new Place(event.integer(1), event.integer(0));
  }

  private static JsonObject event(Row row) {
    Object properties = row.values().get(2);
    JsonObject event = new JsonObject().put("ts", instant(row.integer(1)));
    for (int i = 0; i < TEXTS.size(); i++) {
      event.put(TEXTS.get(i), row.textOrNull(3 + i));
    }
    return event.put("properties", properties == null ? new JsonObject() : properties);
  }

  private static JsonArray devices(List<Row> rows) {
    JsonArray devices = new JsonArray();
    for (Row row : rows) {
      if (!row.isNull(1)) {
        devices.add(
            new JsonObject()
                .put("device_id", row.text(1))
                .put("first_seen", instant(row.integer(2)))
                .put("last_seen", instant(row.integer(3)))
                .put("events", row.integer(4)));
      }
    }
    return devices;
  }

  private static JsonObject traits(List<Row> rows) {
    JsonObject traits = new JsonObject();
    rows.forEach(row -> traits.put(row.text(0), row.text(1)));
    return traits;
  }

  private static String instant(long ms) {
    return Instant.ofEpochMilli(ms).toString();
  }
}
