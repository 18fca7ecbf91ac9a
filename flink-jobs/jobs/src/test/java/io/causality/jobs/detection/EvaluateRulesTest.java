package io.causality.jobs.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.jobs.TestEvents;
import io.causality.proto.StreamNames;
import io.causality.proto.v1.CustomEvent;
import io.causality.rules.event.Enrichment;
import io.causality.rules.event.EnvelopeEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The evaluating operator with real rules: what it keeps, and what becomes of it. */
class EvaluateRulesTest {
  private static final long START = TestEvents.TIME_MS;
  private static final String UNPAID =
      """
      "absence": {"after": {"event": "order"}, "expected": {"event": "payment"}, "within_s": 60}\
      """;

  private final RuleBook rules = new RuleBook();
  private long sequence;

  private static KeyedOneInputStreamOperatorTestHarness<String, Passing, AlertMessage> harness(
      int parallelism, int task) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new EvaluateRules(),
            Passing::key,
            Types.STRING,
            DetectionJob.MAX_PARALLELISM,
            parallelism,
            task);
    return harness;
  }

  private RuleMessage rule(String id, int version, String when) {
    String json =
        "{\"app\":\"shop\",\"id\":\"%s\",\"version\":%d,\"name\":\"r\",\"lateness_s\":0,\"when\":{%s}}"
            .formatted(id, version, when);
    return new RuleMessage(
        StreamNames.ruleSubject("shop", id), ++sequence, json.getBytes(StandardCharsets.UTF_8));
  }

  private void change(
      KeyedOneInputStreamOperatorTestHarness<String, Passing, AlertMessage> harness,
      RuleMessage rule)
      throws Exception {
    rules.take(rule);
    harness.processElement(new Passing.Change("#0", rule), 0);
  }

  private List<Passing.Part> parts(String id, String user, String name, long timeMs) {
    List<Passing.Part> parts = new ArrayList<>();
    EnvelopeEvent event =
        new EnvelopeEvent(
            TestEvents.event(id)
                .setUserId(user)
                .setTimestampMs(timeMs)
                .setCustomEvent(CustomEvent.newBuilder().setEventName(name))
                .build(),
            user,
            timeMs,
            Enrichment.NONE);
    rules
        .router()
        .route(
            event,
            (evaluation, key, signal) ->
                parts.add(new Passing.Part(EvaluationKey.of(evaluation.id(), key), signal)));
    return parts;
  }

  private void event(
      KeyedOneInputStreamOperatorTestHarness<String, Passing, AlertMessage> harness,
      String id,
      String user,
      String name,
      long timeMs)
      throws Exception {
    List<Passing.Part> parts = parts(id, user, name, timeMs);
    if (!parts.isEmpty()) {
      harness.processElement(new Passing.Routed("#0", parts), 0);
    }
  }

  private static Passing clock(long timeMs) {
    return new Passing.Clock("#0", 0, "shop", timeMs, false);
  }

  private static List<String> alerts(
      KeyedOneInputStreamOperatorTestHarness<String, Passing, AlertMessage> harness) {
    return harness.extractOutputValues().stream()
        .map(alert -> new String(alert.document(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void aTimerOutOfACheckpointFiresAndNotTwice() throws Exception {
    OperatorSubtaskState checkpoint;
    RuleMessage unpaid = rule("unpaid", 1, UNPAID);
    try (var harness = harness(1, 0)) {
      harness.open();
      change(harness, unpaid);
      harness.processElement(new Passing.Started("#0"), 0);
      harness.processElement(clock(START), 0);
      event(harness, "o1", "ann", "order", START);
      event(harness, "o2", "ben", "order", START);
      event(harness, "p2", "ben", "payment", START + 1_000);
      checkpoint = harness.snapshot(1, 1);
      assertThat(alerts(harness)).isEmpty();
    }
    try (var harness = harness(1, 0)) {
      harness.initializeState(checkpoint);
      harness.open();
      harness.processElement(new Passing.Change("#0", unpaid), 0);
      harness.processElement(new Passing.Started("#0"), 0);
      harness.processElement(clock(START + 60_000), 0);
      assertThat(alerts(harness)).as("the minute is not over").isEmpty();
      harness.processElement(clock(START + 60_002), 0);
      harness.processElement(clock(START + 600_000), 0);
      assertThat(alerts(harness)).singleElement().asString().contains("\"scope_key\":\"ann\"");
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void whatARuleKeptGoesWithItsVersionAndNoOtherRuleLosesAnything() throws Exception {
    try (var harness = harness(1, 0)) {
      harness.open();
      change(harness, rule("unpaid", 1, UNPAID));
      change(harness, rule("other", 1, UNPAID));
      change(harness, rule("gone", 1, UNPAID));
      harness.processElement(new Passing.Started("#0"), 0);
      harness.processElement(clock(START), 0);
      event(harness, "o1", "ann", "order", START);
      assertThat(harness.numKeyedStateEntries()).isEqualTo(3);

      change(harness, rule("unpaid", 2, UNPAID));
      change(
          harness,
          new RuleMessage(StreamNames.ruleSubject("shop", "gone"), ++sequence, new byte[0]));
      harness.setProcessingTime(1_000);
      assertThat(harness.numKeyedStateEntries()).isEqualTo(1);

      harness.processElement(clock(START + 100_000), 0);
      assertThat(alerts(harness)).singleElement().asString().contains("\"id\":\"other\"");
    }
  }

  @Test
  void aRuleThatWasDeletedWhileTheJobWasAwayLeavesNothing() throws Exception {
    OperatorSubtaskState checkpoint;
    try (var harness = harness(1, 0)) {
      harness.open();
      change(harness, rule("unpaid", 1, UNPAID));
      harness.processElement(clock(START), 0);
      event(harness, "o1", "ann", "order", START);
      checkpoint = harness.snapshot(1, 1);
    }
    try (var harness = harness(1, 0)) {
      harness.initializeState(checkpoint);
      harness.open();
      harness.processElement(new Passing.Started("#0"), 0);
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void anAppThatLoadsItsHistoryMakesNoOtherAppsEventsLate() throws Exception {
    try (var harness = harness(1, 0)) {
      harness.open();
      change(harness, rule("unpaid", 1, UNPAID));
      harness.processElement(new Passing.Started("#0"), 0);
      harness.processElement(new Passing.Clock("#0", 0, "blog", START + 86_400_000, false), 0);
      harness.processElement(clock(START - 86_400_000), 0);
      event(harness, "o1", "ann", "order", START - 86_400_000);
      harness.processElement(clock(START - 86_400_000 + 60_002), 0);
      assertThat(alerts(harness)).hasSize(1);
    }
  }

  /** Two hours of event time: a hundred thousand persons come, each for a minute. */
  @Test
  void stateIsBoundedByTheTimesInTheRulesNotByHowLongTheJobRuns() throws Exception {
    try (var harness = harness(1, 0)) {
      harness.open();
      change(harness, rule("unpaid", 1, UNPAID));
      change(harness, rule("twice", 1, "\"times\":{\"event\":\"order\",\"n\":2,\"within_s\":60}"));
      change(
          harness,
          rule(
              "path",
              1,
              "\"sequence\":{\"steps\":[{\"name\":\"a\",\"event\":\"order\"},"
                  + "{\"name\":\"b\",\"event\":\"crash\"}],\"within_s\":60}"));
      change(
          harness, rule("rate", 1, "\"rate\":{\"event\":\"order\",\"more_than\":9,\"per_s\":60}"));
      change(
          harness,
          rule(
              "many",
              1,
              "\"count\":{\"event\":\"order\",\"op\":\"more_than\",\"n\":9,\"window_s\":60}"));
      change(harness, rule("quiet", 1, "\"silence\":{\"event\":\"order\",\"for_s\":60}"));
      harness.processElement(new Passing.Started("#0"), 0);
      int most = 0;
      for (int i = 0; i < 100_000; i++) {
        long time = START + i * 72L;
        if (i % 100 == 0) {
          harness.processElement(clock(time), 0);
          most = Math.max(most, harness.numKeyedStateEntries());
          harness.getOutput().clear();
        }
        event(harness, "o" + i, "user-" + i, "order", time);
      }
      // Six rules, and the persons of about two minutes: 1,700.
      assertThat(most).isBetween(3_000, 6 * 1_800);
      harness.processElement(clock(START + 3 * 3_600_000), 0);
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }
}
