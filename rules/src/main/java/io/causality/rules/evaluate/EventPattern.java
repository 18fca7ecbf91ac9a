package io.causality.rules.evaluate;

import io.causality.proto.v1.Signal;
import io.causality.rules.event.RuleEvent;
import io.causality.rules.model.Condition;
import io.causality.rules.model.Op;
import io.causality.rules.model.Operand;
import io.causality.rules.model.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A pattern, compiled: what one event can tell is decided when the event is routed, conditions that
 * refer to the event of an earlier step when the signals come together. Immutable.
 */
final class EventPattern {
  private final @Nullable String event;
  private final List<Predicate<RuleEvent>> now;
  private final List<Later> later;

  private EventPattern(@Nullable String event, List<Predicate<RuleEvent>> now, List<Later> later) {
    this.event = event;
    this.now = List.copyOf(now);
    this.later = List.copyOf(later);
  }

  /**
   * Compiles a pattern.
   *
   * @param number of the pattern in its rule
   * @param steps numbers of the patterns of the steps that it may refer to
   */
  static EventPattern of(Pattern pattern, int number, Map<String, Integer> steps, Slots slots) {
    List<Predicate<RuleEvent>> now = new ArrayList<>();
    List<Later> later = new ArrayList<>();
    for (Condition condition : pattern.where()) {
      if (refers(condition)) {
        later.add(later(condition, number, steps, slots));
      } else {
        now.add(now(condition));
      }
    }
    return new EventPattern(pattern.event(), now, later);
  }

  /** The name of its events; null: any. */
  @Nullable String event() {
    return event;
  }

  /** Whether an event fits, as far as it alone can tell. */
  boolean fits(RuleEvent candidate) {
    if (event != null && !event.equals(candidate.name())) {
      return false;
    }
    for (Predicate<RuleEvent> condition : now) {
      if (!condition.test(candidate)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a signal that fits so far also fits what came before it. */
  boolean fits(Signal candidate, List<Signal> steps) {
    for (Later condition : later) {
      if (!condition.holds(candidate, steps)) {
        return false;
      }
    }
    return true;
  }

  private static boolean refers(Condition condition) {
    if (condition instanceof Condition.Any any) {
      return any.conditions().stream().anyMatch(EventPattern::refers);
    } else if (condition instanceof Condition.All all) {
      return all.conditions().stream().anyMatch(EventPattern::refers);
    }
    return ((Condition.Test) condition).operand() instanceof Operand.SameAs;
  }

  private static Predicate<RuleEvent> now(Condition condition) {
    if (condition instanceof Condition.Any any) {
      List<Predicate<RuleEvent>> inner = any.conditions().stream().map(EventPattern::now).toList();
      return event -> inner.stream().anyMatch(one -> one.test(event));
    } else if (condition instanceof Condition.All all) {
      List<Predicate<RuleEvent>> inner = all.conditions().stream().map(EventPattern::now).toList();
      return event -> inner.stream().allMatch(one -> one.test(event));
    }
    Condition.Test test = (Condition.Test) condition;
    Predicate<Object> fits = Comparison.of(test.op(), test.operand());
    if (test.op() == Op.NOT_EXISTS) {
      return event -> !test.path().any(event, fits);
    }
    return event -> test.path().any(event, fits);
  }

  private static Later later(
      Condition condition, int number, Map<String, Integer> steps, Slots slots) {
    if (!refers(condition)) {
      int slot = slots.add(number, now(condition));
      return (signal, before) -> !Slots.nodes(signal, slot).isEmpty();
    } else if (condition instanceof Condition.Any any) {
      List<Later> inner =
          any.conditions().stream().map(one -> later(one, number, steps, slots)).toList();
      return (signal, before) -> inner.stream().anyMatch(one -> one.holds(signal, before));
    } else if (condition instanceof Condition.All all) {
      List<Later> inner =
          all.conditions().stream().map(one -> later(one, number, steps, slots)).toList();
      return (signal, before) -> inner.stream().allMatch(one -> one.holds(signal, before));
    }
    Condition.Test test = (Condition.Test) condition;
    Operand.SameAs sameAs = (Operand.SameAs) test.operand();
    Integer step = steps.get(sameAs.step());
    if (step == null) {
      throw new IllegalArgumentException("no step " + sameAs.step());
    }
    int left = slots.add(number, test.path());
    int right = slots.addAsked(step, sameAs.path());
    Op op = test.op();
    return (signal, before) -> {
      if (step >= before.size()) {
        return false;
      }
      List<String> earlier = Slots.nodes(before.get(step), right);
      if (earlier.isEmpty()) {
        return false;
      }
      for (String node : Slots.nodes(signal, left)) {
        if (Comparison.test(op, node, earlier.get(0))) {
          return true;
        }
      }
      return false;
    };
  }
}
