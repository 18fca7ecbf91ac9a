package io.causality.rules.backtest;

import io.causality.proto.v1.Signal;
import io.causality.rules.evaluate.Alert;
import io.causality.rules.evaluate.Evaluation;
import io.causality.rules.evaluate.KeyState;
import io.causality.rules.evaluate.Output;
import io.causality.rules.evaluate.Router;
import io.causality.rules.event.RuleEvent;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Drives rules over events in memory: a state for each scope key, timers by the watermark. States
 * that are empty are forgotten. Not thread-safe.
 */
public final class Replay {
  private final Router router;
  private final Consumer<Alert> alerts;
  private final Map<Key, KeyState> states = new HashMap<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::watermarkMs));
  private long watermarkMs = Long.MIN_VALUE;
  private long lateEvents;

  private record Key(Evaluation evaluation, String scopeKey) {}

  private record Timer(long watermarkMs, Key key) {}

  /** Takes the rules to drive and who gets their alerts. */
  public Replay(Router router, Consumer<Alert> alerts) {
    this.router = router;
    this.alerts = alerts;
  }

  /**
   * Starts the rules that run without events.
   *
   * @param startMs event time from which on all events are seen
   */
  public void start(long startMs) {
    for (Evaluation evaluation : router.evaluations()) {
      if (evaluation.startsAlone()) {
        Key key = new Key(evaluation, "");
        KeyState state = state(key);
        evaluation.onStart(state, startMs, watermarkMs, output(key));
        keep(key, state);
      }
    }
  }

  /** Takes an event; the watermark stays. */
  public void event(RuleEvent event) {
    router.route(
        event,
        (evaluation, scopeKey, signal) -> {
          Key key = new Key(evaluation, scopeKey);
          KeyState state = state(key);
          evaluation.onSignal(scopeKey, state, signal, watermarkMs, output(key));
          keep(key, state);
        });
  }

  /** Moves the watermark forward and does what is due; an earlier one changes nothing. */
  public void watermark(long ms) {
    watermarkMs = Math.max(watermarkMs, ms);
    while (!timers.isEmpty() && timers.peek().watermarkMs() <= watermarkMs) {
      Key key = timers.poll().key();
      KeyState state = states.get(key);
      if (state != null) {
        key.evaluation().onTimer(key.scopeKey(), state, watermarkMs, output(key));
        keep(key, state);
      }
    }
  }

  /** Scope keys of which something is kept. */
  public int keys() {
    return states.size();
  }

  /** Events that came too late for a rule, counted for each rule. */
  public long lateEvents() {
    return lateEvents;
  }

  private KeyState state(Key key) {
    KeyState state = states.get(key);
    return state == null ? key.evaluation().newState() : state;
  }

  private void keep(Key key, KeyState state) {
    if (state.isEmpty()) {
      states.remove(key);
    } else {
      states.put(key, state);
    }
  }

  private Output output(Key key) {
    return new Output() {
      @Override
      public void alert(Alert alert) {
        alerts.accept(alert);
      }

      @Override
      public void timer(long at) {
        timers.add(new Timer(at, key));
      }

      @Override
      public void late(Signal signal) {
        lateEvents++;
      }
    };
  }
}
