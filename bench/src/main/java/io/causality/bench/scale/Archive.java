package io.causality.bench.scale;

import java.util.function.DoubleUnaryOperator;

/**
 * How the archive is set, as far as it decides how many files there are. Immutable.
 *
 * @param checkpointSeconds time between checkpoints ({@code CAUSALITY_ROLL_INTERVAL_MS})
 * @param writers tasks that write events ({@code CAUSALITY_PARALLELISM})
 * @param heapBytes of an event that waits for its file
 * @param fileBytes of waiting events that become a file at once ({@code CAUSALITY_ROLL_MAX_BYTES})
 * @param bufferBytes of waiting events of a writer ({@code CAUSALITY_BUFFER_BYTES})
 */
public record Archive(
    double checkpointSeconds, int writers, double heapBytes, double fileBytes, double bufferBytes) {
  private static final double DAY = 86_400;

  /** A file up to this size travels in the checkpoint and is one request ({@code LakeFiles}). */
  private static final double ONE_REQUEST_BYTES = 128 * 1024;

  /** A larger one is begun, filled and made visible. */
  private static final int REQUESTS = 3;

  /**
   * Files of events in a day: one for each bucket that anything came for since the last checkpoint,
   * and one more for each {@code fileBytes} of it. Where many buckets fill a writer's memory there
   * are more, which {@link FileSimulation} counts.
   */
  public double filesPerDay(Workload workload) {
    return sum(workload, this::files);
  }

  /**
   * Requests with which these files are written.
   *
   * @param lakeBytes of an event in its file
   */
  public double writesPerDay(Workload workload, double lakeBytes) {
    return sum(
        workload,
        rate -> {
          double events = Math.max(1, rate * checkpointSeconds);
          return files(rate) * (events * lakeBytes <= ONE_REQUEST_BYTES ? 1 : REQUESTS);
        });
  }

  private static double sum(Workload workload, DoubleUnaryOperator ofBucket) {
    double sum = 0;
    for (double rate : workload.rates()) {
      sum += ofBucket.applyAsDouble(rate * (1 - workload.lateShare()));
      sum +=
          workload.lateHours()
              * ofBucket.applyAsDouble(rate * workload.lateShare() / workload.lateHours());
    }
    return sum;
  }

  private double files(double rate) {
    double events = rate * checkpointSeconds;
    // Of n whole files in an interval, the last is the one that the checkpoint makes anyway.
    double whole = Math.floor(events * heapBytes / fileBytes);
    return (whole + 1 - Math.exp(-events)) * DAY / checkpointSeconds;
  }
}
