package io.causality.portal.sqleditor;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HiddenColumnsTest {
  private static final HiddenColumns HIDDEN = new HiddenColumns(Set.of("email", "page_url"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(*) FROM events",
        "SELECT person_id, element_at(properties, 'plan') FROM events",
        "SELECT e.properties['plan'], p.traits['country'] FROM events e JOIN persons p USING"
            + " (person_id)",
        "WITH a AS (SELECT event_name AS n FROM events) SELECT n, 'email' FROM a;",
        "this is no SQL"
      })
  void whatReadsNothingHiddenPasses(String sql) {
    assertThatCode(() -> HIDDEN.require(sql)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT page_url FROM events",
        "SELECT \"PAGE_URL\" FROM events",
        "SELECT e.page_url FROM events e",
        "SELECT count(*) FROM events WHERE page_url LIKE 'a%'",
        "SELECT element_at(properties, 'email') FROM events",
        "SELECT traits['Email'] FROM persons",
        "SELECT element_at(traits, 'e' || 'mail') FROM persons",
        "SELECT traits FROM persons",
        "SELECT p.traits FROM persons p",
        "SELECT map_values(properties) FROM events",
        "SELECT * FROM persons",
        "SELECT p.* FROM persons p",
        "SELECT x FROM (SELECT * FROM persons) p (a, b, c, x)",
        "TABLE persons",
        "SELECT person_id FROM events UNION ALL TABLE persons",
        "SELECT (SELECT max(traits['email']) FROM persons)",
        "SELECT count(*) FROM events GROUP BY page_url",
        "SELECT v FROM events CROSS JOIN UNNEST(properties) AS t (k, v)"
      })
  void whatCouldReadSomethingHiddenIsRefused(String sql) {
    assertThatThrownBy(() -> HIDDEN.require(sql)).hasMessageContaining("sql_not_allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT * FROM persons", "SELECT traits FROM persons"})
  void withNothingHiddenEverythingPasses(String sql) {
    assertThatCode(() -> new HiddenColumns(Set.of()).require(sql)).doesNotThrowAnyException();
  }
}
