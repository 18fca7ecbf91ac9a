package io.causality.portal.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.flywaydb.core.Flyway;

/**
 * PostgreSQL behind a small pool. Blocking; for virtual threads. Thread-safe. PostgreSQL may come
 * and go: a call while it is away ends with the problem {@code database_down}.
 */
public final class Database implements AutoCloseable {
  private static final long CONNECTION_TIMEOUT_MS = 3_000;

  private final HikariDataSource pool;

  public Database(String url, String user, String password, int connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("portal");
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("socketTimeout", "30");
    config.addDataSourceProperty("connectTimeout", "3");
    config.addDataSourceProperty("ApplicationName", "causality-portal");
    this.pool = new HikariDataSource(config);
  }

  /** Work with a connection. */
  @FunctionalInterface
  public interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** Brings the schema up to date. Several portals may do it at once. */
  public void migrate() {
    Flyway.configure().dataSource(pool).locations("classpath:db/migration").load().migrate();
  }

  /** Runs reads, or a single statement that writes. */
  public <T> T with(Work<T> work) {
    try (Connection connection = pool.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Runs all of it or nothing. */
  public <T> T transaction(Work<T> work) {
    return with(
        connection -> {
          connection.setAutoCommit(false);
          try {
            T result = work.on(connection);
            connection.commit();
            return result;
          } catch (SQLException | RuntimeException e) {
            rollback(connection, e);
            throw e;
          }
        });
  }

  @Override
  public void close() {
    pool.close();
  }

  private static void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private static RuntimeException failure(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    boolean away =
        e instanceof SQLTransientConnectionException
            || state.startsWith("08")
            || state.startsWith("57P")
            || state.startsWith("53");
    return away
        ? new ProblemException(
            Problem.of(ProblemCode.DATABASE_DOWN, "the portal's database does not answer")
                .retryAfter(2))
        : new IllegalStateException("SQL state " + state, e);
  }
}
