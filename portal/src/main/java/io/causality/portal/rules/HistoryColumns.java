package io.causality.portal.rules;

import io.causality.proto.lake.LakeType;
import io.causality.rules.event.EventColumns;
import io.causality.rules.model.Condition;
import io.causality.rules.model.Kind;
import io.causality.rules.model.Measure;
import io.causality.rules.model.Operand;
import io.causality.rules.model.Pattern;
import io.causality.rules.model.Rule;
import io.causality.rules.model.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which of the lake's columns a rule looks at, so that a test of it reads no others. */
final class HistoryColumns {
  private static final List<String> ALWAYS =
      List.of("event_id", "event_name", "ts", "stream_seq", "person_id", "device_id");

  private HistoryColumns() {}

  /** Their names, in a fixed order. */
  static List<String> of(Rule rule) {
    Set<String> columns = new TreeSet<>(ALWAYS);
    for (Pattern pattern : rule.when().patterns()) {
      add(pattern.where(), columns);
    }
    switch (rule.when()) {
      case Kind.Threshold threshold -> columns.add(threshold.path().column());
      case Kind.Anomaly anomaly -> {
        if (anomaly.measure() instanceof Measure.Sum sum) {
          columns.add(sum.path().column());
        }
      }
      case Kind.Match match -> {}
      case Kind.Rate rate -> {}
      case Kind.Count count -> {}
      case Kind.Sequence sequence -> {}
      case Kind.Absence absence -> {}
      case Kind.Times times -> {}
      case Kind.Silence silence -> {}
    }
    if (rule.scope() instanceof Scope.Property property) {
      columns.add("properties");
      if (EventColumns.number(property.key()).isPresent()) {
        columns.add(property.key());
      }
    }
    return List.copyOf(columns);
  }

  /** Whether the persons of events matter to the rule, with the links that other events made. */
  static boolean needsPersons(Rule rule) {
    return rule.scope() instanceof Scope.Person
        || (rule.when() instanceof Kind.Anomaly anomaly
            && anomaly.measure() instanceof Measure.Persons)
        || rule.when().patterns().stream()
            .anyMatch(pattern -> names(pattern.where()).contains("person_id"));
  }

  /** The type of a column. */
  static LakeType type(String column) {
    return EventColumns.at(EventColumns.number(column).orElseThrow()).type();
  }

  private static Set<String> names(Collection<Condition> conditions) {
    Set<String> names = new TreeSet<>();
    add(conditions, names);
    return names;
  }

  private static void add(Collection<Condition> conditions, Set<String> columns) {
    for (Condition condition : conditions) {
      switch (condition) {
        case Condition.Any any -> add(any.conditions(), columns);
        case Condition.All all -> add(all.conditions(), columns);
        case Condition.Test test -> {
          columns.add(test.path().column());
          if (test.operand() instanceof Operand.SameAs same) {
            columns.add(same.path().column());
          }
        }
      }
    }
  }
}
