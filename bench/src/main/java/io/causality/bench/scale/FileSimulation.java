package io.causality.bench.scale;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Counts the files of the lake as {@code LakeWriter} makes them: rows wait by bucket, a bucket that
 * is large becomes a file, the largest ones do when memory is full, and all of them at a
 * checkpoint. Events come by chance (Poisson). Not thread-safe.
 */
public final class FileSimulation {
  /** Steps between two checkpoints, in which memory may become full. */
  private static final int STEPS = 20;

  /** From here on a normal distribution is close enough to Poisson's. */
  private static final double MANY = 60;

  private final Archive archive;
  private final SplittableRandom random;
  private final double[] rates;
  private final int[] writers;
  private final double[] waiting;
  private final double[] full;
  private long files;

  /** Nothing has come yet; the seed decides what will. */
  public FileSimulation(Archive archive, Workload workload, long seed) {
    this.archive = archive;
    this.random = new SplittableRandom(seed);
    double[] apps = workload.rates();
    int buckets = workload.lateShare() > 0 ? 1 + workload.lateHours() : 1;
    rates = new double[apps.length * buckets];
    writers = new int[rates.length];
    waiting = new double[rates.length];
    full = new double[archive.writers()];
    for (int app = 0; app < apps.length; app++) {
      int hash = random.nextInt();
      for (int hour = 0; hour < buckets; hour++) {
        int bucket = app * buckets + hour;
        rates[bucket] =
            apps[app]
                * (hour == 0
                    ? 1 - workload.lateShare()
                    : workload.lateShare() / workload.lateHours());
        writers[bucket] = Math.floorMod(31 * hash + hour, archive.writers());
      }
    }
  }

  /** Files that so many checkpoints give. */
  public long run(int checkpoints) {
    files = 0;
    double seconds = archive.checkpointSeconds() / STEPS;
    for (int i = 0; i < checkpoints; i++) {
      for (int step = 0; step < STEPS; step++) {
        for (int bucket = 0; bucket < rates.length; bucket++) {
          add(bucket, events(rates[bucket] * seconds) * archive.heapBytes());
        }
        for (int writer = 0; writer < full.length; writer++) {
          if (full[writer] >= archive.bufferBytes()) {
            makeRoom(writer);
          }
        }
      }
      for (double bytes : waiting) {
        files += bytes > 0 ? 1 : 0;
      }
      Arrays.fill(waiting, 0);
      Arrays.fill(full, 0);
    }
    return files;
  }

  private void add(int bucket, double bytes) {
    double now = waiting[bucket] + bytes;
    double whole = Math.floor(now / archive.fileBytes());
    files += (long) whole;
    double rest = now - whole * archive.fileBytes();
    full[writers[bucket]] += rest - waiting[bucket];
    waiting[bucket] = rest;
  }

  private void makeRoom(int writer) {
    while (full[writer] > archive.bufferBytes() / 2) {
      int largest = -1;
      for (int bucket = 0; bucket < rates.length; bucket++) {
        if (writers[bucket] == writer && (largest < 0 || waiting[bucket] > waiting[largest])) {
          largest = bucket;
        }
      }
      full[writer] -= waiting[largest];
      waiting[largest] = 0;
      files++;
    }
  }

  private long events(double mean) {
    if (mean > MANY) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double limit = Math.exp(-mean);
    long count = 0;
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }
}
