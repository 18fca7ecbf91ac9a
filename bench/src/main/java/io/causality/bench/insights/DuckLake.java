package io.causality.bench.insights;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One app's part of a lake, read by DuckDB from the very files that Trino reads. Views: {@code
 * recent} (the range), {@code ever} (all days), both with the column {@code person}, and {@code
 * recent_files}, without. Not thread-safe.
 */
final class DuckLake implements AutoCloseable {
  private static final String PERSON =
      """
      coalesce(e.user_id, list_filter(l.links, lambda k: k.ts <= e.ts)[-1].user_id, l.first_user,
        e.device_id) AS person""";

  private final Connection connection;
  private final LocalDate from;
  private final LocalDate to;

  /**
   * Opens an app's files as they were written.
   *
   * @param bucket folder that is the bucket
   * @param from first day of the range
   * @param to last day of the range, which belongs to it
   */
  static DuckLake written(Path bucket, String app, LocalDate from, LocalDate to)
      throws SQLException {
    String events = bucket.resolve("events/app_id=" + app).toString();
    String days =
        from.datesUntil(to.plusDays(1))
            .map(
                day ->
                    "'%s/year=%d/month=%02d/day=%02d/*/*.parquet'"
                        .formatted(events, day.getYear(), day.getMonthValue(), day.getDayOfMonth()))
            .collect(Collectors.joining(", ", "[", "]"));
    return new DuckLake(bucket, app, from, to, days, "'" + events + "/**/*.parquet'");
  }

  /** Opens an app's copies, by their days. */
  static DuckLake copies(
      Path bucket, String app, NavigableMap<LocalDate, Path> copies, LocalDate from, LocalDate to)
      throws SQLException {
    return new DuckLake(
        bucket,
        app,
        from,
        to,
        list(copies.subMap(from, true, to, true).values()),
        list(copies.values()));
  }

  private static String list(Collection<Path> files) {
    return files.stream()
        .distinct()
        .map(file -> "'" + file + "'")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private DuckLake(Path bucket, String app, LocalDate from, LocalDate to, String days, String ever)
      throws SQLException {
    this.from = from;
    this.to = to;
    connection = DriverManager.getConnection("jdbc:duckdb:");
    run("SET TimeZone = 'UTC'");
    run(
        "CREATE VIEW recent_files AS SELECT * FROM read_parquet("
            + days
            + ", union_by_name = true) WHERE ts >= DATE '%s' AND ts < DATE '%s'"
                .formatted(from, to.plusDays(1)));
    run("CREATE VIEW ever_files AS SELECT * FROM read_parquet(" + ever + ", union_by_name = true)");
    run(
        """
        CREATE VIEW links AS SELECT device_id, min_by(user_id, (ts, stream_seq)) AS first_user,
          CASE WHEN min(user_id) <> max(user_id)
            THEN list_sort(list({'ts': ts, 'stream_seq': stream_seq, 'user_id': user_id})) END AS links
        FROM read_parquet('%s/*.parquet') GROUP BY device_id
        """
            .formatted(bucket.resolve("device_links/app_id=" + app)));
    for (String part : List.of("recent", "ever")) {
      run(
          "CREATE VIEW %s AS SELECT e.* EXCLUDE (person_id), %s FROM %s_files e LEFT JOIN links l USING (device_id)"
              .formatted(part, PERSON, part));
    }
  }

  /** Reads all files once, into memory: many small ones are opened but slowly. */
  DuckLake inMemory() throws SQLException {
    run("CREATE TABLE loaded AS SELECT * FROM ever_files");
    run("CREATE OR REPLACE VIEW ever_files AS SELECT * FROM loaded");
    run(
        "CREATE OR REPLACE VIEW recent_files AS SELECT * FROM loaded WHERE ts >= DATE '%s' AND ts < DATE '%s'"
            .formatted(from, to.plusDays(1)));
    return this;
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The rows of a query. */
  List<List<@Nullable Object>> rows(String sql) throws SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(result.getObject(column));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
