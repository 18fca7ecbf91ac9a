package io.causality.bench.scale;

import java.util.stream.IntStream;

/**
 * What comes in. Immutable.
 *
 * @param eventsPerSecond of all apps together, on the mean of a day
 * @param apps the k-th largest has 1/k of the events of the largest
 * @param lateShare share of events that come for one of the hours before the current one
 * @param lateHours over how many hours these are spread
 */
public record Workload(double eventsPerSecond, int apps, double lateShare, int lateHours) {
  /** Checks the numbers. */
  public Workload {
    if (eventsPerSecond <= 0 || apps < 1 || lateShare < 0 || lateShare > 1 || lateHours < 1) {
      throw new IllegalArgumentException("no such workload");
    }
  }

  /** Events a second of each app, the largest first. */
  public double[] rates() {
    double sum = IntStream.rangeClosed(1, apps).mapToDouble(k -> 1.0 / k).sum();
    return IntStream.rangeClosed(1, apps).mapToDouble(k -> eventsPerSecond / k / sum).toArray();
  }
}
