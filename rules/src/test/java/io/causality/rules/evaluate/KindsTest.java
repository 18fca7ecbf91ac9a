package io.causality.rules.evaluate;

import static io.causality.rules.TestEvents.checkout;
import static io.causality.rules.TestEvents.event;
import static io.causality.rules.TestEvents.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.causality.rules.event.RuleEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each kind fires on what it is for, and stays silent on its near miss. */
class KindsTest {
  private static final long S = 1_000;
  private static final long MIN = 60 * S;
  private static final long HOUR = 60 * MIN;

  /** A Monday, 00:00 UTC. */
  private static final long T0 =
      1_900_000_800_000L / (7 * 24 * HOUR) * (7 * 24 * HOUR) + 4 * 24 * HOUR;

  private static TestJob run(String when, String rest, RuleEvent... events) {
    return new TestJob(rule(when, rest)).start(T0).events(List.of(events));
  }

  @Test
  void matchFiresAtOnceOnEachEventThatFits() {
    String when =
        "{'match':{'event':'checkout_start','where':[{'path':'$.total_cents','op':'gte','value':5000}]}}";
    TestJob job =
        run(
            when,
            "",
            checkout("a", 5000, T0, 1),
            checkout("b", 4999, T0, 2),
            checkout("c", 5001, T0, 3));
    assertThat(job.alerts)
        .extracting(a -> a.matched().get(0).getEventId())
        .containsExactly("e1", "e3");
    assertThat(job.alerts.get(0).values()).containsEntry("$.total_cents", "5000");
  }

  @Test
  void thresholdFiresOutsideOfItsBounds() {
    String when = "{'threshold':{'event':'load','path':'$.properties.ms','min':10,'max':200}}";
    TestJob job =
        run(
            when,
            "",
            event("load", "p", T0, 1, Map.of("ms", 10)),
            event("load", "p", T0, 2, Map.of("ms", 200)),
            event("load", "p", T0, 3, Map.of("ms", "200.5")),
            event("load", "p", T0, 4, Map.of("ms", 9)),
            event("load", "p", T0, 5, Map.of("ms", "slow")),
            event("load", "p", T0, 6));
    assertThat(job.alerts).extracting(a -> a.values().get("value")).containsExactly(200.5, 9.0);
  }

  @Test
  void cooldownLetsTheFirstByTimePassAndTheNextAtItsEnd() {
    TestJob job =
        run(
            "{'match':{'event':'x'}}",
            ",'cooldown_s':10",
            event("x", "p", T0 + 2 * S, 2),
            event("x", "p", T0, 1),
            event("x", "p", T0 + 9_999, 3),
            event("x", "q", T0 + 9_999, 4),
            event("x", "p", T0 + 10 * S, 5));
    job.idleUntil(T0 + HOUR);
    assertThat(job.fired()).containsExactlyInAnyOrder(T0, T0 + 9_999, T0 + 10 * S);
    assertThat(job.keys()).isZero();
  }

  @Test
  void mutedTimesRaiseNothing() {
    String mute = ",'mute':[{'days':['mon'],'from':'00:00','to':'00:01','timezone':'UTC'}]";
    TestJob job =
        run("{'match':{'event':'x'}}", mute, event("x", "p", T0, 1), event("x", "p", T0 + MIN, 2));
    assertThat(job.fired()).containsExactly(T0 + MIN);
  }

  @Test
  void rateFiresWhenItBecomesTooHighAndAgainOnlyAfterItWasNot() {
    String when = "{'rate':{'event':'x','more_than':2,'per_s':10}}";
    List<RuleEvent> events = new ArrayList<>();
    long[] seconds = {0, 1, 2, 3, 11, 12, 13, 30, 35, 40, 41};
    for (int i = 0; i < seconds.length; i++) {
      events.add(event("x", "p", T0 + seconds[i] * S, i));
    }
    TestJob job = run(when, "", events.toArray(RuleEvent[]::new)).idleUntil(T0 + HOUR);
    // 2: three in 10 s. 11 to 13: as one leaves, one comes. 40: 30 has just left. 41: three again.
    assertThat(job.fired()).containsExactly(T0 + 2 * S, T0 + 41 * S);
    assertThat(job.keys()).isZero();
  }

  @Test
  void countMoreThanFiresOnTheEventThatCrosses() {
    String when = "{'count':{'event':'x','op':'more_than','n':2,'window_s':60}}";
    TestJob job =
        run(
            when,
            "",
            event("x", "p", T0 + 57 * S, 1),
            event("x", "p", T0 + 58 * S, 2),
            event("x", "p", T0 + 60 * S, 3),
            event("x", "p", T0 + 59_999, 4),
            event("x", "p", T0 + 61 * S, 5));
    assertThat(job.alerts).extracting(Alert::window).containsExactly(new Window(T0, T0 + MIN));
    assertThat(job.alerts.get(0).matched().get(0).getEventId()).isEqualTo("e4");
  }

  @Test
  void countFewerThanFiresWhenAWindowClosesFromTheFirstEventOn() {
    String when = "{'count':{'event':'x','op':'fewer_than','n':2,'window_s':60}}";
    TestJob job =
        run(
            when,
            "",
            event("x", "p", T0 + 2 * MIN, 1),
            event("x", "p", T0 + 2 * MIN + 1, 2),
            event("x", "p", T0 + 3 * MIN, 3));
    job.idleUntil(T0 + 5 * MIN - 2);
    assertThat(job.fired()).containsExactly(T0 + 4 * MIN);
    job.idleUntil(T0 + 5 * MIN - 1);
    assertThat(job.fired()).containsExactly(T0 + 4 * MIN, T0 + 5 * MIN);
    assertThat(job.alerts.get(1).values()).containsEntry("count", 0L);
  }

  @Test
  void countFewerThanOfAnAppRunsFromTheStartOfTheRule() {
    String when = "{'count':{'event':'x','op':'fewer_than','n':1,'window_s':60}}";
    TestJob job = new TestJob(rule(when, ",'scope':'app'")).start(T0 + 1);
    job.idleUntil(T0 + 2 * MIN - 1);
    assertThat(job.fired()).containsExactly(T0 + 2 * MIN);
  }

  @Test
  void sequenceFiresWithinItsTimeAndForTheSameCart() {
    String when =
        "{'sequence':{'within_s':10,'steps':[{'name':'a','event':'add'},"
            + "{'name':'b','event':'pay','where':[{'path':'$.properties.cart','op':'eq','same_as':'a:$.properties.cart'}]}]}}";
    TestJob job =
        run(
                when,
                "",
                event("add", "p", T0, 1, Map.of("cart", "c1")),
                event("add", "p", T0 + S, 2, Map.of("cart", "c2")),
                event("pay", "q", T0 + 2 * S, 3, Map.of("cart", "c1")),
                event("pay", "p", T0 + 3 * S, 4, Map.of("cart", "c3")),
                event("pay", "p", T0 + 10 * S, 5, Map.of("cart", "c1")),
                event("pay", "p", T0 + 11 * S + 1, 6, Map.of("cart", "c2")))
            .idleUntil(T0 + HOUR);
    assertThat(job.alerts)
        .extracting(a -> a.matched().stream().map(e -> e.getEventId()).toList())
        .containsExactly(List.of("e1", "e5"));
    assertThat(job.keys()).isZero();
  }

  @Test
  void sequenceTriesEveryMiddleEventThatALaterStepAsksFor() {
    String when =
        "{'sequence':{'within_s':60,'steps':[{'name':'a','event':'a'},{'name':'b','event':'b'},"
            + "{'name':'c','event':'c','where':[{'path':'$.properties.k','op':'eq','same_as':'b:$.properties.k'}]}]}}";
    TestJob job =
        run(
                when,
                "",
                event("a", "p", T0, 1),
                event("b", "p", T0 + 1, 2, Map.of("k", 1)),
                event("b", "p", T0 + 2, 3, Map.of("k", "2.0")),
                event("c", "p", T0 + 3, 4, Map.of("k", 2)))
            .idleUntil(T0 + HOUR);
    assertThat(job.alerts)
        .extracting(a -> a.matched().stream().map(e -> e.getEventId()).toList())
        .containsExactly(List.of("e1", "e3", "e4"));
  }

  @Test
  void unlessAndStrictVoidASequence() {
    String steps =
        "'steps':[{'name':'a','event':'a'},{'name':'b','event':'b','where':[{'path':'$.properties.ok','op':'eq','value':true}]}]";
    RuleEvent[] events = {
      event("a", "p", T0, 1),
      event("b", "p", T0 + 1, 2, Map.of("ok", false)),
      event("z", "p", T0 + 2, 3),
      event("b", "p", T0 + 3, 4, Map.of("ok", true))
    };
    assertThat(
            run("{'sequence':{'within_s':60," + steps + "}}", "", events)
                .idleUntil(T0 + HOUR)
                .alerts)
        .hasSize(1);
    assertThat(
            run("{'sequence':{'within_s':60,'strict':true," + steps + "}}", "", events)
                .idleUntil(T0 + HOUR)
                .alerts)
        .isEmpty();
    assertThat(
            run("{'sequence':{'within_s':60,'unless':{'event':'z'}," + steps + "}}", "", events)
                .idleUntil(T0 + HOUR)
                .alerts)
        .isEmpty();
  }

  @Test
  void absenceFiresWhenTheExpectedDoesNotComeInTime() {
    String when = "{'absence':{'after':{'event':'a'},'expected':{'event':'b'},'within_s':10}}";
    TestJob job =
        run(
                when,
                "",
                event("a", "p", T0, 1),
                event("b", "p", T0 + 10 * S, 2),
                event("a", "p", T0 + 20 * S, 3),
                event("b", "q", T0 + 25 * S, 4),
                event("b", "p", T0 + 30 * S + 1, 5))
            .idleUntil(T0 + HOUR);
    assertThat(job.fired()).containsExactly(T0 + 30 * S);
    assertThat(job.keys()).isZero();
  }

  @Test
  void timesFiresOnTheNthAndUsesThemUp() {
    String when = "{'times':{'event':'x','n':3,'within_s':10}}";
    List<RuleEvent> events = new ArrayList<>();
    long[] ms = {0, 5_000, 10_001, 15_000, 15_001, 15_002, 20_000};
    for (int i = 0; i < ms.length; i++) {
      events.add(event("x", "p", T0 + ms[i], i));
    }
    TestJob job = run(when, "", events.toArray(RuleEvent[]::new)).idleUntil(T0 + HOUR);
    assertThat(job.fired()).containsExactly(T0 + 15_000, T0 + 20_000);
    assertThat(job.keys()).isZero();
  }

  @Test
  void anomalyFiresWhenAnIntervalLeavesTheBandOfItsHour() {
    String when =
        "{'anomaly':{'event':'x','measure':'total','interval':'hour','direction':'both','min_volume':5}}";
    TestJob job = new TestJob(rule(when, ",'scope':'app'")).start(T0);
    long seq = 0;
    for (int hour = 0; hour < 4 * 168; hour++) {
      int events = 4 + hour % 3 + hour / 168 % 3;
      if (hour == 3 * 168 + 20) {
        events = 30;
      } else if (hour == 3 * 168 + 22) {
        events = 0;
      }
      for (int i = 0; i < events; i++) {
        job.events(List.of(event("x", "p" + i, T0 + hour * HOUR + i, seq++)));
      }
    }
    assertThat(job.alerts.stream().filter(a -> a.firedAtMs() > T0 + 3 * 168 * HOUR))
        .extracting(a -> (a.window().fromMs() - T0) / HOUR - 3 * 168)
        .containsExactly(20L, 22L);
  }

  @Test
  void silenceFiresOnceUntilTheNextEvent() {
    String when = "{'silence':{'event':'x','for_s':10}}";
    TestJob job =
        run(
            when,
            "",
            event("x", "p", T0, 1),
            event("x", "p", T0 + 10 * S, 2),
            event("x", "p", T0 + 20 * S + 1, 3));
    job.idleUntil(T0 + 30 * S);
    assertThat(job.fired()).containsExactly(T0 + 20 * S);
    job.idleUntil(T0 + HOUR);
    assertThat(job.fired()).containsExactly(T0 + 20 * S, T0 + 30 * S + 1);
    assertThat(job.keys()).isZero();
  }

  @Test
  void lateEventsAreCountedAndDoNotFire() {
    TestJob job =
        run(
            "{'match':{'event':'x'}}",
            ",'lateness_s':5",
            event("x", "p", T0 + 5 * S, 1),
            event("x", "p", T0, 2),
            event("x", "p", T0 - 1, 3));
    assertThat(job.fired()).containsExactly(T0 + 5 * S, T0);
    assertThat(job.late).isEqualTo(1);
  }
}
