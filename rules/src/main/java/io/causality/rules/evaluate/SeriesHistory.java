package io.causality.rules.evaluate;

import io.causality.proto.v1.AnomalyState;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Values of the closed intervals of the last eight weeks, by hour. Not thread-safe. */
final class SeriesHistory {
  private static final long HOUR_MS = 3_600_000;
  private static final long WEEK_MS = 7 * 24 * HOUR_MS;
  private static final int WEEKS = 8;
  private static final int LEAST_SAME_HOUR = 3;

  /** Whole numbers that a double holds exactly. */
  private static final double EXACT = 1L << 53;

  private final long intervalMs;
  private final TreeMap<Long, Hour> hours = new TreeMap<>();

  /** Values of consecutive intervals of an hour, from its interval number {@code first} on. */
  private static final class Hour {
    final int first;
    final double[] values;

    Hour(int first, double[] values) {
      this.first = first;
      this.values = values;
    }
  }

  SeriesHistory(long intervalMs, AnomalyState state) {
    this.intervalMs = intervalMs;
    for (AnomalyState.Hour hour : state.getHoursList()) {
      double[] values =
          hour.getWholeValuesCount() > 0
              ? hour.getWholeValuesList().stream().mapToDouble(Long::doubleValue).toArray()
              : hour.getValuesList().stream().mapToDouble(Double::doubleValue).toArray();
      hours.put(hour.getStartMs(), new Hour(hour.getFirst(), values));
    }
  }

  /** Adds the value of a closed interval; those before it are added already or are unknown. */
  void add(long startMs, double value) {
    long hourMs = Math.floorDiv(startMs, HOUR_MS) * HOUR_MS;
    int place = (int) ((startMs - hourMs) / intervalMs);
    Hour hour = hours.get(hourMs);
    if (hour == null || hour.first + hour.values.length != place) {
      hours.put(hourMs, new Hour(place, new double[] {value}));
    } else {
      double[] longer = Arrays.copyOf(hour.values, hour.values.length + 1);
      longer[longer.length - 1] = value;
      hours.put(hourMs, new Hour(hour.first, longer));
    }
    hours.headMap(hourMs - WEEKS * WEEK_MS).clear();
  }

  /**
   * What an interval is compared with: the values of the same hour of the week in the eight weeks
   * before it, of all hours while there are fewer than three such.
   */
  double[] baseline(long startMs) {
    long hourMs = Math.floorDiv(startMs, HOUR_MS) * HOUR_MS;
    long from = startMs - WEEKS * WEEK_MS;
    double[] same = new double[0];
    for (int week = WEEKS; week >= 0; week--) {
      long at = hourMs - week * WEEK_MS;
      Hour hour = hours.get(at);
      if (hour != null) {
        same = append(same, at, hour, from);
      }
    }
    if (same.length >= LEAST_SAME_HOUR) {
      return same;
    }
    int size = hours.values().stream().mapToInt(hour -> hour.values.length).sum();
    double[] all = new double[size];
    int filled = 0;
    for (Map.Entry<Long, Hour> entry : hours.entrySet()) {
      double[] values = since(entry.getKey(), entry.getValue(), from);
      System.arraycopy(values, 0, all, filled, values.length);
      filled += values.length;
    }
    return Arrays.copyOf(all, filled);
  }

  private double[] append(double[] values, long hourMs, Hour hour, long from) {
    double[] more = since(hourMs, hour, from);
    double[] both = Arrays.copyOf(values, values.length + more.length);
    System.arraycopy(more, 0, both, values.length, more.length);
    return both;
  }

  /** The values of an hour that are not too old. */
  private double[] since(long hourMs, Hour hour, long from) {
    long firstMs = hourMs + hour.first * intervalMs;
    if (firstMs >= from) {
      return hour.values;
    }
    int old = (int) Math.min(hour.values.length, (from - firstMs + intervalMs - 1) / intervalMs);
    return Arrays.copyOfRange(hour.values, old, hour.values.length);
  }

  void clear() {
    hours.clear();
  }

  void write(AnomalyState.Builder state) {
    hours.forEach(
        (start, hour) -> {
          AnomalyState.Hour.Builder written =
              state.addHoursBuilder().setStartMs(start).setFirst(hour.first);
          boolean whole =
              Arrays.stream(hour.values).allMatch(v -> v == Math.rint(v) && Math.abs(v) < EXACT);
          for (double value : hour.values) {
            if (whole) {
              written.addWholeValues((long) value);
            } else {
              written.addValues(value);
            }
          }
        });
  }
}
