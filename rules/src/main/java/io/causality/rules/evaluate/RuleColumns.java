package io.causality.rules.evaluate;

import io.causality.rules.event.EventColumns;
import io.causality.rules.model.Condition;
import io.causality.rules.model.Kind;
import io.causality.rules.model.Measure;
import io.causality.rules.model.Operand;
import io.causality.rules.model.Pattern;
import io.causality.rules.model.Rule;
import io.causality.rules.model.Scope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which columns of the lake a rule reads. */
final class RuleColumns {
  /** Those of every signal. */
  private static final List<String> ALWAYS =
      List.of("event_id", "event_name", "ts", "stream_seq", "person_id", "device_id");

  private RuleColumns() {}

  static Set<String> of(Rule rule) {
    Set<String> columns = new LinkedHashSet<>(ALWAYS);
    Kind kind = rule.when();
    for (Pattern pattern : kind.patterns()) {
      pattern.where().forEach(condition -> collect(condition, columns));
    }
    if (kind instanceof Kind.Threshold threshold) {
      columns.add(threshold.path().column());
    } else if (kind instanceof Kind.Anomaly anomaly
        && anomaly.measure() instanceof Measure.Sum sum) {
      columns.add(sum.path().column());
    }
    if (rule.scope() instanceof Scope.Property property) {
      columns.add("properties");
      if (EventColumns.number(property.key()).isPresent()) {
        columns.add(property.key());
      }
    }
    return columns;
  }

  private static void collect(Condition condition, Set<String> columns) {
    if (condition instanceof Condition.Any any) {
      any.conditions().forEach(one -> collect(one, columns));
    } else if (condition instanceof Condition.All all) {
      all.conditions().forEach(one -> collect(one, columns));
    } else if (condition instanceof Condition.Test test) {
      columns.add(test.path().column());
      if (test.operand() instanceof Operand.SameAs sameAs) {
        columns.add(sameAs.path().column());
      }
    }
  }
}
