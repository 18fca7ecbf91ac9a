package io.causality.portal.insight.spec;

import java.util.List;

/** Who belongs to a dynamic cohort. */
public sealed interface Definition {
  /** Who meets all; everybody meets none. */
  record All(List<Definition> conditions) implements Definition {
    public All {
      conditions = List.copyOf(conditions);
    }
  }

  /** Who meets one. */
  record Any(List<Definition> conditions) implements Definition {
    public Any {
      conditions = List.copyOf(conditions);
    }
  }

  /**
   * Who did something so many times in a range, and at least once unless {@code times} is 0.
   *
   * @param comparison of the number of matching events with {@code times}
   */
  record Did(Selector selector, Times comparison, int times, Moment from, Moment to)
      implements Definition {}

  /** Who did not do something in a range. */
  record DidNot(Selector selector, Moment from, Moment to) implements Definition {}

  /** Who has such a trait now. */
  record Trait(Filter filter) implements Definition {}

  /** Who is, or is not, in another cohort. */
  record InCohort(Filter.InCohort cohort) implements Definition {}

  /** How numbers of events compare. */
  enum Times implements Choice {
    GTE,
    LTE,
    EQ
  }
}
