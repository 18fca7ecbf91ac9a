package io.causality.proto.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table over Parquet files in the bucket. Its partitions are projected, not registered: a file is
 * there for the next query, with no statement to run.
 */
record TableDdl(LakeTable table, String keys, String keyNames, String location, String template)
    implements LakeDdl.Definition {
  private static final String APP_KEY =
      "  \"app_id\" varchar COMMENT "
          + Sql.literal(ViewDdl.APP_ID)
          + " WITH (partition_projection_type = 'injected')";

  /**
   * Two keys, because planning goes through all values of a key: the hours since 1970 are 500,000.
   * See docs/decisions/0005-day-and-hour.md.
   */
  private static final String HOUR_KEYS =
      ",\n  \"day\" varchar COMMENT "
          + Sql.literal(ViewDdl.DAY)
          + " WITH (partition_projection_type = 'date',"
          + " partition_projection_format = '''year=''yyyy''/month=''MM''/day=''dd',"
          + " partition_projection_range = ARRAY['year=1970/month=01/day=01', 'NOW+2DAYS'],"
          + " partition_projection_interval = 1, partition_projection_interval_unit = 'DAYS'),\n"
          + "  \"hour\" varchar COMMENT "
          + Sql.literal(ViewDdl.HOUR)
          + " WITH (partition_projection_type = 'integer',"
          + " partition_projection_range = ARRAY['0', '23'], partition_projection_digits = 2)";

  static TableDdl eventsFiles(LakeSchema schema, String bucket) {
    return new TableDdl(
        new LakeTable(
            "events_files",
            "The files of events as they were written; the view events tells the persons.",
            schema.columns()),
        APP_KEY + HOUR_KEYS,
        "'app_id', 'day', 'hour'",
        "s3://" + bucket + "/events",
        "/app_id=${app_id}/${day}/hour=${hour}");
  }

  /** All copies of an app lie in one folder: one LIST, of which a condition on $path takes some. */
  static TableDdl eventsCopies(LakeSchema schema, String bucket) {
    List<LakeColumn> columns = new ArrayList<>(schema.columns());
    columns.addAll(ViewDdl.hourColumns());
    return sideTable(
        new LakeTable(
            "events_copies",
            "Copies of the files of events, sorted, one or more for each day; the bucket lake of the"
                + " stream says which of them count.",
            columns),
        bucket);
  }

  static TableDdl sideTable(LakeTable table, String bucket) {
    return new TableDdl(
        table, APP_KEY, "'app_id'", "s3://" + bucket + "/" + table.name(), "/app_id=${app_id}");
  }

  @Override
  public String name() {
    return table.name();
  }

  @Override
  public String explanation() {
    return table.comment();
  }

  @Override
  public List<String> statements(String comment) {
    String columns =
        table.columns().stream()
            .map(
                column ->
                    "  "
                        + Sql.identifier(column.name())
                        + " "
                        + column.type().trino()
                        + " COMMENT "
                        + Sql.literal(column.comment())
                        + ",\n")
            .collect(Collectors.joining());
    return List.of(
        "CREATE TABLE "
            + LakeDdl.name(name())
            + " (\n"
            + columns
            + keys
            + "\n) COMMENT "
            + Sql.literal(comment)
            + "\nWITH (format = 'PARQUET',\n  external_location = "
            + Sql.literal(location)
            + ",\n  partitioned_by = ARRAY["
            + keyNames
            + "],\n  partition_projection_enabled = true,\n"
            + "  partition_projection_location_template = "
            + Sql.literal(location + template)
            + ")");
  }

  @Override
  public List<String> removal() {
    return List.of("DROP TABLE " + LakeDdl.name(name()));
  }
}
