package io.causality.proto.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A view that runs with the rights of who asks: the row filters of the tables below hold in it too.
 */
record ViewDdl(String name, String explanation, String query, List<LakeColumn> columns)
    implements LakeDdl.Definition {
  /** Every event as it was written, and again in each copy: for queries that bound {@code copy}. */
  static final String PARTS = "events_parts";

  /** The same with the persons of events. */
  static final String PARTS_WITH_PERSONS = "events_parts_persons";

  static final String APP_ID = "The app to which the row belongs.";
  static final String DAY =
      "Day of ts (UTC) as its folder: 'year=2026/month=11/day=24'. A condition on it decides how"
          + " many files a query reads.";
  static final String HOUR = "Hour of ts (UTC): '00' to '23'. Narrows day further.";

  static ViewDdl events(LakeSchema schema) {
    return new ViewDdl(
        "events",
        "Events, one row each, with their persons.",
        LakeQueries.events(schema, "TRUE", LakeQueries.Persons.RESOLVED),
        eventsColumns(schema));
  }

  static ViewDdl parts(LakeSchema schema) {
    String columns =
        eventsColumns(schema).stream()
            .map(column -> Sql.identifier(column.name()))
            .collect(Collectors.joining(", "));
    return new ViewDdl(
        PARTS,
        "Files and copies of events, told apart by the column copy: where the file of a copy lies,"
            + " empty for the files as they were written.",
        "SELECT "
            + columns
            + ", '' AS copy FROM "
            + LakeDdl.name("events_files")
            + "\nUNION ALL\nSELECT "
            + columns
            + ", \"$path\" AS copy FROM "
            + LakeDdl.name("events_copies"),
        List.of());
  }

  static ViewDdl partsWithPersons(LakeSchema schema) {
    return new ViewDdl(
        PARTS_WITH_PERSONS,
        "The rows of events_parts with their persons.",
        LakeQueries.partsWithPersons(schema),
        List.of());
  }

  static ViewDdl persons() {
    LakeType varchar = new LakeType.Varchar();
    LakeType timestamp = new LakeType.TimestampMillis();
    return new ViewDdl(
        "persons",
        "Persons with their current traits, one row each.",
        LakeQueries.persons("TRUE"),
        List.of(
            derived("app_id", varchar, APP_ID),
            derived("person_id", varchar, "The person, as in events."),
            derived("first_seen", timestamp, "Time of the person's first event, UTC."),
            derived("last_seen", timestamp, "Time of the person's last event, UTC."),
            derived(
                "traits",
                new LakeType.MapOfVarchar(),
                "Current traits as text: element_at(traits, 'plan') is null where it is not set."
                    + " Of each trait the latest setting holds.")));
  }

  /** The columns of the events table and its partition keys, as a reader expects them. */
  static List<LakeColumn> eventsColumns(LakeSchema schema) {
    List<LakeColumn> columns = new ArrayList<>(schema.columns());
    LakeType varchar = new LakeType.Varchar();
    columns.add(1, derived("app_id", varchar, APP_ID));
    columns.addAll(hourColumns());
    return columns;
  }

  /** Day and hour of an event. */
  static List<LakeColumn> hourColumns() {
    LakeType varchar = new LakeType.Varchar();
    return List.of(derived("day", varchar, DAY), derived("hour", varchar, HOUR));
  }

  private static LakeColumn derived(String name, LakeType type, String comment) {
    return new LakeColumn(name, type, comment, new Source.Derived(name));
  }

  @Override
  public List<String> statements(String comment) {
    List<String> statements = new ArrayList<>();
    statements.add(
        "CREATE OR REPLACE VIEW "
            + LakeDdl.name(name)
            + " COMMENT "
            + Sql.literal(comment)
            + " SECURITY INVOKER AS\n"
            + query);
    for (LakeColumn column : columns) {
      statements.add(
          "COMMENT ON COLUMN "
              + LakeDdl.name(name)
              + "."
              + Sql.identifier(column.name())
              + " IS "
              + Sql.literal(column.comment()));
    }
    return statements;
  }

  @Override
  public List<String> removal() {
    return List.of();
  }
}
