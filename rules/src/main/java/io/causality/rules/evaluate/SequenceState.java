package io.causality.rules.evaluate;

import io.causality.proto.v1.DetectionState;
import io.causality.proto.v1.Signal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Attempts at a sequence: one for each first step's event. An attempt goes on in branches where a
 * later condition may ask which of several events a step took; else each step takes the first that
 * fits. The first branch that reaches the last step makes the alert and ends the attempt.
 */
final class SequenceState implements KindState {
  /** Attempts of one scope key; the oldest goes first. */
  static final int MAX_ATTEMPTS = 500;

  /** Branches of one attempt; further ones are left out. */
  static final int MAX_BRANCHES = 50;

  private final SequencePlan plan;
  private final List<Attempt> attempts = new ArrayList<>();

  private record Attempt(Signal first, List<List<Signal>> branches) {}

  SequenceState(SequencePlan plan, DetectionState state) {
    this.plan = plan;
    state
        .getSequence()
        .getAttemptsList()
        .forEach(
            attempt -> {
              List<List<Signal>> branches = new ArrayList<>();
              attempt.getBranchesList().forEach(branch -> branches.add(branch.getStepsList()));
              attempts.add(new Attempt(branches.get(0).get(0), branches));
            });
  }

  @Override
  public void event(Signal signal, Firing firing) {
    Iterator<Attempt> iterator = attempts.iterator();
    while (iterator.hasNext()) {
      Attempt attempt = iterator.next();
      List<Signal> complete = goOn(attempt.branches(), signal);
      if (!complete.isEmpty()) {
        fire(complete, firing);
      }
      if (!complete.isEmpty() || attempt.branches().isEmpty()) {
        iterator.remove();
      }
    }
    if (Signals.fits(signal, 0)) {
      List<List<Signal>> branches = new ArrayList<>();
      branches.add(List.of(signal));
      attempts.add(new Attempt(signal, branches));
      if (attempts.size() > MAX_ATTEMPTS) {
        attempts.remove(0);
      }
    }
  }

  /** Changes the branches; returns the steps of one that is complete, or none. */
  private List<Signal> goOn(List<List<Signal>> branches, Signal signal) {
    List<List<Signal>> next = new ArrayList<>();
    for (List<Signal> branch : branches) {
      boolean taken = plan.takes(branch, signal);
      if (taken && branch.size() == plan.length() - 1) {
        return extended(branch, signal);
      } else if (plan.voids(branch, signal)) {
        continue;
      }
      boolean stays = taken ? plan.isAskedFor(branch.size()) : true;
      if (stays && !plan.breaks(signal)) {
        add(next, branch);
      }
      if (taken) {
        add(next, extended(branch, signal));
      }
    }
    branches.clear();
    branches.addAll(next);
    return List.of();
  }

  private void add(List<List<Signal>> branches, List<Signal> branch) {
    if (branches.size() >= MAX_BRANCHES) {
      return;
    }
    for (List<Signal> other : branches) {
      if (plan.isAsGood(other, branch)) {
        return;
      }
    }
    branches.add(branch);
  }

  private static List<Signal> extended(List<Signal> branch, Signal signal) {
    List<Signal> longer = new ArrayList<>(branch);
    longer.add(signal);
    return List.copyOf(longer);
  }

  private static void fire(List<Signal> steps, Firing firing) {
    long first = steps.get(0).getTimeMs();
    long last = steps.get(steps.size() - 1).getTimeMs();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("took_s", (last - first) / 1000.0);
    firing.fire(last, steps, null, values);
  }

  @Override
  public long nextDeadline() {
    return attempts.isEmpty() ? NEVER : attempts.get(0).first().getTimeMs() + plan.withinMs();
  }

  @Override
  public void deadline(long timeMs, Firing firing) {
    attempts.remove(0);
  }

  @Override
  public boolean isEmpty() {
    return attempts.isEmpty();
  }

  @Override
  public void write(DetectionState.Builder state) {
    for (Attempt attempt : attempts) {
      io.causality.proto.v1.SequenceState.Attempt.Builder written =
          state.getSequenceBuilder().addAttemptsBuilder();
      attempt.branches().forEach(branch -> written.addBranchesBuilder().addAllSteps(branch));
    }
  }
}
