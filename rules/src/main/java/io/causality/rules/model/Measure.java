package io.causality.rules.model;

import io.causality.rules.path.EventPath;

/** What a series counts. */
public sealed interface Measure {
  /** As rules write it: {@code total}, {@code dau}, {@code sum:<path>}. */
  String text();

  /** Events. */
  record Total() implements Measure {
    @Override
    public String text() {
      return "total";
    }
  }

  /** Different persons. */
  record Persons() implements Measure {
    @Override
    public String text() {
      return "dau";
    }
  }

  /** The sum of the numbers at a path; of several numbers in one event the first. */
  record Sum(EventPath path) implements Measure {
    @Override
    public String text() {
      return "sum:" + path.text();
    }
  }
}
