package io.causality.portal.insight.spec;

import java.util.List;

/** A condition on an event or its person. */
public sealed interface Filter {
  /** Holds when all do; also of none. */
  record All(List<Filter> filters) implements Filter {
    public All {
      filters = List.copyOf(filters);
    }
  }

  /** Holds when one does; not of none. */
  record Any(List<Filter> filters) implements Filter {
    public Any {
      filters = List.copyOf(filters);
    }
  }

  /**
   * A condition on a property.
   *
   * @param key name of the property, case-sensitive
   */
  record Property(On on, String key, Condition condition) implements Filter {}

  /**
   * The person is, or is not, in a cohort.
   *
   * @param path where the spec names the cohort
   */
  record InCohort(String cohort, boolean in, String path) implements Filter {}
}
