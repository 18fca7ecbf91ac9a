package io.causality.bench.ask;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines that were sent, in DuckDB: what right answers are computed from, past everything that
 * is tested. Who is who comes from the generator's names of devices. Not thread-safe.
 */
final class SentEvents implements AutoCloseable {
  private final Connection connection;

  /**
   * @param lines events in the open form, one a line
   */
  SentEvents(Path lines) throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    run("SET TimeZone = 'UTC'");
    run("CREATE MACRO txt(key, props) AS props->>key");
    run("CREATE MACRO num(key, props) AS (props->>key)::DOUBLE");
    run(
        """
        CREATE TABLE e AS
        WITH lines AS (
          SELECT json->>'event' AS name,
            make_timestamp((json->>'timestamp')::BIGINT * 1000) AS ts,
            regexp_replace(json->>'deviceId', '^planted-|^d|-[0-9]+$', '', 'g') AS person,
            json->>'sessionId' AS session,
            json->>'$.context.location.country' AS country,
            json->>'$.context.userAgent' AS agent,
            json->>'$.context.page.url' AS url,
            json->'properties' AS props,
            json->>'$.traits.plan' AS plan
          FROM read_ndjson_objects('%s')),
        marked AS (
          SELECT *, session IS NULL AND
            coalesce(ts - lag(ts) OVER (PARTITION BY person, session IS NULL ORDER BY ts)
              >= INTERVAL 30 MINUTE, true) AS begins
          FROM lines),
        visits AS (
          SELECT *, coalesce(session, person || '#' || sum(begins::INT) OVER (
            PARTITION BY person, session IS NULL ORDER BY ts ROWS UNBOUNDED PRECEDING)) AS visit
          FROM marked),
        plans AS (SELECT person, max(plan) AS plan FROM lines GROUP BY person)
        SELECT name, ts, person, session, visit, country, plans.plan, props,
          CASE WHEN agent LIKE '%%Firefox%%' THEN 'Firefox'
            WHEN agent LIKE '%%Chrome%%Mobile%%' THEN 'Chrome Mobile' WHEN agent LIKE '%%Chrome%%' THEN 'Chrome'
            WHEN agent LIKE '%%iPhone%%' THEN 'Mobile Safari' WHEN agent LIKE '%%Safari%%' THEN 'Safari' END AS browser,
          CASE WHEN agent LIKE '%%iPhone%%' OR agent LIKE '%%Android%%' THEN 'mobile'
            WHEN agent IS NOT NULL THEN 'desktop' END AS device_type,
          regexp_extract(url, '^https?://[^/]+([^?]*)', 1) AS path,
          nullif(regexp_extract(url, 'utm_source=([^&]*)', 1), '') AS utm_source
        FROM visits JOIN plans USING (person)
        """
            .formatted(lines.toAbsolutePath()));
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
