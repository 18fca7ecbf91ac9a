package io.causality.functions.funnel;

import io.causality.functions.log.JsonText;
import io.causality.functions.log.LongList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Times of persons, each a mean given as a fraction: a sum of milliseconds by a count. Bounds and
 * bins are computed on the fractions, so that nothing is rounded over an edge.
 */
final class Histogram {
  private static final long MS_PER_SECOND = 1000;
  private static final long WIDTH_IF_ALL_EQUAL = 60;

  private final LongList sums;
  private final LongList counts;

  Histogram(LongList sums, LongList counts) {
    this.sums = sums;
    this.counts = counts;
  }

  String json(int wantedBins) {
    int persons = sums.size();
    if (persons == 0) {
      return "\"bins\":[],\"avg_s\":null,\"median_s\":null";
    }
    int bins = wantedBins > 0 ? wantedBins : cubeRoot(persons);
    long low = Long.MAX_VALUE;
    for (int i = 0; i < persons; i++) {
      low = Math.min(low, floorSeconds(i));
    }
    long width = 0;
    for (int i = 0; i < persons; i++) {
      width = Math.max(width, neededWidth(i, low, bins));
    }
    width = width == 0 ? WIDTH_IF_ALL_EQUAL : width;
    long[] inBin = new long[bins + 1];
    for (int i = 0; i < persons; i++) {
      inBin[(int) ((floorSeconds(i) - low) / width)]++;
    }
    List<String> shown = new ArrayList<>();
    for (int bin = 0; bin <= bins; bin++) {
      shown.add("[" + (low + bin * width) + "," + inBin[bin] + "]");
    }
    double[] seconds = seconds();
    return "\"bins\":"
        + JsonText.list(shown)
        + ",\"avg_s\":"
        + JsonText.number(Arrays.stream(seconds).sum() / persons)
        + ",\"median_s\":"
        + JsonText.number((seconds[(persons - 1) / 2] + seconds[persons / 2]) / 2);
  }

  private long floorSeconds(int person) {
    return Math.floorDiv(sums.get(person), counts.get(person) * MS_PER_SECOND);
  }

  /** The least whole width with which this person is not beyond the edge of the last bin. */
  private long neededWidth(int person, long low, int bins) {
    long unit = counts.get(person) * MS_PER_SECOND;
    return Math.ceilDiv(sums.get(person) - low * unit, bins * unit);
  }

  /** In order. */
  private double[] seconds() {
    double[] seconds = new double[sums.size()];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = (double) sums.get(i) / counts.get(i) / MS_PER_SECOND;
    }
    Arrays.sort(seconds);
    return seconds;
  }

  /** The least number whose cube is not below. */
  private static int cubeRoot(int persons) {
    int root = 1;
    while ((long) root * root * root < persons) {
      root++;
    }
    return root;
  }
}
