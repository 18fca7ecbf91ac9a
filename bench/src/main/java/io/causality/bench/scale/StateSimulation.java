package io.causality.bench.scale;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * How many ids a store with levels (RocksDB) holds when each is to be known for a time: what has
 * expired leaves only when a compaction passes over it. Keys are hashes, so any part of a level
 * holds the same share of every age. Not thread-safe.
 */
public final class StateSimulation {
  private static final int FACTOR = 10;

  /** How much of a level that is too large goes down at once. */
  private static final double MOVED = 0.05;

  private static final double NOTHING = 1e-3;

  private final double idsPerSecond;
  private final double keptSeconds;
  private final double stepSeconds;
  private final double firstLevel;
  private final List<Level> levels = new ArrayList<>();
  private double now;

  /** Ids by the time at which they were written, the oldest first. */
  private static final class Level {
    final Deque<double[]> ages = new ArrayDeque<>();
    double ids;

    void add(double at, double count) {
      double[] last = ages.peekLast();
      if (last != null && last[0] == at) {
        last[1] += count;
      } else {
        ages.addLast(new double[] {at, count});
      }
      ids += count;
    }
  }

  /**
   * An empty store.
   *
   * @param firstLevelIds ids that the first level holds; each further one ten times as many
   * @param steps into how many the time for which ids are kept is cut
   */
  public StateSimulation(double idsPerSecond, double keptSeconds, double firstLevelIds, int steps) {
    this.idsPerSecond = idsPerSecond;
    this.keptSeconds = keptSeconds;
    this.stepSeconds = keptSeconds / steps;
    this.firstLevel = firstLevelIds;
  }

  /** Ids that are to be known, once the store has run for longer than they are kept. */
  public double live() {
    return idsPerSecond * keptSeconds;
  }

  /** Runs so many times the time for which ids are kept; answers how many the store then holds. */
  public double run(double times) {
    double end = now + times * keptSeconds;
    while (now < end) {
      now += stepSeconds;
      write(idsPerSecond * stepSeconds);
    }
    return levels.stream().mapToDouble(level -> level.ids).sum();
  }

  private void write(double ids) {
    if (levels.isEmpty()) {
      levels.add(new Level());
    }
    levels.getFirst().add(now, ids);
    double room = firstLevel;
    for (int i = 0; i < levels.size(); i++, room *= FACTOR) {
      while (levels.get(i).ids > room) {
        if (i + 1 == levels.size()) {
          levels.add(new Level());
        }
        compact(levels.get(i), levels.get(i + 1));
      }
    }
  }

  /**
   * A share of one level is merged with the same share of the next; what has expired is left out.
   */
  private void compact(Level upper, Level lower) {
    double expired = now - keptSeconds;
    Level merged = new Level();
    Deque<double[]> below = lower.ages;
    for (double[] age : upper.ages) {
      while (!below.isEmpty() && below.peekFirst()[0] < age[0]) {
        keep(merged, below.removeFirst(), expired);
      }
      if (!below.isEmpty() && below.peekFirst()[0] == age[0]) {
        keep(merged, below.removeFirst(), expired);
      }
      double moved = age[1] * MOVED;
      age[1] -= moved;
      upper.ids -= moved;
      if (age[0] >= expired) {
        merged.add(age[0], moved);
      }
    }
    while (!below.isEmpty()) {
      keep(merged, below.removeFirst(), expired);
    }
    lower.ages.addAll(merged.ages);
    lower.ids = merged.ids;
    upper.ages.removeIf(age -> age[1] < NOTHING);
  }

  /** Of an expired age, what lies outside the share that is merged stays. */
  private static void keep(Level merged, double[] age, double expired) {
    double count = age[0] >= expired ? age[1] : age[1] * (1 - MOVED);
    if (count >= NOTHING) {
      merged.add(age[0], count);
    }
  }
}
