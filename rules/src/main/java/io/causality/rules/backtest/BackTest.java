package io.causality.rules.backtest;

import io.causality.rules.evaluate.Alert;
import io.causality.rules.evaluate.Evaluation;
import io.causality.rules.evaluate.Router;
import io.causality.rules.event.RuleEvent;
import io.causality.rules.model.PublishedRule;
import io.causality.rules.model.Rule;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * When a rule would have fired: its evaluation over events of the past. A disabled rule is tested
 * as if it were enabled. Immutable; each run has its own state.
 */
public final class BackTest {
  private static final int EVENTS_PER_REPORT = 5_000;

  private final PublishedRule rule;
  private final Range range;
  private final int maxAlerts;

  /**
   * What is tested.
   *
   * @param startMs event time of the first event that is looked at; before {@code fromMs} to let a
   *     rule learn, e.g. the baseline of an anomaly
   * @param fromMs from which on alerts are told, ms since the epoch
   * @param toMs the first ms after the range
   * @param bucketMs length of the buckets in which alerts are counted; at least a thousandth of the
   *     range
   */
  public record Range(long startMs, long fromMs, long toMs, long bucketMs) {
    /** Checks the order. */
    public Range {
      if (startMs > fromMs || fromMs >= toMs || bucketMs < (toMs - fromMs) / 1_000) {
        throw new IllegalArgumentException("bad range");
      }
    }
  }

  /**
   * How far a run is.
   *
   * @param timeMs event time of the last event
   */
  public record Progress(long events, long timeMs, long alerts) {}

  /**
   * What came out.
   *
   * @param first the first alerts, as many as were asked for
   * @param alerts how many there were in all
   * @param byBucket alerts by the start of their bucket, ms since the epoch; empty ones left out
   * @param events events that were looked at
   * @param lateEvents events that came later than the rule's lateness allows; none in order
   * @param cancelled it ended early; the rest covers what was looked at
   */
  public record Result(
      List<Alert> first,
      long alerts,
      SortedMap<Long, Long> byBucket,
      long events,
      long lateEvents,
      boolean cancelled) {}

  /** Takes a rule, a range and the most alerts to hand back. */
  public BackTest(PublishedRule published, Range range, int maxAlerts) {
    this.rule =
        new PublishedRule(
            published.app(), published.id(), published.version(), enabled(published.rule()));
    this.range = range;
    this.maxAlerts = maxAlerts;
  }

  private static Rule enabled(Rule rule) {
    return new Rule(
        rule.name(),
        true,
        rule.scope(),
        rule.severity(),
        rule.cooldownS(),
        rule.latenessS(),
        rule.mute(),
        rule.when(),
        rule.actions());
  }

  /**
   * Runs over all events.
   *
   * @param events of the rule's app from {@code startMs} on, by event time, then {@code
   *     stream_seq}; those from {@code toMs} on end the run
   * @param progress is told every few thousand events
   * @param cancelled is asked as often
   */
  public Result run(
      Iterator<? extends RuleEvent> events,
      Consumer<Progress> progress,
      BooleanSupplier cancelled) {
    Found found = new Found();
    Replay replay = new Replay(Router.of(List.of(new Evaluation(rule))), found::add);
    replay.start(range.startMs());
    long count = 0;
    while (events.hasNext()) {
      RuleEvent event = events.next();
      if (event.timeMs() >= range.toMs()) {
        break;
      }
      replay.watermark(event.timeMs() - 1);
      replay.event(event);
      if (++count % EVENTS_PER_REPORT == 0) {
        progress.accept(new Progress(count, event.timeMs(), found.alerts));
        if (cancelled.getAsBoolean()) {
          return found.result(count, replay.lateEvents(), true);
        }
      }
    }
    replay.watermark(range.toMs() - 1 + rule.rule().latenessS() * 1000L);
    return found.result(count, replay.lateEvents(), false);
  }

  private final class Found {
    private final List<Alert> first = new ArrayList<>();
    private final SortedMap<Long, Long> byBucket = new TreeMap<>();
    private long alerts;

    void add(Alert alert) {
      if (alert.firedAtMs() < range.fromMs() || alert.firedAtMs() > range.toMs()) {
        return;
      }
      alerts++;
      if (first.size() < maxAlerts) {
        first.add(alert);
      }
      long bucket = Math.floorDiv(alert.firedAtMs(), range.bucketMs()) * range.bucketMs();
      byBucket.merge(bucket, 1L, Long::sum);
    }

    Result result(long events, long lateEvents, boolean cancelled) {
      return new Result(List.copyOf(first), alerts, byBucket, events, lateEvents, cancelled);
    }
  }
}
