package io.causality.rules.evaluate;

import io.causality.proto.v1.Signal;
import java.util.Comparator;

/** What holds for all signals. */
final class Signals {
  /** Event time, then order of arrival. The id tells apart what a test or an import left equal. */
  static final Comparator<Signal> ORDER =
      Comparator.comparingLong(Signal::getTimeMs)
          .thenComparingLong(Signal::getStreamSeq)
          .thenComparing(Signal::getEventId);

  private Signals() {}

  /** Whether a signal fits a pattern, as far as it alone can tell. */
  static boolean fits(Signal signal, int pattern) {
    return (signal.getPatterns() & (1 << pattern)) != 0;
  }
}
