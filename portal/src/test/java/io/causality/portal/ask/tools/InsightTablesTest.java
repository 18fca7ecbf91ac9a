package io.causality.portal.ask.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shapes and numbers are those of the reference. */
class InsightTablesTest {
  private static final Instant NOW = Instant.parse("2026-11-04T12:00:00Z");

  private static String rows(String spec, String result) {
    return table(spec, result).json().getJsonArray("rows").encode();
  }

  private static Table table(String spec, String result) {
    return InsightTables.of(new JsonObject(spec), new JsonObject(result), NOW);
  }

  private static List<String> columns(Table table) {
    return table.columns().stream().map(Table.Column::name).toList();
  }

  @Test
  void aTrendHasARowPerPeriodWindowAndValue() {
    Table table =
        table(
            "{\"kind\":\"trends\",\"series\":[{\"event\":\"Paid\",\"math\":\"sum\",\"math_property\":\"total_cents\"}],"
                + "\"breakdown\":{\"keys\":[\"plan\"]},\"compare\":\"previous_period\"}",
            "{\"periods\":[\"2026-11-02T00:00:00+01:00\"],\"previous_periods\":[\"2026-11-01T00:00:00+01:00\"],"
                + "\"series\":[{\"series\":0,\"label\":\"Paid\",\"breakdown\":[\"pro\"],\"window\":\"current\",\"data\":[20],\"total\":20},"
                + "{\"series\":0,\"label\":\"Paid\",\"breakdown\":[\"\"],\"window\":\"previous\",\"data\":[5],\"total\":5}]}");
    assertThat(columns(table)).containsExactly("day", "window", "plan", "sum_total_cents");
    assertThat(table.columns().getLast().unit()).isEqualTo("cents");
    assertThat(table.json().getJsonArray("rows").encode())
        .isEqualTo(
            "[[\"2026-11-01\",\"previous\",\"(none)\",5],[\"2026-11-02\",\"current\",\"pro\",20]]");
  }

  @Test
  void aTotalIsOneNumberAndABreakdownIsBestFirst() {
    String one =
        "{\"periods\":[],\"series\":[{\"series\":0,\"label\":\"Any"
            + " event\",\"breakdown\":null,\"window\":\"current\",\"data\":[],\"total\":3}]}";
    Table number =
        table(
            "{\"kind\":\"trends\",\"series\":[{\"event\":null,\"math\":\"dau\"}],\"aggregate\":true}",
            one);
    assertThat(number.value()).isEqualTo(3);
    assertThat(
            rows(
                "{\"kind\":\"trends\",\"series\":[{\"event\":null}],\"aggregate\":true,\"breakdown\":{\"keys\":[\"a\"]}}",
                "{\"periods\":[],\"series\":[{\"breakdown\":[\"x\"],\"window\":\"current\",\"data\":[],\"total\":1},"
                    + "{\"breakdown\":[\"y\"],\"window\":\"current\",\"data\":[],\"total\":2}]}"))
        .isEqualTo("[[\"y\",2],[\"x\",1]]");
  }

  @Test
  void aFunnelHasAShareOfItsFirstStep() {
    assertThat(
            rows(
                "{\"kind\":\"funnel\"}",
                "{\"steps\":[{\"step\":0,\"label\":\"Signed up\",\"count\":4,\"breakdown\":null},"
                    + "{\"step\":1,\"label\":\"Paid\",\"count\":1,\"breakdown\":null}]}"))
        .isEqualTo("[[1,\"Signed up\",4,100],[2,\"Paid\",1,25]]");
  }

  @Test
  void retentionLeavesOutWhatHasNotBegun() {
    assertThat(
            rows(
                "{\"kind\":\"retention\",\"period\":\"day\"}",
                "{\"periods\":[\"2026-11-03T00:00:00+01:00\",\"2026-11-04T00:00:00+01:00\",\"2026-11-05T00:00:00+01:00\"],"
                    + "\"matrix\":[[2,1,0],[1,0],[0]]}"))
        .isEqualTo("[[\"2026-11-03\",0,2,100],[\"2026-11-03\",1,1,50],[\"2026-11-04\",0,1,100]]");
  }

  @Test
  void theOtherKindsAreRowsToo() {
    assertThat(
            rows(
                "{\"kind\":\"paths\"}",
                "{\"edges\":[{\"source\":\"1_/\",\"target\":\"2_/docs\",\"value\":1,\"avg_ms\":5}]}"))
        .isEqualTo("[[\"1_/\",\"2_/docs\",1]]");
    assertThat(
            rows(
                "{\"kind\":\"lifecycle\"}",
                "{\"periods\":[\"2026-11-02T00:00:00+01:00\"],\"new\":[2],\"returning\":[0],\"resurrecting\":[0],\"dormant\":[-1]}"))
        .isEqualTo("[[\"2026-11-02\",2,0,0,-1]]");
    assertThat(rows("{\"kind\":\"stickiness\"}", "{\"data\":[1,2]}")).isEqualTo("[[1,1],[2,2]]");
  }
}
