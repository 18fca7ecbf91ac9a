package io.causality.functions.funnel;

import io.causality.functions.log.LongList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Periods one after the other; the last has no end. Immutable.
 *
 * @param starts milliseconds since the epoch, ascending
 */
public record Periods(List<Long> starts) {
  /** No periods. */
  public static final Periods NONE = new Periods(List.of());

  /** Copies and checks the order. */
  public Periods {
    starts = List.copyOf(starts);
    for (int i = 1; i < starts.size(); i++) {
      if (starts.get(i) <= starts.get(i - 1)) {
        throw new IllegalArgumentException("the periods' starts are not ascending");
      }
    }
  }

  /** The starts for {@link #index}. */
  long[] array() {
    return starts.stream().mapToLong(Long::longValue).toArray();
  }

  /** The period of a time; times before the first belong to it. */
  static int index(long[] starts, long timeMs) {
    int found = Arrays.binarySearch(starts, timeMs);
    return Math.max(0, found >= 0 ? found : -found - 2);
  }

  /** The first start, then pairs: a distance and how many times it comes. */
  List<Long> distances() {
    List<Long> distances = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      long distance = i == 0 ? starts.get(0) : starts.get(i) - starts.get(i - 1);
      int last = distances.size() - 2;
      if (i > 1 && distances.get(last) == distance) {
        distances.set(last + 1, distances.get(last + 1) + 1);
      } else {
        distances.add(distance);
        if (i > 0) {
          distances.add(1L);
        }
      }
    }
    return distances;
  }

  static Periods ofDistances(List<Long> distances) {
    if (distances.isEmpty()) {
      return NONE;
    }
    LongList starts = new LongList(distances.get(0));
    for (int pair = 1; pair + 1 < distances.size(); pair += 2) {
      for (long times = distances.get(pair + 1); times > 0; times--) {
        starts.add(starts.get(starts.size() - 1) + distances.get(pair));
      }
    }
    List<Long> all = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      all.add(starts.get(i));
    }
    return new Periods(all);
  }
}
