package io.causality.portal.sqleditor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlNamesTest {
  @Test
  void namesAreFoundWithTheirPlaces() {
    String sql =
        """
        WITH a AS (SELECT element_at(e.properties, 'plan') AS plan FROM events e WHERE e.event_name = 'Paid')
        SELECT plan, count_if('Signed up' = event_name), traits['city']
        FROM a JOIN persons USING (person_id)
        WHERE event_name IN ('A', 'B') AND event_name LIKE 'x%' AND platform = 'web' AND properties[plan] = 'q';
        """;
    assertThat(SqlNames.of(sql))
        .extracting(name -> name.kind() + " " + name.text() + " " + name.line())
        .containsExactlyInAnyOrder(
            "PROPERTY plan 1",
            "EVENT Paid 1",
            "EVENT Signed up 2",
            "TRAIT city 2",
            "EVENT A 4",
            "EVENT B 4");
    assertThat(SqlNames.of("SELECT 1 FROM events WHERE event_name = 'Paid'").getFirst().column())
        .isEqualTo(41);
    assertThat(SqlNames.of("SELEC")).isEmpty();
    assertThat(SqlNames.of("SELECT " + "(".repeat(200))).isEmpty();
  }
}
