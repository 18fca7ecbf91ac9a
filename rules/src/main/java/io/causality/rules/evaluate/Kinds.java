package io.causality.rules.evaluate;

import io.causality.proto.v1.DetectionState;
import io.causality.rules.model.CountOp;
import io.causality.rules.model.Kind;
import io.causality.rules.model.Rule;
import io.causality.rules.model.Scope;
import java.util.List;
import java.util.function.Function;

/** Which state a kind of rule has. */
final class Kinds {
  private Kinds() {}

  /** Reads or makes the state of a scope key. */
  static Function<DetectionState, KindState> states(
      Rule rule, List<EventPattern> patterns, Slots slots) {
    Kind kind = rule.when();
    boolean wholeApp = rule.scope() instanceof Scope.App;
    if (kind instanceof Kind.Rate rate) {
      return state -> new RateState(rate, state);
    } else if (kind instanceof Kind.Count count) {
      return state -> new CountState(count, wholeApp, state);
    } else if (kind instanceof Kind.Sequence sequence) {
      SequencePlan plan = new SequencePlan(sequence, patterns, slots);
      return state -> new SequenceState(plan, state);
    } else if (kind instanceof Kind.Absence absence) {
      return state -> new AbsenceState(absence.withinS(), state);
    } else if (kind instanceof Kind.Times times) {
      return state -> new TimesState(times, state);
    } else if (kind instanceof Kind.Anomaly anomaly) {
      return state -> new AnomalyState(anomaly, wholeApp, state);
    } else if (kind instanceof Kind.Silence silence) {
      return state -> new SilenceState(silence.forS(), state);
    }
    return state -> new MatchState();
  }

  /**
   * Whether events must come in order, so that they wait until none before them can come. Where
   * they need not, the rule fires at once: single events without a cooldown, and windows that are
   * named by their start.
   */
  static boolean inOrder(Rule rule) {
    boolean free = rule.cooldownS() == 0;
    Kind kind = rule.when();
    if (kind instanceof Kind.Match || kind instanceof Kind.Threshold) {
      return !free;
    } else if (kind instanceof Kind.Count count) {
      // Muted or not depends on which event crosses, and so on their order.
      return count.op() == CountOp.MORE_THAN && !(free && rule.mute().isEmpty());
    }
    return !(kind instanceof Kind.Anomaly || kind instanceof Kind.Silence);
  }
}
