package io.causality.jobs.catalog;

import io.causality.proto.v1.CatalogValue;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The most frequent values of a property in bounded memory (the summary of Misra and Gries, which
 * can be merged): the true count of a value lies between its count here and that plus {@link
 * #missed}. With no more distinct values than the capacity, counts are exact. Not thread-safe.
 */
final class TopValues {
  private static final Comparator<Map.Entry<String, long[]>> MOST_FREQUENT =
      Comparator.comparingLong((Map.Entry<String, long[]> entry) -> entry.getValue()[0])
          .reversed()
          .thenComparing(Map.Entry::getKey);

  private final int capacity;
  private final Map<String, long[]> counts = new HashMap<>();
  private long missed;

  TopValues(int capacity) {
    this.capacity = capacity;
  }

  /** Counts one event with that value. */
  void add(String value) {
    long[] count = counts.get(value);
    if (count != null) {
      count[0]++;
    } else if (counts.size() < capacity) {
      counts.put(value, new long[] {1});
    } else {
      // The new value and one event of each known one cancel each other out.
      subtract(1);
    }
  }

  /**
   * Adds what was counted elsewhere.
   *
   * @param missedThere how much a count there may be too small
   */
  void add(List<CatalogValue> values, long missedThere) {
    for (CatalogValue value : values) {
      counts.computeIfAbsent(value.getValue(), text -> new long[1])[0] += value.getCount();
    }
    missed += missedThere;
    if (counts.size() > capacity) {
      long[] sorted = counts.values().stream().mapToLong(count -> count[0]).sorted().toArray();
      subtract(sorted[sorted.length - 1 - capacity]);
    }
  }

  private void subtract(long amount) {
    missed += amount;
    for (Iterator<long[]> all = counts.values().iterator(); all.hasNext(); ) {
      long[] count = all.next();
      count[0] -= amount;
      if (count[0] <= 0) {
        all.remove();
      }
    }
  }

  /** Distinct values that are held. */
  int size() {
    return counts.size();
  }

  /** How much a count may be too small; of a value that is not held, how much it may be. */
  long missed() {
    return missed;
  }

  /** The values, most frequent first. */
  List<CatalogValue> values() {
    return counts.entrySet().stream()
        .sorted(MOST_FREQUENT)
        .map(
            entry ->
                CatalogValue.newBuilder()
                    .setValue(entry.getKey())
                    .setCount(entry.getValue()[0])
                    .build())
        .toList();
  }
}
