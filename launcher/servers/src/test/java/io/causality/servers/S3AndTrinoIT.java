package io.causality.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both in one test: Trino takes long to start, and it is the client that S3 must suit. */
class S3AndTrinoIT {
  private static final int HEAP_MEGABYTES = 768;

  @TempDir private Path folder;

  @Test
  void haveTheirTablesAndObjectsAfterKillMinus9() throws Exception {
    Credentials keys = new Credentials("access", "secret");
    try (S3Server s3 = new S3Server(Installation.find(), folder.resolve("s3"), Ports.free(), keys);
        TrinoServer trino =
            new TrinoServer(
                Installation.find(),
                List.of(),
                folder.resolve("trino"),
                Ports.free(),
                s3,
                HEAP_MEGABYTES,
                TrinoServer.Life.SHORT)) {
      s3.createBucket("lake");
      s3.start();
      trino.start();
      try (Connection connection = connect(trino, "causality");
          Statement statement = connection.createStatement()) {
        Path object = folder.resolve("s3/objects/lake/t/object");
        Files.createDirectories(object.getParent());
        Files.writeString(object, "42\n"); // S3Proxy's objects are files
        // So are those that it is just writing: nobody may find them.
        Files.writeString(object.resolveSibling("object-" + UUID.randomUUID()), "4");
        statement.execute("CREATE SCHEMA lake.test");
        statement.execute(
            "CREATE TABLE lake.test.t (answer varchar)"
                + " WITH (format = 'CSV', external_location = 's3://lake/t')");
      }
      s3.kill();
      assertThat(s3.problem()).isPresent();
      trino.kill();
      assertThat(trino.problem()).isPresent();
      s3.start();
      trino.start();
      try (Connection connection = connect(trino, "causality")) {
        assertThat(answer(connection)).isEqualTo("42");
      }
      try (Connection app = connect(trino, "shop");
          Statement statement = app.createStatement()) {
        for (String change : List.of("DROP CATALOG lake", "CREATE CATALOG other USING hive")) {
          assertThatThrownBy(() -> statement.execute(change)).hasMessageContaining("Access Denied");
        }
      }
    }
  }

  private static Connection connect(TrinoServer trino, String user) throws SQLException {
    return DriverManager.getConnection(trino.url().replace("http:", "jdbc:trino:"), user, null);
  }

  private static String answer(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT answer FROM lake.test.t")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
