package io.causality.rules.evaluate;

import java.util.Arrays;

/** Robust statistics. Pure functions. */
final class Medians {
  private Medians() {}

  /** The median; of an even number of values the mean of the middle two. Not empty. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The median of the distances from the median (MAD). */
  static double deviation(double[] values, double median) {
    double[] distances = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      distances[i] = Math.abs(values[i] - median);
    }
    return median(distances);
  }
}
