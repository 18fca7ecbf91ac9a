package io.causality.rules.evaluate;

import io.causality.proto.v1.Signal;
import io.causality.rules.event.RuleEvent;
import io.causality.rules.model.PublishedRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Drives one rule as a job does: its states are bytes between calls, timers fire when the watermark
 * has reached them, and all of it can be copied as a checkpoint would.
 */
final class TestJob {
  private final Evaluation evaluation;
  private final Map<String, byte[]> states = new HashMap<>();
  private final TreeMap<Long, TreeSet<String>> timers = new TreeMap<>();
  private long watermark = Long.MIN_VALUE;
  final List<Alert> alerts = new ArrayList<>();
  int late;

  TestJob(PublishedRule rule) {
    this.evaluation = new Evaluation(rule);
  }

  private TestJob(TestJob other) {
    this.evaluation = new Evaluation(other.evaluation.rule());
    this.states.putAll(other.states);
    other.timers.forEach((time, keys) -> timers.put(time, new TreeSet<>(keys)));
    this.watermark = other.watermark;
  }

  /** A job that starts from this one's checkpoint; its alerts are those from here on. */
  TestJob restored() {
    return new TestJob(this);
  }

  TestJob start(long startMs) {
    if (evaluation.startsAlone()) {
      KeyState state = evaluation.newState();
      evaluation.onStart(state, startMs, watermark, output(""));
      keep("", state);
    }
    return this;
  }

  void event(RuleEvent event) {
    String key = evaluation.scopeKey(event);
    Signal signal = key == null ? null : evaluation.signal(event);
    if (signal != null) {
      KeyState state = state(key);
      evaluation.onSignal(key, state, signal, watermark, output(key));
      keep(key, state);
    }
  }

  /** Takes events one after the other; the watermark follows the greatest time. */
  TestJob events(List<? extends RuleEvent> events) {
    for (RuleEvent event : events) {
      event(event);
      watermark(event.timeMs() - 1);
    }
    return this;
  }

  void watermark(long ms) {
    watermark = Math.max(watermark, ms);
    while (!timers.isEmpty() && timers.firstKey() <= watermark) {
      for (String key : timers.pollFirstEntry().getValue()) {
        KeyState state = state(key);
        evaluation.onTimer(key, state, watermark, output(key));
        keep(key, state);
      }
    }
  }

  /** Lets the clock go on without events. */
  TestJob idleUntil(long ms) {
    watermark(ms + evaluation.rule().rule().latenessS() * 1000L);
    return this;
  }

  List<String> ids() {
    return alerts.stream().map(Alert::id).toList();
  }

  /** Event times at which it fired. */
  List<Long> fired() {
    return alerts.stream().map(Alert::firedAtMs).toList();
  }

  int stateBytes() {
    return states.values().stream().mapToInt(bytes -> bytes.length).sum();
  }

  int keys() {
    return states.size();
  }

  private KeyState state(String key) {
    byte[] bytes = states.get(key);
    return bytes == null ? evaluation.newState() : evaluation.readState(bytes);
  }

  private void keep(String key, KeyState state) {
    if (state.isEmpty()) {
      states.remove(key);
    } else {
      states.put(key, state.toByteArray());
    }
  }

  private Output output(String key) {
    return new Output() {
      @Override
      public void alert(Alert alert) {
        alerts.add(alert);
      }

      @Override
      public void timer(long watermarkMs) {
        timers.computeIfAbsent(watermarkMs, time -> new TreeSet<>()).add(key);
      }

      @Override
      public void late(Signal signal) {
        late++;
      }
    };
  }
}
