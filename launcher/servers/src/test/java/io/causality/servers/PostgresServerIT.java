package io.causality.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {
  @TempDir private Path folder;

  private static Connection connect(PostgresServer server, String url) throws Exception {
    return DriverManager.getConnection(url, server.user(), server.password());
  }

  @Test
  void hasEverythingCommittedAfterKillMinus9AndAfterAStop() throws Exception {
    Credentials owner = new Credentials("owner", "s3cret");
    try (PostgresServer server =
        new PostgresServer(Installation.find(), folder, Ports.free(), owner)) {
      server.start();
      String url = server.createDatabase();
      try (Connection connection = connect(server, url);
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE t (n int)");
        statement.execute("INSERT INTO t VALUES (1)");
        server.kill();
      }
      server.start();
      insertAndExpect(server, url, 1);
      server.stop(Duration.ofSeconds(20));
      assertThat(server.exitCode()).isZero();
      server.start();
      insertAndExpect(server, url, 2);
      server.createDatabase("again");
      server.createDatabase("again");
    }
  }

  private static void insertAndExpect(PostgresServer server, String url, int rows)
      throws Exception {
    try (Connection connection = connect(server, url);
        Statement statement = connection.createStatement()) {
      try (ResultSet count = statement.executeQuery("SELECT count(*) FROM t")) {
        count.next();
        assertThat(count.getInt(1)).isEqualTo(rows);
      }
      statement.execute("INSERT INTO t VALUES (2)");
    }
  }
}
