package io.causality.functions.funnel;

import io.causality.functions.log.LongList;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** What the persons under one breakdown value come to. Not thread-safe. */
final class ValueTotals {
  private static final int OBJECT_BYTES = 200;
  private static final int BYTES_PER_STEP = 64;
  private static final int BYTES_PER_TIME = 12;
  private static final int BYTES_PER_PERIOD = 96;

  /** Persons per depth at least k + 1. */
  final long[] reached;

  /** Sum over persons of the mean milliseconds from step k - 1 to k. */
  final double[] meanSums;

  /** Twice the median of each person. */
  final LongList[] medians;

  /** By the period in which attempts start; only of those with persons: there may be many. */
  final Map<Integer, Starts> periods = new TreeMap<>();

  /** Times to convert as fractions. */
  final LongList sums = new LongList();

  final LongList counts = new LongList();

  /** How many persons entered and how many converted. */
  static final class Starts {
    long entered;
    long converted;
  }

  ValueTotals(int steps) {
    reached = new long[steps];
    meanSums = new double[steps];
    medians = new LongList[steps];
    for (int step = 0; step < steps; step++) {
      medians[step] = new LongList();
    }
  }

  /** Persons with a valid attempt. */
  long persons() {
    return reached[0];
  }

  void add(Funnel funnel, Tally tally) {
    for (int step = 0; step < tally.depth(); step++) {
      reached[step]++;
    }
    switch (funnel.output()) {
      case STEPS -> addTimes(tally);
      case TRENDS -> addPeriods(funnel, tally);
      case TIME_TO_CONVERT -> {
        LongList times = tally.gap(funnel.toStep());
        if (times.size() > 0) {
          sums.add(times.sum());
          counts.add(times.size());
        }
      }
    }
  }

  private void addTimes(Tally tally) {
    for (int step = 1; step < tally.depth(); step++) {
      LongList gaps = tally.gap(step);
      meanSums[step] += (double) gaps.sum() / gaps.size();
      medians[step].add(gaps.twiceTheMedian());
    }
  }

  private void addPeriods(Funnel funnel, Tally tally) {
    for (int i = 0; i < tally.periods().size(); i++) {
      if (tally.periodDepths().get(i) > funnel.fromStep()) {
        Starts starts = starts((int) tally.periods().get(i));
        starts.entered++;
        if (tally.periodDepths().get(i) > funnel.toStep()) {
          starts.converted++;
        }
      }
    }
  }

  private Starts starts(int period) {
    return periods.computeIfAbsent(period, p -> new Starts());
  }

  void add(ValueTotals other) {
    for (int step = 0; step < reached.length; step++) {
      reached[step] += other.reached[step];
      meanSums[step] += other.meanSums[step];
      medians[step].addAll(other.medians[step]);
    }
    other.periods.forEach(
        (period, more) -> {
          Starts starts = starts(period);
          starts.entered += more.entered;
          starts.converted += more.converted;
        });
    sums.addAll(other.sums);
    counts.addAll(other.counts);
  }

  long memoryBytes() {
    long times = 2L * sums.size();
    for (LongList list : medians) {
      times += list.size();
    }
    return OBJECT_BYTES
        + (long) BYTES_PER_STEP * reached.length
        + (long) BYTES_PER_PERIOD * periods.size()
        + BYTES_PER_TIME * times;
  }

  void write(DataOutputStream out) throws IOException {
    for (int step = 0; step < reached.length; step++) {
      out.writeLong(reached[step]);
      out.writeDouble(meanSums[step]);
      write(out, medians[step]);
    }
    out.writeInt(periods.size());
    for (Map.Entry<Integer, Starts> period : periods.entrySet()) {
      out.writeInt(period.getKey());
      out.writeLong(period.getValue().entered);
      out.writeLong(period.getValue().converted);
    }
    write(out, sums);
    write(out, counts);
  }

  void read(DataInputStream in) throws IOException {
    for (int step = 0; step < reached.length; step++) {
      reached[step] = in.readLong();
      meanSums[step] = in.readDouble();
      read(in, medians[step]);
    }
    for (int left = in.readInt(); left > 0; left--) {
      Starts starts = starts(in.readInt());
      starts.entered = in.readLong();
      starts.converted = in.readLong();
    }
    read(in, sums);
    read(in, counts);
  }

  private static void write(DataOutputStream out, LongList list) throws IOException {
    out.writeInt(list.size());
    for (int i = 0; i < list.size(); i++) {
      out.writeLong(list.get(i));
    }
  }

  private static void read(DataInputStream in, LongList list) throws IOException {
    list.clear();
    for (int left = in.readInt(); left > 0; left--) {
      list.add(in.readLong());
    }
  }
}
