package io.causality.rules.evaluate;

import io.causality.proto.v1.Signal;
import io.causality.rules.event.RuleEvent;
import io.causality.rules.model.Condition;
import io.causality.rules.model.Kind;
import io.causality.rules.model.Measure;
import io.causality.rules.path.EventPath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * What a rule measures on one event, and what its alerts show of it. Immutable.
 *
 * @param path where the number lies; null: the rule measures none
 * @param counts which of the numbers counts; the first that does is taken
 * @param needed an event without such a number does not concern the rule
 * @param shown places whose values an alert shows
 */
record Measured(
    @Nullable EventPath path, DoublePredicate counts, boolean needed, List<EventPath> shown) {
  private static final int MAX_SHOWN = 10;
  private static final int MAX_SHOWN_LENGTH = 200;

  static Measured of(Kind kind) {
    if (kind instanceof Kind.Match match) {
      return new Measured(null, number -> true, false, shown(match.pattern().where()));
    } else if (kind instanceof Kind.Threshold threshold) {
      Double min = threshold.min();
      Double max = threshold.max();
      return new Measured(
          threshold.path(),
          number -> (min != null && number < min) || (max != null && number > max),
          true,
          shown(threshold.pattern().where()));
    } else if (kind instanceof Kind.Anomaly anomaly
        && anomaly.measure() instanceof Measure.Sum sum) {
      return new Measured(sum.path(), number -> true, false, List.of());
    }
    return new Measured(null, number -> true, false, List.of());
  }

  private static List<EventPath> shown(List<Condition> conditions) {
    Set<EventPath> paths = new LinkedHashSet<>();
    conditions.forEach(condition -> collect(condition, paths));
    return paths.stream().limit(MAX_SHOWN).toList();
  }

  private static void collect(Condition condition, Set<EventPath> paths) {
    if (condition instanceof Condition.Any any) {
      any.conditions().forEach(one -> collect(one, paths));
    } else if (condition instanceof Condition.All all) {
      all.conditions().forEach(one -> collect(one, paths));
    } else if (condition instanceof Condition.Test test) {
      paths.add(test.path());
    }
  }

  /** Reads an event that fits; false when it does not concern the rule after all. */
  boolean fill(RuleEvent event, Signal.Builder signal) {
    if (path != null) {
      boolean found =
          path.any(
              event,
              node -> {
                Number number = Comparison.number(node);
                if (number == null || !counts.test(number.doubleValue())) {
                  return false;
                }
                signal.setNumber(number.doubleValue());
                return true;
              });
      if (!found && needed) {
        return false;
      }
    }
    for (EventPath place : shown) {
      List<String> nodes = new ArrayList<>();
      place.any(
          event,
          node -> {
            String text = Comparison.text(node);
            nodes.add(text == null ? node.toString() : text);
            return nodes.size() == MAX_SHOWN;
          });
      if (!nodes.isEmpty()) {
        String text = String.join(", ", nodes);
        signal.putValues(
            place.text(),
            text.length() > MAX_SHOWN_LENGTH ? text.substring(0, MAX_SHOWN_LENGTH) + "…" : text);
      }
    }
    return true;
  }
}
