package io.causality.proto.lake;

import static io.causality.proto.lake.LakeQueries.Persons.AS_WRITTEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables, views and access rules on a real Trino over real files. */
class LakeIT {
  private static final LakeSchema SCHEMA = LakeSchema.current();
  private static final Instant START = Instant.parse("2026-11-01T05:00:00Z");
  private static final String DAY = "day = 'year=2026/month=11/day=01'";

  @BeforeAll
  static void fillTheLake() throws IOException, SQLException {
    LakeFixture.create();
    new Story("shop")
        .event("e1", 0, "d1", null)
        .event("e2", 30, "d1", "ada")
        .event("e3", 90, "d1", null)
        .event("e4", 150, "d1", "ben")
        .event("e5", 150, "d1", null)
        .event("e6", 160, "d2", null)
        .event("e7", 160, null, "cyd")
        .trait("d1", null, "plan", "free", false, 0, 1)
        .trait("d1", "ada", "plan", "pro", false, 30, 2)
        .trait("d1", "ada", "source", "ad", true, 30, 2)
        .trait("d1", "ada", "source", "mail", true, 31, 3)
        .trait("d1", "ben", "plan", null, false, 150, 4)
        .trait("d1", "ben", "plan", "late", true, 151, 5)
        .trait("d1", "ben", "plan", "early", true, 149, 3)
        .trait("d2", null, "gone", "soon", false, 160, 6)
        .trait("d2", null, "gone", null, false, 161, 7)
        .trait("d2", null, "gone", "older, but arrived later", false, 159, 9)
        .write();
    new Story("other").event("o1", 0, "d1", null).event("o2", 1, "d1", "eve").write();
    new Story("empty").write();
  }

  @Test
  void anEventBelongsToItsUserElseToTheLinkBeforeElseToTheFirstLinkElseToTheDevice()
      throws SQLException {
    assertThat(
            LakeFixture.query(
                "shop", "SELECT event_id, person_id FROM events WHERE " + DAY + " ORDER BY 1"))
        .containsExactly(
            List.of("e1", "ada"),
            List.of("e2", "ada"),
            List.of("e3", "ada"),
            List.of("e4", "ben"),
            List.of("e5", "ben"),
            List.of("e6", "d2"),
            List.of("e7", "cyd"));
  }

  @Test
  void aPersonHasTheLatestTraitsAndDefaultsOnlyWhereNothingIsSet() throws SQLException {
    assertThat(
            LakeFixture.query(
                "shop",
                "SELECT person_id, first_seen, last_seen,"
                    + " json_format(CAST(traits AS json)) FROM ("
                    + LakeQueries.persons(DAY)
                    + ") ORDER BY 1"))
        .containsExactly(
            List.of(
                "ada",
                "2026-11-01 05:00:00.0",
                "2026-11-01 06:30:00.0",
                "{\"plan\":\"pro\",\"source\":\"ad\"}"),
            List.of("ben", "2026-11-01 07:30:00.0", "2026-11-01 07:30:00.0", "{\"plan\":\"late\"}"),
            List.of("cyd", "2026-11-01 07:40:00.0", "2026-11-01 07:40:00.0", "{}"),
            List.of("d2", "2026-11-01 07:40:00.0", "2026-11-01 07:40:00.0", "{}"));
  }

  @Test
  void anyOrderOfLinksGivesThePersonsOfTheNaiveReading() throws IOException, SQLException {
    Random random = new Random(4);
    Story story = new Story("chaos");
    for (int i = 0; i < 400; i++) {
      story.event(
          String.format("e%03d", i),
          random.nextInt(40),
          random.nextInt(8) == 0 ? null : "d" + random.nextInt(12),
          random.nextInt(3) == 0 ? "u" + random.nextInt(4) : null);
    }
    story.write();

    List<List<String>> expected = story.persons();
    assertThat(
            LakeFixture.query(
                "chaos",
                "SELECT event_id, person_id FROM (" + LakeQueries.events(DAY) + ") ORDER BY 1"))
        .isEqualTo(expected);
  }

  @Test
  void everyTypeOfColumnComesBack() throws IOException, SQLException {
    Map<String, Object> row = new HashMap<>();
    row.put("event_id", "typed");
    row.put("ts", START.toEpochMilli() + 123);
    row.put("screen_width", 390);
    row.put("total_cents", 12L);
    row.put("is_new_user", true);
    row.put("fields_updated", List.of("name", "mail"));
    row.put("properties", Map.of("plan", "pro"));
    row.put("items", List.of(Map.of("product_id", "p", "quantity", 2)));
    LakeFixture.write(
        "events/" + LakeHours.folder("typed", START.toEpochMilli()), SCHEMA.events(), List.of(row));

    assertThat(
            LakeFixture.query(
                "typed",
                "SELECT CAST(ts AS varchar), screen_width, total_cents, is_new_user,"
                    + " fields_updated[2], element_at(properties, 'plan'),"
                    + " items[1].quantity, items[1].product_name, day, hour FROM events WHERE "
                    + DAY))
        .containsExactly(
            List.of(
                "2026-11-01 05:00:00.123",
                "390",
                "12",
                "true",
                "mail",
                "pro",
                "2",
                "null",
                "year=2026/month=11/day=01",
                "05"));
  }

  @Test
  void aConditionOnHoursReadsTheseHours() throws SQLException {
    List<Instant> hours = new ArrayList<>();
    for (int day = 0; day < 30; day++) {
      hours.add(START.plusSeconds(day * 86_400L + (day % 2) * 7200L));
      hours.add(START.plusSeconds(day * 86_400L + 3600L * (12 - day % 12)));
    }
    String scattered = LakeHours.of(hours);

    assertThat(scattered).contains("bitwise_and");
    assertThat(count("SELECT event_id FROM events_files WHERE " + scattered)).isEqualTo(2);
    assertThat(count("SELECT event_id FROM events WHERE " + LakeHours.of(List.of(START))))
        .isEqualTo(2);
    assertThat(
            count(
                "SELECT event_id FROM events WHERE "
                    + LakeHours.of(List.of(START, START.plusSeconds(7200)))))
        .isEqualTo(6);
    assertThat(count("SELECT event_id FROM events WHERE " + LakeHours.of(List.of()))).isZero();
  }

  @Test
  void aCopyStandsForTheHoursThatItHoldsAsTheyAre() throws IOException, SQLException {
    new Story("copied")
        .event("a", 0, "d1", null)
        .event("b", 30, "d1", "ada")
        .event("c", 70, "d2", null)
        .event("d", 80, "d2", "ben")
        .event("e", 130, "d1", null)
        .write();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String id : List.of("a", "b", "c")) {
      Map<String, Object> row = new HashMap<>();
      row.put("event_id", id);
      row.put("device_id", id.equals("c") ? "d2" : "d1");
      row.put("user_id", id.equals("b") ? "ada" : null);
      row.put("ts", START.plusSeconds(id.equals("c") ? 4200 : 60).toEpochMilli());
      row.put("day", "year=2026/month=11/day=01");
      row.put("hour", id.equals("c") ? "06" : "05");
      rows.add(row);
    }
    LakeFixture.write(
        DayCopies.folder("copied"),
        new LakeTable(
            "events",
            "",
            java.util.stream.Stream.concat(
                    SCHEMA.columns().stream(), ViewDdl.hourColumns().stream())
                .toList()),
        rows);
    NavigableMap<Instant, String> states = new TreeMap<>();
    states.put(START, "s5");
    states.put(START.plusSeconds(3600), "changed since");
    states.put(START.plusSeconds(7200), "s7");
    AppEvents events =
        DayCopies.events(
            "copied", "lake-it", states, Map.of("20261101", "rows.parquet 05=s5 06=s6"));

    assertThat(events.all().copies()).hasSize(1);
    for (LakeQueries.Persons persons : LakeQueries.Persons.values()) {
      assertThat(
              LakeFixture.query(
                  "copied",
                  "SELECT event_id, hour FROM ("
                      + LakeQueries.events(events.all(), persons)
                      + ") ORDER BY 1"))
          .containsExactly(
              List.of("a", "05"),
              List.of("b", "05"),
              List.of("c", "06"),
              List.of("d", "06"),
              List.of("e", "07"));
    }
    assertThat(
            LakeFixture.query(
                "copied",
                "SELECT person_id FROM (" + LakeQueries.persons(events.all()) + ") ORDER BY 1"))
        .containsExactly(List.of("ada"), List.of("ben"));
    assertThat(LakeFixture.query("other", LakeQueries.events(events.all(), AS_WRITTEN))).isEmpty();
  }

  @Test
  void anAppWithoutFilesIsEmpty() throws SQLException {
    assertThat(LakeFixture.query("empty", "SELECT * FROM events WHERE " + DAY)).isEmpty();
    assertThat(LakeFixture.query("empty", LakeQueries.persons(DAY))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"events", "events_files", "events_parts", "device_links", "traits"})
  void anotherAppsRowsAreInvisible(String table) throws SQLException {
    String bound = table.startsWith("events") ? DAY + " AND " : "";

    assertThat(
            LakeFixture.query(
                "shop", "SELECT DISTINCT app_id FROM " + table + " WHERE " + bound + "TRUE"))
        .containsExactly(List.of("shop"));
    assertThat(
            LakeFixture.query(
                "shop", "SELECT * FROM " + table + " WHERE " + bound + "app_id = 'other'"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO device_links (device_id, app_id) VALUES ('x', 'shop')",
        "DELETE FROM events_files",
        "DROP TABLE events_files",
        "DROP VIEW events",
        "CREATE TABLE mine (x integer)",
        "CREATE VIEW mine AS SELECT 1 x",
        "CREATE OR REPLACE VIEW events AS SELECT 1 x",
        "CREATE SCHEMA lake.mine",
        "COMMENT ON COLUMN events.ts IS 'x'",
        "ALTER TABLE traits ADD COLUMN x integer",
        "CREATE FUNCTION lake.causality.f() RETURNS integer RETURN 1",
        "CALL system.runtime.kill_query('x')",
        "CALL lake.system.flush_metadata_cache()",
        "SET SESSION query_max_run_time = '1h'",
        "SET SESSION lake.parquet_ignore_statistics = true",
        "SELECT * FROM system.runtime.queries",
        "SELECT * FROM system.runtime.nodes",
        "SELECT * FROM system.metadata.catalogs",
        "SELECT * FROM system.jdbc.tables",
        "SELECT * FROM \"events_files$partitions\"",
        "SELECT * FROM \"events_files$properties\"",
        "SHOW CREATE TABLE events_files",
        "GRANT SELECT ON events TO USER eve",
      })
  void anAppMayOnlyRead(String sql) {
    assertThatThrownBy(() -> LakeFixture.execute("shop", sql))
        .hasMessageContaining("Access Denied");
  }

  @Test
  void whoIsNoAppMayNothing() {
    assertThatThrownBy(() -> LakeFixture.query("Eve!", "SELECT 1"))
        .hasMessageContaining("Access Denied");
  }

  @Test
  void anAppSeesTheCommentsOfItsColumns() throws SQLException {
    assertThat(
            LakeFixture.query(
                "shop",
                "SELECT column_name FROM lake.information_schema.columns"
                    + " WHERE table_schema = 'causality' AND comment IS NULL"
                    + " AND table_name NOT LIKE 'events_parts%'"))
        .isEmpty();
  }

  @Test
  void anUpToDateLakeNeedsNoStatement() throws SQLException {
    Map<String, String> existing = new TreeMap<>();
    for (List<String> row : LakeFixture.query(LakeDdl.OWNER, LakeDdl.INSPECT)) {
      existing.put(row.get(0), row.get(1));
    }

    assertThat(LakeDdl.statements("lake-it", existing)).isEmpty();
    assertThat(LakeDdl.statements("lake-it", Map.of())).isNotEmpty();
  }

  private static int count(String sql) throws SQLException {
    return LakeFixture.query("shop", sql).size();
  }
}
