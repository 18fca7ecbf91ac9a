package io.causality.portal.insight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownSqlTest {
  @Test
  void onlyLongTextsAreCut() {
    String people = "ada''s\n" + "ben\n".repeat(5_000);
    String sql = "SELECT 'it''s' FROM UNNEST(split('" + people + "', ',')) WHERE x = 'short'";
    assertThat(ShownSql.of(sql))
        .startsWith("SELECT 'it''s' FROM UNNEST(split('ada''s\nben\n")
        .endsWith("… (" + people.length() + " characters)', ',')) WHERE x = 'short'")
        .hasSizeLessThan(400);
    assertThat(ShownSql.of("SELECT 'it''s'")).isEqualTo("SELECT 'it''s'");
    String manyShort = "SELECT 'a', ".repeat(2_000) + "1";
    assertThat(ShownSql.of(manyShort)).isEqualTo(manyShort);
  }
}
