package io.causality.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.causality.proto.v1.CustomEvent;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.Value;
import io.causality.testkit.Await;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules over the running job, with a real server. */
class DetectionIT {
  @TempDir Path state;

  private static EventEnvelope order(String id, String user, long cents) {
    return TestEvents.event(id)
        .setDeviceId("device-" + user)
        .setUserId(user)
        .setTimestampMs(System.currentTimeMillis())
        .setCustomEvent(CustomEvent.newBuilder().setEventName("order"))
        .putProperties("cents", Value.newBuilder().setIntValue(cents).build())
        .build();
  }

  @Test
  void aMatchIsAnAlertAtOnceAndABrokenRuleHarmsNobody() throws Exception {
    try (DetectionFixture fixture = new DetectionFixture(state, Map.of())) {
      fixture.start();
      fixture.publishRule("broken", "{\"when\":".getBytes(StandardCharsets.UTF_8));
      int version =
          fixture.rule(
              "large",
              """
              {"severity": "critical", "actions": [{"webhook": "w1"}],
               "when": {"match": {"event": "order",
                 "where": [{"path": "$.properties.cents", "op": "gt", "value": 1000}]}}}
              """);
      fixture.awaitRunning("large", version);
      fixture.awaitState("broken", 0, "invalid");

      fixture.send(order("o1", "ann", 5_000), order("o2", "ben", 1_000), order("o1", "ann", 5_000));

      fixture.awaitAlerts("large", 1);
      fixture.send(order("o3", "cat", 1_001));
      List<JsonNode> alerts = fixture.awaitAlerts("large", 2);
      assertThat(alerts).hasSize(2);
      JsonNode first = alerts.get(0);
      assertThat(first.path("app_id").asText()).isEqualTo("shop");
      assertThat(first.path("severity").asText()).isEqualTo("critical");
      assertThat(first.path("scope_key").asText()).isEqualTo("ann");
      assertThat(first.path("matched_events").get(0).path("event_id").asText()).isEqualTo("o1");
      assertThat(first.path("actions").get(0).path("webhook").asText()).isEqualTo("w1");
      assertThat(fixture.status("broken").path("reason").asText()).contains("JSON");
      Await.until(
          "the archive runs",
          DetectionFixture.PATIENCE,
          () -> fixture.jobs().archive().problem().isEmpty());
    }
  }

  /**
   * Each rule has one scope key that it must catch and one that it must miss by little. All in
   * event time: it is sent within moments and has happened in the last minutes.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void everyKindFiresAndStaysSilentOnItsNearMiss(int parallelism) throws Exception {
    Map<String, String> settings =
        Map.of("CAUSALITY_DETECTION_PARALLELISM", Integer.toString(parallelism));
    try (DetectionFixture fixture = new DetectionFixture(state, settings)) {
      fixture.start();
      Map<String, String> rules =
          Map.of(
              "threshold",
              """
              {"threshold": {"event": "slow", "path": "$.properties.value", "max": 100}}\
              """,
              "rate",
              """
              {"rate": {"event": "click", "more_than": 3, "per_s": 10}}\
              """,
              "count",
              """
              {"count": {"event": "try", "op": "more_than", "n": 2, "window_s": 10}}\
              """,
              "fewer",
              """
              {"count": {"event": "beat", "op": "fewer_than", "n": 2, "window_s": 10}}\
              """,
              "sequence",
              """
              {"sequence": {"steps": [{"name": "pay", "event": "pay"},
                 {"name": "crash", "event": "crash", "where":
                   [{"path": "$.properties.cart", "op": "eq", "same_as": "pay:$.properties.cart"}]}],
                 "within_s": 30}}\
              """,
              "absence",
              """
              {"absence": {"after": {"event": "checkout"}, "expected": {"event": "bought"},
                 "within_s": 10}}\
              """,
              "times",
              """
              {"times": {"event": "fail", "n": 3, "within_s": 20}}\
              """,
              "anomaly",
              """
              {"anomaly": {"event": "visit", "measure": "total", "interval": "minute",
                 "direction": "up"}}\
              """,
              "silence",
              """
              {"silence": {"event": "ping", "for_s": 20}}\
              """);
      for (Map.Entry<String, String> rule : rules.entrySet()) {
        String scope =
            switch (rule.getKey()) {
              case "anomaly" -> "property:site";
              case "fewer", "silence" -> "device";
              default -> "person";
            };
        fixture.rule(
            rule.getKey(),
            "{\"scope\":\"%s\",\"lateness_s\":2,\"when\":%s}".formatted(scope, rule.getValue()));
      }
      for (String rule : rules.keySet()) {
        fixture.awaitRunning(rule, 1);
      }

      new Story(fixture).tell();

      Map<String, List<String>> expected =
          Map.of(
              "threshold", List.of("caught"),
              "rate", List.of("caught"),
              "count", List.of("caught"),
              "sequence", List.of("caught"),
              "absence", List.of("caught"),
              "times", List.of("caught"),
              "anomaly", List.of("caught"));
      for (Map.Entry<String, List<String>> rule : expected.entrySet()) {
        fixture.awaitAlerts(rule.getKey(), rule.getValue().size());
        assertThat(fixture.alerts(rule.getKey()))
            .as(rule.getKey())
            .extracting(alert -> alert.path("scope_key").asText())
            .containsExactlyElementsOf(rule.getValue());
      }
      fixture.awaitAlert("fewer", alert -> alert.at("/values/count").asInt() == 1);
      assertThat(fixture.alerts("fewer"))
          .as("the missed one has two beats in every window but the last ones")
          .filteredOn(alert -> alert.at("/values/count").asInt() == 1)
          .extracting(alert -> alert.path("scope_key").asText())
          .containsExactly("device-caught");
      fixture.awaitAlert(
          "silence", alert -> alert.path("scope_key").asText().equals("device-caught"));
      assertThat(fixture.alerts("silence"))
          .as("who pings to the end is silent after it at most")
          .extracting(alert -> alert.at("/matched_events/0/event_id").asText())
          .contains("ping-caught")
          .isSubsetOf("ping-caught", "ping-missed-20");
      assertThat(fixture.status("sequence").path("late_events").asInt()).isZero();
    }
  }

  /** What happens, in order of time, so that no partition runs far ahead of another. */
  private static final class Story {
    private final DetectionFixture fixture;
    private final long now = System.currentTimeMillis() / 60_000 * 60_000;
    private final java.util.TreeMap<Long, List<EventEnvelope>> events = new java.util.TreeMap<>();
    private int ids;

    Story(DetectionFixture fixture) {
      this.fixture = fixture;
    }

    private void at(long secondsBefore, String user, String name, String key, String value) {
      at(secondsBefore, user, name, key, value, name + "-" + user + "-" + ids++);
    }

    private void at(
        long secondsBefore, String user, String name, String key, String value, String id) {
      long time = now - secondsBefore * 1_000;
      events
          .computeIfAbsent(time, unused -> new java.util.ArrayList<>())
          .add(
              TestEvents.event(id)
                  .setDeviceId("device-" + user)
                  .setUserId(user)
                  .setTimestampMs(time)
                  .setCustomEvent(CustomEvent.newBuilder().setEventName(name))
                  .putProperties(key, Value.newBuilder().setStringValue(value).build())
                  .build());
    }

    void tell() throws Exception {
      int[] usual = {4, 5, 6, 5, 4, 6, 5, 4};
      for (int minute = 0; minute < usual.length; minute++) {
        visits(minute, usual[minute], "caught");
        visits(minute, usual[minute], "missed");
      }
      visits(usual.length, 20, "caught");
      visits(usual.length, 6, "missed");

      at(100, "caught", "slow", "value", "101");
      at(100, "missed", "slow", "value", "100");
      for (int i = 0; i < 4; i++) {
        at(100 - 3 * i, "caught", "click", "n", "" + i);
        at(100 - 4 * i, "missed", "click", "n", "" + i);
      }
      for (int second : new int[] {110, 105, 101}) {
        at(second, "caught", "try", "n", "1");
      }
      for (int second : new int[] {105, 101, 100}) {
        at(second, "missed", "try", "n", "1");
      }
      at(120, "caught", "beat", "n", "1");
      at(119, "missed", "beat", "n", "1");
      at(118, "missed", "beat", "n", "2");
      at(100, "caught", "pay", "cart", "1");
      at(90, "caught", "crash", "cart", "1");
      at(100, "missed", "pay", "cart", "1");
      at(90, "missed", "crash", "cart", "2");
      at(100, "caught", "checkout", "n", "1");
      at(89, "caught", "bought", "n", "1");
      at(100, "missed", "checkout", "n", "1");
      at(90, "missed", "bought", "n", "1");
      for (int second : new int[] {100, 90, 81}) {
        at(second, "caught", "fail", "n", "1");
      }
      for (int second : new int[] {100, 90, 79}) {
        at(second, "missed", "fail", "n", "1");
      }
      at(61, "caught", "ping", "n", "1", "ping-caught");
      for (int second : new int[] {100, 80, 60, 40, 20}) {
        at(second, "missed", "ping", "n", "1", "ping-missed-" + second);
      }
      at(20, "caught", "end", "n", "1");
      for (List<EventEnvelope> together : events.values()) {
        fixture.send(together.toArray(EventEnvelope[]::new));
      }
    }

    private void visits(int minute, int count, String site) {
      for (int i = 0; i < count; i++) {
        at((12 - minute) * 60L, site, "visit", "site", site);
      }
    }
  }

  @Test
  void editsTakeEffectLiveAndLeaveOtherRulesWhatTheyKnow() throws Exception {
    try (DetectionFixture fixture = new DetectionFixture(state, Map.of())) {
      fixture.start();
      String thrice =
          "{\"lateness_s\":0,\"when\":{\"times\":{\"event\":\"order\",\"n\":3,\"within_s\":600}}}";
      String each =
          "{\"enabled\":%s,\"when\":{\"match\":{\"event\":\"order\",\"where\":"
              + "[{\"path\":\"$.properties.cents\",\"op\":\"gt\",\"value\":%d}]}}}";
      fixture.rule("thrice", thrice);
      int version = fixture.rule("each", each.formatted(true, 10));
      fixture.awaitRunning("thrice", 1);
      fixture.awaitRunning("each", version);

      fixture.send(order("o1", "ann", 100));
      fixture.awaitAlerts("each", 1);

      version = fixture.rule("each", each.formatted(true, 1_000));
      fixture.awaitRunning("each", version);
      fixture.send(order("o2", "ann", 100), order("o3", "ben", 2_000));
      assertThat(fixture.awaitAlerts("each", 2))
          .extracting(alert -> alert.path("matched_events").get(0).path("event_id").asText())
          .containsExactly("o1", "o3");

      version = fixture.rule("each", each.formatted(false, 1_000));
      fixture.awaitState("each", version, "disabled");
      fixture.send(order("o4", "ben", 2_000));
      fixture.publishRule("each", new byte[0]);
      Await.until(
          "the deleted rule is no more",
          DetectionFixture.PATIENCE,
          () -> fixture.status("each").isMissingNode());
      fixture.send(order("o5", "ben", 2_000), order("o6", "ann", 1));

      assertThat(fixture.awaitAlerts("thrice", 2))
          .as("who had three orders, one of them before each edit")
          .extracting(alert -> alert.path("scope_key").asText())
          .containsExactlyInAnyOrder("ann", "ben");
      assertThat(fixture.alerts("each")).hasSize(2);
    }
  }

  @Test
  void withoutEventsTheClockGoesOn() throws Exception {
    try (DetectionFixture fixture = new DetectionFixture(state, Map.of())) {
      fixture.start();
      fixture.rule(
          "unpaid",
          """
          {"lateness_s": 0, "when": {"absence": {"after": {"event": "order"},
            "expected": {"event": "payment"}, "within_s": 2}}}\
          """);
      fixture.rule(
          "quiet", "{\"scope\":\"app\",\"lateness_s\":0,\"when\":{\"silence\":{\"for_s\":3}}}");
      fixture.awaitRunning("unpaid", 1);
      fixture.awaitRunning("quiet", 1);

      fixture.send(order("o1", "ann", 1));

      assertThat(fixture.awaitAlerts("unpaid", 1).get(0).path("scope_key").asText())
          .isEqualTo("ann");
      assertThat(fixture.awaitAlerts("quiet", 1)).hasSize(1);
    }
  }

  @Test
  void noAlertIsLostAndNoneIsRaisedTwiceWhateverStopsTheJob() throws Exception {
    try (DetectionFixture fixture = new DetectionFixture(state, Map.of())) {
      fixture.start();
      fixture.rule("each", "{\"when\":{\"match\":{\"event\":\"order\"}}}");
      fixture.rule(
          "twice",
          "{\"lateness_s\":15,\"when\":{\"times\":{\"event\":\"order\",\"n\":2,\"within_s\":600}}}");
      fixture.awaitRunning("each", 1);
      fixture.awaitRunning("twice", 1);
      String since = fixture.status("each").path("since").asText();

      orders(fixture, 0, 100);
      fixture.awaitAlerts("each", 50);
      JobID first = fixture.detection().job();
      fixture.jobs().archive().cluster().cancelJob(first).get();
      orders(fixture, 100, 150);
      fixture.awaitAlerts("each", 150);
      assertThat(fixture.detection().job()).isNotEqualTo(first);
      assertThat(fixture.jobs().archive().problem()).isEmpty();

      orders(fixture, 150, 200);
      fixture.stop();
      orders(fixture, 200, 220);
      fixture.rule("late", "{\"when\":{\"match\":{\"event\":\"order\"}}}");
      fixture.start();
      fixture.awaitRunning("late", 1);
      orders(fixture, 220, 230);

      fixture.awaitAlerts("each", 230);
      fixture.awaitAlerts("late", 30);
      fixture.awaitAlerts("twice", 115);
      assertThat(fixture.alerts("each"))
          .hasSize(230)
          .extracting(alert -> alert.path("id").asText())
          .doesNotHaveDuplicates();
      assertThat(fixture.alerts("twice"))
          .hasSize(115)
          .extracting(alert -> alert.path("scope_key").asText())
          .doesNotHaveDuplicates();
      Await.until(
          "the status counts every alert once",
          DetectionFixture.PATIENCE,
          () -> fixture.status("each").path("alerts").asInt() == 230);
      assertThat(fixture.status("each").path("since").asText()).isEqualTo(since);
    }
  }

  @Test
  void alertsBeforeTheFirstCheckpointAreNotLostEither() throws Exception {
    Map<String, String> noCheckpoint = Map.of("CAUSALITY_DETECTION_CHECKPOINT_MS", "3600000");
    try (DetectionFixture fixture = new DetectionFixture(state, noCheckpoint)) {
      fixture.send(order("o0", "ann", 1));
      fixture.start();
      fixture.rule("each", "{\"when\":{\"match\":{\"event\":\"order\"}}}");
      fixture.rule(
          "twice",
          "{\"lateness_s\":0,\"when\":{\"times\":{\"event\":\"order\",\"n\":2,\"within_s\":600}}}");
      fixture.awaitRunning("each", 1);
      fixture.awaitRunning("twice", 1);
      fixture.send(order("o1", "ann", 1));
      fixture.awaitAlerts("each", 1);

      fixture.stop();
      fixture.send(order("o2", "ann", 1));
      fixture.start();

      assertThat(matched(fixture.awaitAlerts("twice", 1).get(0))).containsExactly("o1", "o2");
      assertThat(fixture.awaitAlerts("each", 2))
          .extracting(alert -> alert.at("/matched_events/0/event_id").asText())
          .as("and what came before the first start is no matter of the detection")
          .containsExactly("o1", "o2");
    }
  }

  private static List<String> matched(JsonNode alert) {
    List<String> ids = new java.util.ArrayList<>();
    alert.path("matched_events").forEach(event -> ids.add(event.path("event_id").asText()));
    return ids;
  }

  @Test
  void whatComesTooLateIsCountedAndDoesNotFire() throws Exception {
    try (DetectionFixture fixture = new DetectionFixture(state, Map.of())) {
      fixture.start();
      fixture.rule("each", "{\"lateness_s\":5,\"when\":{\"match\":{\"event\":\"order\"}}}");
      // Waits for the order of events, and so tells that time has passed the first one.
      fixture.rule(
          "passed",
          "{\"lateness_s\":0,\"when\":{\"times\":{\"event\":\"order\",\"n\":1,\"within_s\":600}}}");
      fixture.awaitRunning("each", 1);
      fixture.awaitRunning("passed", 1);
      EventEnvelope first = order("first", "ann", 1);
      long time = first.getTimestampMs();
      fixture.send(first, order("next", "ann", 1).toBuilder().setTimestampMs(time + 1).build());
      fixture.awaitAlerts("passed", 1);

      fixture.send(
          order("in-time", "ann", 1).toBuilder().setTimestampMs(time - 1_000).build(),
          order("late", "ann", 1).toBuilder().setTimestampMs(time - 60_000).build(),
          order("last", "ann", 1));

      assertThat(fixture.awaitAlerts("each", 4))
          .extracting(alert -> alert.at("/matched_events/0/event_id").asText())
          .containsExactlyInAnyOrder("first", "next", "in-time", "last");
      Await.until(
          "the late one is counted",
          DetectionFixture.PATIENCE,
          () -> fixture.status("each").path("late_events").asInt() == 1);
    }
  }

  /** Each user's two orders lie in a row, so that stops fall between them. */
  private static void orders(DetectionFixture fixture, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      fixture.send(order("o" + i, "user-" + (i + 1) / 2 % 115, 1));
    }
  }
}
