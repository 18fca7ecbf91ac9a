package io.causality.rules.model;

import io.causality.rules.path.EventPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a rule fires. Times are in seconds of event time. */
public sealed interface Kind {
  /** The key under {@code when}. */
  String text();

  /** The events it looks at, in a fixed order; a rule's patterns are numbered by it. */
  List<Pattern> patterns();

  /** On each such event. */
  record Match(Pattern pattern) implements Kind {
    @Override
    public String text() {
      return "match";
    }

    @Override
    public List<Pattern> patterns() {
      return List.of(pattern);
    }
  }

  /**
   * On each such event whose number lies outside. At least one bound is there.
   *
   * @param min least number that is inside
   * @param max greatest number that is inside
   */
  record Threshold(Pattern pattern, EventPath path, @Nullable Double min, @Nullable Double max)
      implements Kind {
    @Override
    public String text() {
      return "threshold";
    }

    @Override
    public List<Pattern> patterns() {
      return List.of(pattern);
    }
  }

  /** When the events of the last {@code perS} seconds become more than {@code moreThan}. */
  record Rate(Pattern pattern, int moreThan, int perS) implements Kind {
    @Override
    public String text() {
      return "rate";
    }

    @Override
    public List<Pattern> patterns() {
      return List.of(pattern);
    }
  }

  /** When a tumbling window has more, or fewer, than {@code n} events. */
  record Count(Pattern pattern, CountOp op, long n, int windowS) implements Kind {
    @Override
    public String text() {
      return "count";
    }

    @Override
    public List<Pattern> patterns() {
      return List.of(pattern);
    }
  }

  /**
   * When events follow each other.
   *
   * @param strict no other events of the steps' names lie between
   * @param unless voids the sequence when it comes between its first and its last event
   */
  record Sequence(List<Step> steps, int withinS, boolean strict, @Nullable Pattern unless)
      implements Kind {
    /** Copies the list. */
    public Sequence {
      steps = List.copyOf(steps);
    }

    @Override
    public String text() {
      return "sequence";
    }

    @Override
    public List<Pattern> patterns() {
      List<Pattern> patterns = new java.util.ArrayList<>();
      steps.forEach(step -> patterns.add(step.pattern()));
      if (unless != null) {
        patterns.add(unless);
      }
      return List.copyOf(patterns);
    }
  }

  /** When {@code expected} does not come within {@code withinS} after {@code after}. */
  record Absence(Pattern after, Pattern expected, int withinS) implements Kind {
    @Override
    public String text() {
      return "absence";
    }

    @Override
    public List<Pattern> patterns() {
      return List.of(after, expected);
    }
  }

  /** On the n-th such event within {@code withinS}. */
  record Times(Pattern pattern, int n, int withinS) implements Kind {
    @Override
    public String text() {
      return "times";
    }

    @Override
    public List<Pattern> patterns() {
      return List.of(pattern);
    }
  }

  /**
   * When a closed interval leaves the band of its hour of the week.
   *
   * @param sensitivity half the band in robust standard deviations; positive
   * @param minVolume the interval's value or the median must reach it
   */
  record Anomaly(
      Pattern pattern,
      Measure measure,
      Interval interval,
      double sensitivity,
      Direction direction,
      double minVolume)
      implements Kind {
    @Override
    public String text() {
      return "anomaly";
    }

    @Override
    public List<Pattern> patterns() {
      return List.of(pattern);
    }
  }

  /** When nothing came for {@code forS} after such an event. */
  record Silence(Pattern pattern, int forS) implements Kind {
    @Override
    public String text() {
      return "silence";
    }

    @Override
    public List<Pattern> patterns() {
      return List.of(pattern);
    }
  }

  /**
   * A step of a sequence.
   *
   * @param name by which later steps refer to it; unique in the sequence
   */
  record Step(String name, Pattern pattern) {}
}
