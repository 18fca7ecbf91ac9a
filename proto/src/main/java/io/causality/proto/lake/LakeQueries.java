package io.causality.proto.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The queries behind the views {@code events} and {@code persons}, bounded to a part of the lake.
 * Text in Trino's SQL, with full names: it means the same in every session and may stand as {@code
 * (query)} in place of a table reference. Pure functions.
 */
public final class LakeQueries {
  /** Whether a query of events tells the person of each event. */
  public enum Persons {
    /**
     * {@code person_id} as contracts define it now, with the links that other events made: costs a
     * join with the app's device links.
     */
    RESOLVED,
    /**
     * {@code person_id} as far as the archive knew it when it wrote the event. Cheaper; right where
     * the query does not use the column.
     */
    AS_WRITTEN
  }

  private static final String FILES = LakeDdl.name("events_files");
  private static final String LINKS = LakeDdl.name("device_links");
  private static final String TRAITS = LakeDdl.name("traits");

  private LakeQueries() {}

  /**
   * Events with their persons: the columns of the view {@code events}, in its order.
   *
   * @param filter SQL condition over the columns of {@code events_files}, of which {@link
   *     LakeHours} makes good ones; {@code TRUE} for the whole lake
   */
  public static String events(String filter) {
    return events(LakeSchema.current(), filter, Persons.RESOLVED);
  }

  /** As {@link #events(String)}, with a choice of what {@code person_id} costs. */
  public static String events(String filter, Persons persons) {
    return events(LakeSchema.current(), filter, persons);
  }

  /**
   * Events from where they are read, for a query that may use all columns of the view {@code
   * events}, in its order.
   */
  public static String events(EventParts parts, Persons persons) {
    String columns =
        parts.copies().isEmpty()
            ? "*"
            : ViewDdl.eventsColumns(LakeSchema.current()).stream()
                .map(column -> Sql.identifier(column.name()))
                .collect(Collectors.joining(", "));
    return "SELECT "
        + columns
        + " FROM "
        + parts.table(persons == Persons.RESOLVED)
        + " WHERE "
        + parts.condition();
  }

  /**
   * A few columns of events from where they are read, each event once; {@code person_id} is
   * resolved. For queries that must be planned quickly: the views have all columns, and the engine
   * looks at each of them many times.
   *
   * @param columns of the view {@code events}
   */
  public static String events(EventParts parts, Set<String> columns) {
    boolean persons = columns.contains("person_id");
    Set<String> read = new TreeSet<>(columns);
    if (persons) {
      read.remove("person_id");
      read.addAll(List.of("app_id", "device_id", "user_id", "ts"));
    }
    List<String> sources = new ArrayList<>();
    if (!parts.hours().isEmpty() || parts.copies().isEmpty()) {
      sources.add(source(read, FILES, LakeHours.only(parts.hours())));
    }
    if (!parts.copies().isEmpty()) {
      sources.add(source(read, LakeDdl.name("events_copies"), parts.copied("\"$path\"")));
    }
    String rows = String.join("\nUNION ALL\n", sources);
    if (!persons) {
      return rows;
    }
    return columns.stream()
            .sorted()
            .map(
                column ->
                    column.equals("person_id")
                        ? person("e") + " AS person_id"
                        : "e." + Sql.identifier(column))
            .collect(Collectors.joining(", ", "SELECT ", ""))
        + "\nFROM (\n"
        + rows
        + "\n) e\n"
        + joinLinks("e");
  }

  /**
   * Rows with their persons, for events that were put together before anybody asked whose they are:
   * {@code person_id}, then the columns.
   *
   * @param rows a query of an app's events with {@code app_id}, {@code user_id}, and where that is
   *     null {@code device_id}, and where {@link #severalUsers} says so also {@code ts}
   * @param columns of that query, by their names
   */
  public static String withPersons(String rows, List<String> columns) {
    return "SELECT "
        + person("e")
        + " AS person_id"
        + columns.stream()
            .map(column -> ", e." + Sql.identifier(column))
            .collect(Collectors.joining())
        + "\nFROM (\n"
        + rows
        + "\n) e\n"
        + joinLinks("e");
  }

  /** A query of the devices that had several users: who used one is a question of the time. */
  public static String severalUsers() {
    return "SELECT device_id FROM "
        + LINKS
        + " GROUP BY app_id, device_id HAVING min(user_id) <> max(user_id)";
  }

  /** Names of the columns of the view {@code events}. */
  public static List<String> eventColumns() {
    return ViewDdl.eventsColumns(LakeSchema.current()).stream().map(LakeColumn::name).toList();
  }

  private static String source(Set<String> columns, String table, String condition) {
    // A scan without columns still has rows to count.
    String list =
        columns.isEmpty()
            ? "app_id"
            : columns.stream().map(Sql::identifier).collect(Collectors.joining(", "));
    return "SELECT " + list + " FROM " + table + " WHERE " + condition;
  }

  static String events(LakeSchema schema, String filter, Persons persons) {
    return "SELECT\n  "
        + columns(schema, persons)
        + "\nFROM (SELECT * FROM "
        + FILES
        + " WHERE "
        + filter
        + ") e"
        + (persons == Persons.RESOLVED ? "\n" + joinLinks("e") : "");
  }

  /** The view {@code events_parts_persons}. */
  static String partsWithPersons(LakeSchema schema) {
    return "SELECT\n  "
        + columns(schema, Persons.RESOLVED)
        + ",\n  e.copy\nFROM "
        + LakeDdl.name(ViewDdl.PARTS)
        + " e\n"
        + joinLinks("e");
  }

  private static String columns(LakeSchema schema, Persons persons) {
    boolean resolved = persons == Persons.RESOLVED;
    return ViewDdl.eventsColumns(schema).stream()
        .map(
            column ->
                resolved && column.name().equals("person_id")
                    ? person("e") + " AS person_id"
                    : "e." + Sql.identifier(column.name()))
        .collect(Collectors.joining(",\n  "));
  }

  /**
   * Persons: {@code app_id, person_id, first_seen, last_seen, traits}.
   *
   * @param filter as in {@link #events(String)}; bounds the events that count for first and last
   *     seen and which persons there are, not the traits
   */
  public static String persons(String filter) {
    return persons(FILES, filter);
  }

  /** As {@link #persons(String)}, from where the events of an app are read. */
  public static String persons(EventParts parts) {
    return persons(parts.table(false), parts.condition());
  }

  private static String persons(String files, String filter) {
    return String.join(
        "\n",
        "SELECT s.app_id, s.person_id, s.first_seen, s.last_seen,",
        "  coalesce(t.traits, CAST(MAP() AS map(varchar, varchar))) AS traits",
        "FROM (",
        "  SELECT app_id, person_id, min(ts) AS first_seen, max(ts) AS last_seen",
        "  FROM (",
        "    SELECT e.app_id, e.ts, " + person("e") + " AS person_id",
        "    FROM (SELECT app_id, device_id, user_id, ts FROM "
            + files
            + " WHERE "
            + filter
            + ") e",
        "    " + joinLinks("e"),
        "  )",
        "  WHERE person_id IS NOT NULL",
        "  GROUP BY app_id, person_id",
        ") s",
        "LEFT JOIN (",
        "  SELECT app_id, person_id, map_agg(name, value) FILTER (WHERE value IS NOT NULL) AS traits",
        "  FROM (",
        traits("TRUE"),
        "  )",
        "  GROUP BY app_id, person_id",
        ") t ON t.app_id = s.app_id AND t.person_id = s.person_id");
  }

  /**
   * Current value of each trait of each person: {@code app_id, person_id, name, value}; null where
   * it was deleted. The latest setting wins; one that applies {@code once} counts where none was
   * set before it or the last one was deleted before it.
   *
   * @param filter SQL condition over the columns of {@code traits}; {@code TRUE} for all
   */
  public static String traits(String filter) {
    return String.join(
        "\n",
        "    SELECT app_id, person_id, name, coalesce(value, element_at(filter(onces,",
        "      o -> set_at IS NULL OR ROW(o[1], o[2]) >= set_at), 1)[3]) AS value",
        "    FROM (",
        "      SELECT app_id, person_id, name,",
        "        max_by(value, ROW(ts, stream_seq)) FILTER (WHERE NOT once) AS value,",
        "        max(ROW(ts, stream_seq)) FILTER (WHERE NOT once) AS set_at,",
        "        array_sort(array_agg(ROW(ts, stream_seq, value))",
        "          FILTER (WHERE once AND value IS NOT NULL)) AS onces",
        "      FROM (",
        "        SELECT e.app_id, e.name, e.value, e.once, e.ts, e.stream_seq, "
            + person("e")
            + " AS person_id",
        "        FROM " + (filter.equals("TRUE") ? TRAITS : filtered(filter)) + " e",
        "        " + joinLinks("e"),
        "      )",
        "      WHERE person_id IS NOT NULL",
        "      GROUP BY app_id, person_id, name",
        "    )");
  }

  private static String filtered(String filter) {
    return "(SELECT * FROM " + TRAITS + " WHERE " + filter + ")";
  }

  /** The user, else the last link at or before, else the first link, else the device. */
  private static String person(String row) {
    return "coalesce("
        + row
        + ".user_id, "
        + "element_at(filter(l.links, k -> k[1] <= "
        + row
        + ".ts), -1)[3], "
        + "l.first_user, "
        + row
        + ".device_id)";
  }

  /**
   * Joins {@code l}: of each device the user of its first link, and all links in order where there
   * are several users.
   */
  private static String joinLinks(String row) {
    return "LEFT JOIN (SELECT app_id, device_id,"
        + " min_by(user_id, ROW(ts, stream_seq)) AS first_user,"
        + " IF(min(user_id) <> max(user_id), array_sort(array_agg(ROW(ts, stream_seq, user_id)))) AS links"
        + " FROM "
        + LINKS
        + " GROUP BY app_id, device_id) l"
        + " ON l.app_id = "
        + row
        + ".app_id AND l.device_id = "
        + row
        + ".device_id";
  }
}
