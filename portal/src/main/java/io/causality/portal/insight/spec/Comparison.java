package io.causality.portal.insight.spec;

import java.util.Map;

/** The window to compare with. */
public sealed interface Comparison {
  /** As long, right before. */
  record PreviousPeriod() implements Comparison {}

  /** The same a year before. */
  record PreviousYear() implements Comparison {}

  /** As given. */
  record Between(Moment from, Moment to) implements Comparison {}

  /** The words of it. */
  enum Word implements Choice {
    PREVIOUS_PERIOD,
    PREVIOUS_YEAR
  }

  static Comparison read(Object value, String path) {
    if (value instanceof String word) {
      return switch (Fields.choose(path, word, Word.values())) {
        case PREVIOUS_PERIOD -> new PreviousPeriod();
        case PREVIOUS_YEAR -> new PreviousYear();
      };
    }
    if (!(value instanceof Map<?, ?>)) {
      throw new SpecException(
          path,
          "compare must be previous_period, previous_year or {from, to}, not "
              + Fields.describe(value),
          "previous_period");
    }
    Fields fields = Fields.of(value, path);
    Moment from = Moment.from(fields.requiredText("from"), fields.at("from"));
    Moment to =
        fields.text("to").map(text -> Moment.to(text, fields.at("to"))).orElseGet(Moment.Now::new);
    fields.done();
    return new Between(from, to);
  }
}
