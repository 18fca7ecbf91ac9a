package io.causality.rules.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.rules.TestEvents;
import io.causality.rules.event.RuleEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept does not grow with the stream. */
class SoakTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'match':{'event':'a'}}",
        "{'rate':{'event':'a','more_than':50,'per_s':600}}",
        "{'count':{'event':'a','op':'more_than','n':5,'window_s':60}}",
        "{'count':{'event':'a','op':'fewer_than','n':5,'window_s':60}}",
        "{'sequence':{'within_s':60,'steps':[{'name':'a','event':'a'},{'name':'b','event':'b','where':[{'path':'$.properties.k','op':'ne','same_as':'a:$.properties.k'}]},{'name':'c','event':'c','where':[{'path':'$.properties.k','op':'eq','same_as':'b:$.properties.k'}]}]}}",
        "{'absence':{'after':{'event':'a'},'expected':{'event':'z'},'within_s':120}}",
        "{'times':{'event':'a','n':100,'within_s':60}}",
        "{'anomaly':{'event':'a','measure':'dau','interval':'minute'}}",
        "{'silence':{'event':'a','for_s':30}}"
      })
  void statesStayAsTheyAre(String when) {
    TestJob job = new TestJob(TestEvents.rule(when, ",'cooldown_s':60"));
    Random random = new Random(1);
    int early = 0;
    int late = 0;
    long time = Streams.T0;
    for (int i = 0; i < 12_000; i++) {
      time += random.nextInt(1_000);
      String name = String.valueOf("abc".charAt(random.nextInt(3)));
      RuleEvent event =
          TestEvents.event(name, "p" + i % 5, time, i, Map.of("k", random.nextInt(3)));
      job.events(List.of(event));
      if (i >= 3_000 && i < 6_000) {
        early = Math.max(early, job.stateBytes());
      } else if (i >= 6_000) {
        late = Math.max(late, job.stateBytes());
      }
    }
    // The history of an anomaly fills for eight weeks: a byte or two for each minute of each key.
    int history = when.contains("anomaly") ? 5 * 2 * 60 : 0;
    assertThat(late).isLessThan(early + early / 5 + 200 + history);
    assertThat(job.keys()).isLessThanOrEqualTo(5);
  }

  @Test
  void aFloodIsEvaluatedBeforeItsTimeAndForgotten() {
    Evaluation evaluation =
        new Evaluation(
            TestEvents.rule(
                "{'sequence':{'within_s':3600,'steps':[{'name':'a','event':'a'},{'name':'b','event':'b'}]}}",
                ",'lateness_s':3600"));
    KeyState state = evaluation.newState();
    List<Alert> alerts = new ArrayList<>();
    Output output =
        new Output() {
          @Override
          public void alert(Alert alert) {
            alerts.add(alert);
          }

          @Override
          public void timer(long watermarkMs) {}

          @Override
          public void late(io.causality.proto.v1.Signal signal) {}
        };
    int largest = 0;
    for (int i = 0; i < 120_000; i++) {
      RuleEvent event = TestEvents.event("a", "p", Streams.T0 + i, i);
      evaluation.onSignal("p", state, evaluation.signal(event), Streams.T0, output);
      if (i % 20_000 == 19_999) {
        largest = Math.max(largest, state.toByteArray().length);
      }
    }
    assertThat(largest).isLessThan(50_500 * 70);
    assertThat(alerts).isEmpty();
  }
}
