package io.causality.portal.sqleditor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlGuardTest {
  private final SqlGuard guard = new SqlGuard();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO events SELECT * FROM events",
        "CREATE TABLE t AS SELECT * FROM events",
        "DROP TABLE events",
        "DELETE FROM events",
        "UPDATE events SET app_id = 'other'",
        "MERGE INTO events USING persons ON true WHEN MATCHED THEN DELETE",
        "CALL lake.system.sync_partition_metadata('causality', 'events_files', 'FULL')",
        "SET SESSION query_max_run_time = '10d'",
        "SET SESSION AUTHORIZATION 'causality'",
        "SET ROLE admin",
        "PREPARE p FROM SELECT 1",
        "EXECUTE p",
        "EXECUTE IMMEDIATE 'SELECT 1'",
        "EXPLAIN SELECT 1",
        "EXPLAIN ANALYZE DELETE FROM events",
        "SHOW CATALOGS",
        "DESCRIBE events",
        "USE system.runtime",
        "GRANT SELECT ON events TO PUBLIC",
        "START TRANSACTION",
        "WITH FUNCTION f() RETURNS bigint RETURN 1 SELECT f()",
        "WITH SESSION query_max_run_time = '10d' SELECT 1",
        "SELECT * FROM system.runtime.queries",
        "SELECT * FROM information_schema.tables",
        "SELECT * FROM lake.information_schema.tables",
        "SELECT * FROM lake.causality.events_files",
        "SELECT * FROM \"events$partitions\"",
        "SELECT * FROM lake.causality.\"events_files$properties\"",
        "SELECT * FROM other.causality.events",
        "SELECT * FROM other.events",
        "TABLE device_links",
        "SELECT (SELECT count(*) FROM traits)",
        "SELECT * FROM TABLE(sequence(1, 10))",
        "SELECT * FROM TABLE(lake.system.query('x'))",
        "SELECT * FROM TABLE(exclude_columns(input => TABLE(events), columns => DESCRIPTOR(ts)))",
        "SELECT * FROM events FOR VERSION AS OF 1",
        "WITH RECURSIVE events (n) AS (SELECT 1 UNION ALL SELECT n FROM events) TABLE events",
        "WITH a AS (SELECT 1) SELECT * FROM b",
        "SELECT * FROM (WITH t AS (SELECT 1) SELECT * FROM t) x, t"
      })
  void refusesEverythingButAQueryOverTheLakesTables(String sql) {
    assertThat(problem(sql).code()).isEqualTo(ProblemCode.SQL_NOT_ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "-- nothing",
        "SELECT 1; SELECT 2",
        "SELECT 1;;",
        "SELECT 1; DROP TABLE events",
        "SELECT 'a",
        "SELECT FROM WHERE",
        "SELECT `a` FROM events",
        "\u0000"
      })
  void refusesWhatIsNotOneStatement(String sql) {
    assertThat(problem(sql).code()).isEqualTo(ProblemCode.SQL_SYNTAX);
  }

  @Test
  void saysWhereTheSyntaxErrorIs() {
    Problem problem = problem("SELECT 1\nFROM events\nWHERE WHERE");
    assertThat(problem.line()).isEqualTo(3);
    assertThat(problem.column()).isEqualTo(7);
    assertThat(problem.field()).isEqualTo("$.sql");
  }

  @Test
  void saysWhereTheForeignTableIs() {
    Problem problem = problem("SELECT *\nFROM persons,\n  secrets");
    assertThat(problem.line()).isEqualTo(3);
    assertThat(problem.column()).isEqualTo(3);
    assertThat(problem.detail()).contains("secrets");
  }

  @Test
  void takesOneSemicolonAtTheEnd() {
    assertThat(guard.check("SELECT 1 ;\n ").text()).isEqualTo("SELECT 1 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "abs(", "CASE WHEN ", "x -> "})
  void refusesEndlessNestingBeforeTheParserSeesIt(String opening) {
    assertThat(problem("SELECT " + opening.repeat(20_000)).detail()).contains("100 deep");
  }

  @Property(tries = 300)
  void garbageIsEitherRefusedOrAQuery(@ForAll("garbage") String text) {
    try {
      CheckedQuery query = guard.check(text);
      assertThat(query.text().strip().toLowerCase(java.util.Locale.ROOT))
          .containsPattern("\\b(select|values|table)\\b");
    } catch (ProblemException refused) {
      assertThat(refused.problem().code().status()).isEqualTo(400);
    }
  }

  /** Whatever stands around it, a table that is not ours is found. */
  @Property(tries = 100)
  void aForeignTableIsRefusedWhereverItStands(@ForAll("places") String place) {
    assertThat(problem(place.replace("?", "secrets")).code())
        .isEqualTo(ProblemCode.SQL_NOT_ALLOWED);
    assertThat(guard.check(place.replace("?", "events")).references()).isNotEmpty();
  }

  @Provide
  Arbitrary<String> garbage() {
    Arbitrary<String> words =
        Arbitraries.of(
            "SELECT",
            "DELETE",
            "FROM",
            "events",
            "INSERT",
            "INTO",
            "WITH",
            "FUNCTION",
            "(",
            ")",
            ";",
            "*",
            ",",
            "1",
            "'x'",
            "TABLE",
            "VALUES",
            "CALL",
            "SET",
            "SESSION",
            "=",
            "AS",
            "--",
            "/*",
            "*/",
            "DROP",
            "\"",
            "persons",
            "\n",
            "UNION",
            "EXPLAIN",
            "EXECUTE");
    return words.list().ofMinSize(1).ofMaxSize(12).map(list -> String.join(" ", list));
  }

  @Provide
  Arbitrary<String> places() {
    Arbitrary<String> inner =
        Arbitraries.of("SELECT 1 AS x FROM ?", "SELECT x.ts AS x FROM ? x", "TABLE ?");
    return Arbitraries.integers().between(1, 4).flatMap(depth -> nested(inner, depth));
  }

  private static Arbitrary<String> nested(Arbitrary<String> query, int depth) {
    if (depth == 0) {
      return query;
    }
    Arbitrary<String> around =
        Arbitraries.of(
            "SELECT * FROM (%s) a",
            "WITH a AS (%s) SELECT * FROM a",
            "SELECT 1 WHERE EXISTS (%s)",
            "SELECT (%s)",
            "SELECT 1 WHERE 1 IN (%s)",
            "SELECT 1 UNION SELECT * FROM (%s) u",
            "SELECT 1 FROM (VALUES 1) v CROSS JOIN LATERAL (%s) l",
            "SELECT CASE WHEN (%s) THEN 1 END",
            "SELECT array_agg(1 ORDER BY (%s))",
            "SELECT sum(1) FILTER (WHERE (%s)) OVER (PARTITION BY (%s))",
            "SELECT transform(ARRAY[1], q -> (%s))",
            "SELECT 1 ORDER BY (%s)",
            "SELECT 1 GROUP BY GROUPING SETS ((1)) HAVING (%s)",
            "SELECT * FROM UNNEST(ARRAY[(%s)]) u",
            "SELECT * FROM (VALUES 1) a (b) JOIN (VALUES 1) c (d) ON (%s)",
            "SELECT 1 > ALL (%s)",
            "VALUES (%s)",
            "(SELECT * FROM (%s) p)");
    return net.jqwik.api.Combinators.combine(around, nested(query, depth - 1))
        .as((outer, in) -> outer.replace("%s", in));
  }

  private Problem problem(String sql) {
    ProblemException refused = catchThrowableOfType(ProblemException.class, () -> guard.check(sql));
    assertThat(refused).as(sql).isNotNull();
    return refused.problem();
  }
}
