package io.causality.functions.log;

import java.util.Arrays;

/** Sorts events by time and sequence: merges the runs that are in order already. */
final class Order {
  private static final int[] IN_ORDER = {};

  private Order() {}

  /** The places of the events in their order; empty when they are in order. */
  static int[] of(long[] times, long[] sequences, int size) {
    int[] runs = runs(times, sequences, size);
    int count = runs.length - 1;
    if (count <= 1) {
      return IN_ORDER;
    }
    int[] from = new int[size];
    Arrays.setAll(from, i -> i);
    int[] to = new int[size];
    while (count > 1) {
      int merged = 0;
      for (int run = 0; run < count; run += 2) {
        int start = runs[run];
        int middle = runs[run + 1];
        int end = run + 2 <= count ? runs[run + 2] : middle;
        merge(times, sequences, from, to, start, middle, end);
        runs[merged++] = start;
      }
      runs[merged] = size;
      count = merged;
      int[] other = from;
      from = to;
      to = other;
    }
    return from;
  }

  /** Where each run begins, and the end of the last. */
  private static int[] runs(long[] times, long[] sequences, int size) {
    int[] runs = new int[8];
    int count = 1;
    for (int i = 1; i < size; i++) {
      if (after(times, sequences, i - 1, i)) {
        if (count + 1 == runs.length) {
          runs = Arrays.copyOf(runs, 2 * runs.length);
        }
        runs[count++] = i;
      }
    }
    runs[count] = size;
    return Arrays.copyOf(runs, count + 1);
  }

  private static void merge(
      long[] times, long[] sequences, int[] from, int[] to, int start, int middle, int end) {
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeLeft =
          left < middle && (right >= end || !after(times, sequences, from[left], from[right]));
      to[i] = takeLeft ? from[left++] : from[right++];
    }
  }

  private static boolean after(long[] times, long[] sequences, int left, int right) {
    return times[left] != times[right]
        ? times[left] > times[right]
        : sequences[left] > sequences[right];
  }

  static long[] permuted(long[] values, int[] order) {
    long[] sorted = new long[values.length];
    for (int i = 0; i < order.length; i++) {
      sorted[i] = values[order[i]];
    }
    return sorted;
  }
}
