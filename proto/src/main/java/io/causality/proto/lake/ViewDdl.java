package io.causality.proto.lake;

import java.util.ArrayList;
import java.util.List;

/**
 * A view that runs with the rights of who asks: the row filters of the tables below hold in it too.
 */
record ViewDdl(String name, String explanation, String query, List<LakeColumn> columns)
    implements LakeDdl.Definition {
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
    columns.add(derived("day", varchar, DAY));
    columns.add(derived("hour", varchar, HOUR));
    return columns;
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
