package io.causality.portal.ask;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.ask.tools.NumberCheck;
import io.causality.portal.ask.tools.Table;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProseTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "people | 0 | 0 people.",
        "people | 1 | 1 person.",
        "people | 1.0 | 1 person.",
        "people | 2 | 2 people.",
        "people | 1234567 | 1,234,567 people.",
        "count | 1 | 1.",
        "percent | 66.666666 | 66.67%.",
        "percent | 100.0 | 100%.",
        "ratio | 1.005 | 1.01.",
        "seconds | 1 | 1 second.",
        "seconds | 90.5 | 90.5 seconds.",
        "days | 1 | 1 day.",
        "hours | 1.5 | 1.5 hours.",
        "minutes | 0.999 | 1 minute.",
        "cents | 1 | 1 cent.",
        "cents | -20490 | -20,490 cents.",
        "ms | 1250.125 | 1,250.13 ms.",
        "EUR | 1 | 1 EUR.",
      })
  void aNumberIsWrittenAsTheAppWritesItAndItsUnitFollowsIt(
      String unit, double value, String expected) {
    Number number =
        value == Math.rint(value) && !unit.equals("percent") ? (Number) (long) value : value;
    Table table = Table.one(Table.Column.measure("measure", unit), number);
    assertThat(Prose.of(table)).isEqualTo(expected);
    assertThat(NumberCheck.unsupported(expected, table)).isEmpty();
  }

  @Test
  void whatACountCountsIsSaid() {
    assertThat(Prose.of(Table.one(Table.Column.measure("count", "count"), 1)))
        .isEqualTo("1 event.");
    assertThat(Prose.of(Table.one(Table.Column.measure("count", "count"), 1_000)))
        .isEqualTo("1,000 events.");
    assertThat(Prose.of(Table.one(Table.Column.measure("sessions", "count"), 1)))
        .isEqualTo("1 session.");
    assertThat(Prose.of(Table.one(Table.Column.measure("distinct_product_id", "count"), 7)))
        .isEqualTo("7 different values.");
    assertThat(Prose.of(Table.one(Table.Column.measure("avg_stars", null), 4.256)))
        .isEqualTo("avg stars 4.26.");
  }

  @Test
  void ofTimesTheGreatestIsNamed() {
    Table table =
        new Table(
            List.of(Table.Column.time("day", false), Table.Column.measure("count", "count")),
            List.of(
                List.of("2026-11-02", 3), List.of("2026-11-03", 1_204), List.of("2026-11-04", 0)),
            false);
    String text = Prose.of(table);
    assertThat(text).isEqualTo("By day, in the table; most at 2026-11-03: 1,204 events.");
    assertThat(NumberCheck.unsupported(text, table)).isEmpty();
  }

  @Test
  void anHourIsCalledOne() {
    Table table =
        new Table(
            List.of(
                new Table.Column("hour", "number", Table.Role.DIMENSION, null),
                Table.Column.PEOPLE),
            List.of(List.of(20, 30)),
            false);
    assertThat(Prose.of(table)).isEqualTo("hour 20: 30 people.");
    assertThat(NumberCheck.unsupported(Prose.of(table), table)).isEmpty();
  }

  @Test
  void theFirstRowsAreNamed() {
    Table table =
        new Table(
            List.of(Table.Column.dimension("plan"), Table.Column.PEOPLE),
            List.of(
                List.of("pro", 1_200), List.of("free", 1), Arrays.asList(null, 0), List.of("x", 0)),
            false);
    assertThat(Prose.of(table))
        .isEqualTo(
            "pro: 1,200 people; free: 1 person; (none): 0 people; the others are in the table.");
  }
}
