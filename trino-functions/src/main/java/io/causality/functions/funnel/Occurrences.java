package io.causality.functions.funnel;

import io.causality.functions.log.Events;
import java.util.Arrays;

/** For each of some bits, the events that have it, in order. Reused; not thread-safe. */
final class Occurrences {
  private static final int MOST_KEPT = 1 << 12;
  private static final int FIRST_CAPACITY = 16;

  private final int firstBit;
  private final int[][] lists;
  private final int[] counts;

  Occurrences(int firstBit, int bits) {
    this.firstBit = firstBit;
    this.lists = new int[bits][FIRST_CAPACITY];
    this.counts = new int[bits];
  }

  void fill(Events events) {
    for (int bit = 0; bit < counts.length; bit++) {
      counts[bit] = 0;
      if (lists[bit].length > MOST_KEPT) {
        lists[bit] = new int[FIRST_CAPACITY];
      }
    }
    long all = (1L << counts.length) - 1;
    for (int event = 0; event < events.size(); event++) {
      for (long rest = (events.mask(event) >>> firstBit) & all; rest != 0; rest &= rest - 1) {
        add(Long.numberOfTrailingZeros(rest), event);
      }
    }
  }

  private void add(int bit, int event) {
    int count = counts[bit]++;
    if (count == lists[bit].length) {
      lists[bit] = Arrays.copyOf(lists[bit], 2 * count);
    }
    lists[bit][count] = event;
  }

  int count(int bit) {
    return counts[bit];
  }

  int event(int bit, int index) {
    return lists[bit][index];
  }

  /** Index of the first of these events at or after a time; the count when there is none. */
  int firstAtOrAfter(Events events, int bit, long timeMs) {
    int[] list = lists[bit];
    int low = 0;
    int high = counts[bit];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (events.time(list[middle]) < timeMs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Index of the first of these events behind an event. */
  int firstBehind(int bit, int event) {
    int found = Arrays.binarySearch(lists[bit], 0, counts[bit], event);
    return found >= 0 ? found + 1 : -found - 1;
  }
}
