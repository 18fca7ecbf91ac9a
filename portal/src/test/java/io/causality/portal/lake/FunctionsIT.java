package io.causality.portal.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.causality.testkit.Servers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Our functions in a real Trino, over files that are read in parts; here, where one runs anyway.
 */
class FunctionsIT {
  private static final int FILES = 6;
  private static final int PERSONS = 500;

  private static final String TWO_STEPS =
      "steps=2 order=ORDERED window_ms=86400000 exclusions= first_ever=0 attribution=NONE"
          + " attribution_step=0 keys=1 limit=25 output=STEPS from_step=0 to_step=1 periods="
          + " only_period=-1 bins=0";
  private static final String PATHS =
      "gap_ms=1800000 start= end= max_steps=5 exclude= group= min_edge_count=1 edge_limit=50";

  private static Connection trino;

  @BeforeAll
  static void makeATable() throws SQLException {
    trino =
        DriverManager.getConnection(
            Servers.trino().url().replace("http:", "jdbc:trino:"), "causality", null);
    try (Statement statement = trino.createStatement()) {
      statement.execute("CREATE SCHEMA lake.functions");
      statement.execute(
          "CREATE TABLE lake.functions.events (person varchar, ts timestamp(3), seq bigint,"
              + " mask bigint, text varchar) WITH (format = 'PARQUET')");
      // Everybody does step 1 in the first file and step 2 in the one whose number is his, modulo.
      for (int file = 0; file < FILES; file++) {
        statement.execute(
            "INSERT INTO lake.functions.events SELECT 'p' || CAST(n AS varchar),"
                + " TIMESTAMP '2026-11-01 00:00:00.000' + INTERVAL '1' MINUTE * "
                + file
                + ", n * 100 + "
                + file
                + ", CASE WHEN "
                + file
                + " = 0 THEN 1 WHEN n % 6 = "
                + file
                + " THEN 2 ELSE 4 END, '/"
                + file
                + "' FROM UNNEST(sequence(1, "
                + PERSONS
                + ")) t (n)");
      }
    }
  }

  @AfterAll
  static void close() throws SQLException {
    trino.close();
  }

  @Test
  void aFunnelSeesEventsThatLieInManyFiles() throws SQLException {
    String report =
        value(
            "SELECT funnel_report('"
                + TWO_STEPS
                + "', log, CAST(NULL AS varchar)) FROM (SELECT person,"
                + " event_log(ts, seq, mask, CAST(NULL AS varchar)) log"
                + " FROM lake.functions.events GROUP BY person)");
    // n % 6 = 0 for 83 of 500: they have no second step. The minutes are 1 to 5.
    assertThat(report)
        .startsWith(
            "{\"values\":[{\"breakdown\":[\"\"],\"other\":false,\"counts\":[500,417],\"avg_s\":[null,")
        .endsWith("\"median_s\":[null,180]}]}");
  }

  @Test
  void depthsAndPathsAreToldPerPerson() throws SQLException {
    String logs =
        "(SELECT person, event_log(ts, seq, mask, text) log FROM lake.functions.events GROUP BY"
            + " person)";
    assertThat(
            value(
                "SELECT array_join(array_agg(person ORDER BY person), ',') FROM "
                    + logs
                    + " WHERE person IN ('p1', 'p6', 'p7') AND funnel_depth('"
                    + TWO_STEPS
                    + "', log, '') = 2"))
        .isEqualTo("p1,p7");
    assertThat(value("SELECT paths_report('" + PATHS + "', log) FROM " + logs))
        .startsWith(
            "{\"edges\":[{\"source\":\"1_/0\",\"target\":\"2_/1\",\"value\":500,\"avg_ms\":60000},");
    assertThat(
            value(
                "SELECT count(*) FROM "
                    + logs
                    + " WHERE path_edge_count('"
                    + PATHS
                    + "', log, '4_/3', '5_/4') = 1"))
        .isEqualTo("500");
  }

  @Test
  void groupsOfReportsAndNoRowsAtAllWork() throws SQLException {
    String grouped =
        "SELECT array_join(array_agg(CAST(length(report) > 20 AS varchar)), ',') FROM (SELECT"
            + " person = 'p1' is_first, funnel_report('"
            + TWO_STEPS
            + "', log, 'x') report FROM (SELECT person, event_log(ts, seq, mask, text) log FROM"
            + " lake.functions.events GROUP BY person) GROUP BY person = 'p1')";
    assertThat(value(grouped)).isEqualTo("true,true");
    assertThat(
            value(
                "SELECT event_log(ts, seq, mask, text) FROM lake.functions.events WHERE person ="
                    + " 'nobody'"))
        .isNull();
  }

  @Test
  void whatIsNoLogOrNoDefinitionIsTheCallersError() {
    assertThatThrownBy(() -> value("SELECT funnel_depth('steps=1', X'00', '')"))
        .hasMessageContaining("the definition lacks 'order'");
    assertThatThrownBy(() -> value("SELECT funnel_depth('" + TWO_STEPS + "', X'FFFF', '')"))
        .hasMessageContaining("not a log of events");
    assertThatThrownBy(
            () ->
                value(
                    "SELECT event_log(ts, seq, -1, text) FROM lake.functions.events GROUP BY"
                        + " person"))
        .hasMessageContaining("mask -1");
  }

  private static String value(String sql) throws SQLException {
    try (Statement statement = trino.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
