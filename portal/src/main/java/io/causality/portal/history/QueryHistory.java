package io.causality.portal.history;

import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Queries that have ended: each user's own, the latest five hundred. Thread-safe. */
public final class QueryHistory {
  private static final int KEPT = 500;
  private static final String SELECT =
      "SELECT id, app_id, sql, at, wall_ms, rows, bytes, state, error FROM query_history ";

  private final Database database;

  public QueryHistory(Database database) {
    this.database = database;
  }

  /**
   * A query that has ended.
   *
   * @param rows of the result
   * @param bytes read from storage
   * @param state {@code done}, {@code failed} or {@code cancelled}
   * @param error for people; null when it is done
   */
  public record Entry(
      String id,
      String app,
      String sql,
      Instant at,
      long wallMs,
      long rows,
      long bytes,
      String state,
      @Nullable String error) {}

  /** Keeps an entry of the caller. */
  public void add(Caller caller, Entry entry) {
    database.transaction(
        c -> {
          Rows.update(
              c,
              "INSERT INTO query_history"
                  + " (id, user_id, app_id, sql, at, wall_ms, rows, bytes, state, error)"
                  + " SELECT ?, u.id, ?, ?, ?, ?, ?, ?, ?, ? FROM users u WHERE u.id = ?",
              entry.id(),
              entry.app(),
              entry.sql(),
              entry.at().atOffset(ZoneOffset.UTC),
              entry.wallMs(),
              entry.rows(),
              entry.bytes(),
              entry.state(),
              entry.error(),
              caller.userId());
          return Rows.update(
              c,
              "DELETE FROM query_history WHERE user_id = ? AND seq <= (SELECT seq FROM"
                  + " query_history WHERE user_id = ? ORDER BY seq DESC OFFSET ? LIMIT 1)",
              caller.userId(),
              caller.userId(),
              KEPT);
        });
  }

  /** The caller's own, latest first; of apps that they may still see. */
  public List<Entry> list(Caller caller, Optional<String> app, int limit) {
    return database
        .with(
            c ->
                Rows.list(
                    c,
                    SELECT + "WHERE user_id = ? AND coalesce(app_id = ?, true) ORDER BY seq DESC",
                    QueryHistory::entry,
                    caller.userId(),
                    app.orElse(null)))
        .stream()
        .filter(entry -> caller.sees(entry.app()))
        .limit(limit)
        .toList();
  }

  /** The caller's latest query of that id. */
  public Optional<Entry> find(Caller caller, String id) {
    return database
        .with(
            c ->
                Rows.list(
                    c,
                    SELECT + "WHERE user_id = ? AND id = ? ORDER BY seq DESC LIMIT 1",
                    QueryHistory::entry,
                    caller.userId(),
                    id))
        .stream()
        .findFirst();
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getString("id"),
        row.getString("app_id"),
        row.getString("sql"),
        Objects.requireNonNull(Rows.instant(row, "at")),
        row.getLong("wall_ms"),
        row.getLong("rows"),
        row.getLong("bytes"),
        row.getString("state"),
        row.getString("error"));
  }
}
