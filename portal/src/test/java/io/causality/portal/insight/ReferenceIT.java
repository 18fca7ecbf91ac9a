package io.causality.portal.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The examples of the reference, each with its true answer. */
class ReferenceIT {
  private static InsightFixture insights;

  @BeforeAll
  static void start() {
    insights = new InsightFixture("reference-it", Map.of());
    insights.app("shop", Reference.events());
  }

  @AfterAll
  static void stop() {
    insights.close();
  }

  private static void answers(String spec, String result) {
    assertThat(insights.result("shop", Reference.spec(spec))).isEqualTo(new JsonObject(result));
  }

  @Test
  void trendsWithBreakdown() {
    answers(
        """
        {"kind":"trends","series":[{"event":"Paid","math":"sum","math_property":"amount"},{"event":"Signed up","math":"dau"}],
         "interval":"day","breakdown":{"on":"event","keys":["plan"],"limit":5},R}
        """
            .strip(),
        """
        {"periods":["2026-11-02T00:00:00+01:00","2026-11-03T00:00:00+01:00","2026-11-04T00:00:00+01:00"],
         "series":[{"series":0,"label":"Paid","breakdown":["pro"],"window":"current","data":[20,30,0],"total":50},
                   {"series":1,"label":"Signed up","breakdown":["free"],"window":"current","data":[1,0,0],"total":1},
                   {"series":1,"label":"Signed up","breakdown":["pro"],"window":"current","data":[1,0,0],"total":1},
                   {"series":1,"label":"Signed up","breakdown":[""],"window":"current","data":[0,1,0],"total":1}]}
        """);
  }

  @Test
  void trendsWithFormulaAndComparison() {
    answers(
        "{\"kind\":\"trends\",\"series\":[{\"event\":\"Paid\"},{\"event\":\"Signed up\"}],"
            + "\"formula\":\"100*A/B\",\"compare\":\"previous_period\",R}",
        """
        {"periods":["2026-11-02T00:00:00+01:00","2026-11-03T00:00:00+01:00","2026-11-04T00:00:00+01:00"],
         "previous_periods":["2026-10-30T00:00:00+01:00","2026-10-31T00:00:00+01:00","2026-11-01T00:00:00+01:00"],
         "series":[{"series":"formula","label":"100*A/B","breakdown":null,"window":"current","data":[50,100,0],"total":150},
                   {"series":"formula","label":"100*A/B","breakdown":null,"window":"previous","data":[0,0,0],"total":0}]}
        """);
  }

  @Test
  void trendsAsOneNumber() {
    answers(
        "{\"kind\":\"trends\",\"series\":[{\"event\":null,\"math\":\"dau\"}],\"aggregate\":true,R}",
        """
        {"periods":[],"series":[{"series":0,"label":"Any event","breakdown":null,"window":"current","data":[],"total":3}]}
        """);
  }
}
