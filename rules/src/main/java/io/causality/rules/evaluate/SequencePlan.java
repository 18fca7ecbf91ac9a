package io.causality.rules.evaluate;

import io.causality.proto.v1.Signal;
import io.causality.rules.model.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a sequence asks of the next signal. Immutable. */
final class SequencePlan {
  private final List<EventPattern> patterns;
  private final int length;
  private final long withinMs;
  private final boolean strict;
  private final boolean unless;
  private final Set<String> names = new HashSet<>();
  private final boolean everyName;

  /** For each step: the slots of its event that later conditions ask for. */
  private final List<List<Integer>> asked;

  /**
   * Plans a sequence.
   *
   * @param patterns of the steps, then that of {@code unless}
   */
  SequencePlan(Kind.Sequence sequence, List<EventPattern> patterns, Slots slots) {
    this.patterns = patterns;
    this.length = sequence.steps().size();
    this.withinMs = sequence.withinS() * 1000L;
    this.strict = sequence.strict();
    this.unless = sequence.unless() != null;
    boolean any = false;
    for (Kind.Step step : sequence.steps()) {
      String name = step.pattern().event();
      any |= name == null;
      if (name != null) {
        names.add(name);
      }
    }
    this.everyName = any;
    this.asked = java.util.stream.IntStream.range(0, length).mapToObj(slots::askedOfStep).toList();
  }

  int length() {
    return length;
  }

  long withinMs() {
    return withinMs;
  }

  /** Whether the signal is the next step of a branch. */
  boolean takes(List<Signal> branch, Signal signal) {
    int step = branch.size();
    return Signals.fits(signal, step) && patterns.get(step).fits(signal, branch);
  }

  /** Whether the signal voids a branch. */
  boolean voids(List<Signal> branch, Signal signal) {
    return unless && Signals.fits(signal, length) && patterns.get(length).fits(signal, branch);
  }

  /** Whether the signal must not lie between two steps. */
  boolean breaks(Signal signal) {
    return strict && (everyName || names.contains(signal.getEventName()));
  }

  /** Whether a later condition asks which event a step took. */
  boolean isAskedFor(int step) {
    return !asked.get(step).isEmpty();
  }

  /** Whether whatever completes {@code branch} completes {@code other}, which was there first. */
  boolean isAsGood(List<Signal> other, List<Signal> branch) {
    if (other.size() != branch.size()) {
      return false;
    }
    for (int step = 1; step < branch.size(); step++) {
      for (int slot : asked.get(step)) {
        if (!first(other.get(step), slot).equals(first(branch.get(step), slot))) {
          return false;
        }
      }
    }
    return true;
  }

  private static List<String> first(Signal signal, int slot) {
    List<String> nodes = Slots.nodes(signal, slot);
    return nodes.isEmpty() ? nodes : nodes.subList(0, 1);
  }
}
