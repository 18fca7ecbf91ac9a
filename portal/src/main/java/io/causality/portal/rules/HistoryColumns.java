package io.causality.portal.rules;

import io.causality.proto.lake.LakeType;
import io.causality.rules.event.EventColumns;
import io.causality.rules.model.Condition;
import io.causality.rules.model.Kind;
import io.causality.rules.model.Measure;
import io.causality.rules.model.Operand;
import io.causality.rules.model.Rule;
import io.causality.rules.model.Scope;
import java.util.Collection;

/** What a test of a rule has to know of the lake's columns. */
final class HistoryColumns {
  private static final String PERSON = "person_id";

  private HistoryColumns() {}

  /** Whether the persons of events matter to the rule, with the links that other events made. */
  static boolean needsPersons(Rule rule) {
    return rule.scope() instanceof Scope.Person
        || (rule.when() instanceof Kind.Anomaly anomaly
            && anomaly.measure() instanceof Measure.Persons)
        || rule.when().patterns().stream().anyMatch(pattern -> askPerson(pattern.where()));
  }

  /** The type of a column. */
  static LakeType type(String column) {
    return EventColumns.at(EventColumns.number(column).orElseThrow()).type();
  }

  private static boolean askPerson(Collection<Condition> conditions) {
    return conditions.stream()
        .anyMatch(
            condition ->
                switch (condition) {
                  case Condition.Any any -> askPerson(any.conditions());
                  case Condition.All all -> askPerson(all.conditions());
                  case Condition.Test test ->
                      test.path().column().equals(PERSON)
                          || (test.operand() instanceof Operand.SameAs same
                              && same.path().column().equals(PERSON));
                });
  }
}
