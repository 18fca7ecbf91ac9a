package io.causality.portal.insight.sessions;

import static io.causality.portal.insight.sql.Expression.column;

import io.causality.portal.insight.plan.Row;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Select;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The columns that a session has, and what becomes of them in the answer. */
final class SessionColumns {
  /** Columns of the events that sessions are made of. */
  static final List<String> OF_EVENTS =
      List.of(
          "person_id",
          "session_id",
          "ts",
          "stream_seq",
          "item",
          "is_page",
          "is_screen",
          "page_url",
          "utm_source",
          "utm_campaign",
          "device_type",
          "kept");

  /** Columns of sessions. */
  static final List<String> OF_SESSIONS =
      List.of(
          "session_id",
          "person_id",
          "start_ms",
          "end_ms",
          "events",
          "page_views",
          "screen_views",
          "entry",
          "exit",
          "entry_url",
          "exit_url",
          "utm_source",
          "utm_campaign",
          "device_type",
          "first_seq",
          "further");

  private static final double MS_PER_SECOND = 1000;
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private SessionColumns() {}

  /**
   * Figures of the kept events of a group.
   *
   * @param session the session's id
   * @param person the session's person
   * @param further whether events that were not read may belong to it
   */
  static List<Select.Column> figures(Expression session, Expression person, Expression further) {
    List<Select.Column> columns = new ArrayList<>();
    columns.add(new Select.Column(session, "session_id"));
    columns.add(new Select.Column(person, "person_id"));
    columns.add(named("min(ms) FILTER (WHERE kept)", "start_ms"));
    columns.add(named("max(ms) FILTER (WHERE kept)", "end_ms"));
    columns.add(named("count_if(kept)", "events"));
    columns.add(named("count_if(kept AND is_page)", "page_views"));
    columns.add(named("count_if(kept AND is_screen)", "screen_views"));
    columns.add(named(atView("min_by", "item"), "entry"));
    columns.add(named(atView("max_by", "item"), "exit"));
    columns.add(named(atView("min_by", "page_url"), "entry_url"));
    columns.add(named(atView("max_by", "page_url"), "exit_url"));
    Stream.of("utm_source", "utm_campaign", "device_type")
        .forEach(name -> columns.add(named(firstOf(name, name + " IS NOT NULL"), name)));
    columns.add(named(firstOf("stream_seq", "TRUE"), "first_seq"));
    columns.add(new Select.Column(further, "further"));
    return columns;
  }

  private static Select.Column named(String sql, String name) {
    return new Select.Column(new Expression(sql), name);
  }

  private static String atView(String function, String name) {
    return function
        + "("
        + name
        + ", ROW(ms, stream_seq)) FILTER (WHERE kept AND (is_page OR is_screen))";
  }

  /** Of the first kept event that meets a condition. */
  static String firstOf(String name, String condition) {
    return "min_by(" + name + ", ROW(ms, stream_seq)) FILTER (WHERE kept AND " + condition + ")";
  }

  /** All of them, from a relation that has them. */
  static Select all(Select from) {
    Select all = from;
    for (String name : OF_SESSIONS) {
      all = all.column(column(name), name);
    }
    return all;
  }

  static boolean mayReachFurther(Row row) {
    return Boolean.TRUE.equals(row.values().get(OF_SESSIONS.indexOf("further")));
  }

  static SessionCursor cursor(Row row) {
    return new SessionCursor(integer(row, "start_ms"), integer(row, "first_seq"));
  }

  static JsonObject json(Row row) {
    long start = integer(row, "start_ms");
    long end = integer(row, "end_ms");
    long pages = integer(row, "page_views");
    long screens = integer(row, "screen_views");
    JsonObject session =
        new JsonObject()
            .put("session_id", text(row, "session_id"))
            .put("person_id", text(row, "person_id"))
            .put("start", INSTANT.format(Instant.ofEpochMilli(start)))
            .put("end", INSTANT.format(Instant.ofEpochMilli(end)))
            .put(
                "duration_s",
                io.causality.portal.insight.Numbers.json((end - start) / MS_PER_SECOND))
            .put("events", integer(row, "events"))
            .put("page_views", pages)
            .put("screen_views", screens);
    for (String name : List.of("entry", "exit", "entry_url", "exit_url")) {
      session.put(name, text(row, name));
    }
    session.put("bounce", pages + screens == 1);
    for (String name : List.of("utm_source", "utm_campaign", "device_type")) {
      session.put(name, text(row, name));
    }
    return session;
  }

  private static long integer(Row row, String column) {
    return row.integer(OF_SESSIONS.indexOf(column));
  }

  private static @org.jspecify.annotations.Nullable String text(Row row, String column) {
    return row.textOrNull(OF_SESSIONS.indexOf(column));
  }
}
