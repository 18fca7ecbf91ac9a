package io.causality.bench.scale;

/**
 * What a workload needs, by plain arithmetic over {@link Costs}. Immutable.
 *
 * @param gatewayCores busy cores of all gateways
 * @param natsCores busy cores of each NATS server
 * @param archiveCores busy cores of the archive
 * @param detectionCores busy cores of the detection
 * @param archiveTasks parallelism of the archive
 * @param partitions of the stream
 * @param streamBytesPerDay in each NATS server
 * @param lakeBytesPerMonth that come into the lake
 * @param stateBytes ids that are known, in the checkpoint
 * @param filesPerDay of events
 * @param writesPerSecond requests that write to the object store
 * @param largestApp events a second of the largest app, which one task writes
 */
public record Needs(
    double gatewayCores,
    double natsCores,
    double archiveCores,
    double detectionCores,
    int archiveTasks,
    int partitions,
    double streamBytesPerDay,
    double lakeBytesPerMonth,
    double stateBytes,
    double filesPerDay,
    double writesPerSecond,
    double largestApp) {

  private static final double DAY = 86_400;
  private static final double MONTH_DAYS = 30;

  /** Of a core, what a mean may use: the rest is for peaks and for catching up. */
  private static final double BUSY = 0.5;

  /** Files of a checkpoint of a task (RocksDB's new ones, the task's own), each written at once. */
  private static final int CHECKPOINT_FILES_PER_TASK = 4;

  private static final int FEWEST_PARTITIONS = 8;
  private static final int MOST_PARTITIONS = 256;

  /** Two partitions for each task, so that tasks can be doubled; they cannot change later. */
  private static final int PARTITIONS_PER_TASK = 2;

  /**
   * Computes them.
   *
   * @param keptHours for how long ids are known
   */
  public static Needs of(
      Workload workload, Costs costs, double checkpointSeconds, double keptHours) {
    double rate = workload.eventsPerSecond();
    double archiveCores = rate * costs.archiveMicros() / 1e6;
    int tasks = Math.max(2, (int) Math.ceil(archiveCores / BUSY));
    int partitions =
        Math.clamp(
            2L * Integer.highestOneBit(Math.max(1, PARTITIONS_PER_TASK * tasks - 1)),
            FEWEST_PARTITIONS,
            MOST_PARTITIONS);
    Archive archive = new Archive(checkpointSeconds, tasks, costs.heapBytes(), 64 << 20, 64 << 20);
    double checkpoints = DAY / checkpointSeconds;
    double writes =
        (archive.writesPerDay(workload, costs.lakeBytes())
                + checkpoints * tasks * CHECKPOINT_FILES_PER_TASK)
            / DAY;
    return new Needs(
        rate * costs.gatewayMicros() / 1e6,
        rate * costs.natsMicros() / 1e6,
        archiveCores,
        rate * costs.detectionMicros() / 1e6,
        tasks,
        partitions,
        rate * DAY * costs.streamBytes(),
        rate * DAY * MONTH_DAYS * costs.lakeBytes(),
        rate * keptHours * 3_600 * costs.stateBytes(),
        archive.filesPerDay(workload),
        writes,
        workload.rates()[0]);
  }

  /** Dollars a month for requests that write. */
  public double writeCost(Prices prices) {
    return writesPerSecond * DAY * MONTH_DAYS / 1_000 * prices.per1000Writes();
  }

  /** Dollars a month for each month's events that lie in the lake. */
  public double storageCost(Prices prices) {
    return lakeBytesPerMonth / 1e9 * prices.perGbMonth();
  }
}
