package io.causality.rules.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.causality.rules.TestEvents;
import io.causality.rules.model.PublishedRule;
import io.causality.rules.model.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Alert alert(PublishedRule rule) {
    TestJob job = new TestJob(rule);
    job.events(List.of(TestEvents.checkout("c1", 7_000, 1_700_000_000_123L, 9)));
    return job.alerts.get(0);
  }

  private static final PublishedRule RULE =
      TestEvents.rule(
          "{'threshold':{'event':'checkout_start','path':'$.total_cents','max':5000,"
              + "'where':[{'path':'$.cart_id','op':'exists'}]}}",
          ",'actions':[{'webhook':'w1','template':'slack'}],'severity':'critical'");

  @Test
  void writesTheDocumentOfTheContract() throws Exception {
    JsonNode expected =
        JSON.readTree(
            """
            {"type":"alert","rule":{"id":"r","name":"n","version":1},"app_id":"shop",
             "fired_at":"2023-11-14T22:13:20.123Z","window":null,
             "matched_events":[{"event_id":"e9","event_name":"checkout_start",
               "ts":"2023-11-14T22:13:20.123Z","person_id":"p","device_id":null}],
             "values":{"$.cart_id":"c1","value":7000},"severity":"critical","scope":"person",
             "scope_key":"p","actions":[{"webhook":"w1","template":"slack"}]}
            """);
    com.fasterxml.jackson.databind.node.ObjectNode document =
        (com.fasterxml.jackson.databind.node.ObjectNode) JSON.readTree(alert(RULE).document());
    assertThat(document.remove("id").asText()).matches("[0-9a-f]{32}");
    assertThat(document).isEqualTo(expected);
  }

  @Test
  void anIdBelongsToAppRuleVersionKeyAndEvents() {
    Rule rule = RULE.rule();
    assertThat(
            List.of(
                alert(RULE).id(),
                alert(new PublishedRule("shop", "r", 2, rule)).id(),
                alert(new PublishedRule("shop", "q", 1, rule)).id(),
                alert(new PublishedRule("shop2", "r", 1, rule)).id()))
        .doesNotHaveDuplicates();
    assertThat(alert(RULE).id()).isEqualTo("e806603126a90b71577df4cd89c2be52");
  }
}
