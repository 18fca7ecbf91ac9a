package io.causality.bench.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * Prints what 1,000 to 1,000,000 events a second need, and what simulations of the files and of the
 * state say to the same: one JSON document. Measures nothing.
 */
public final class ScaleBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double KEPT_HOURS = 24;
  private static final int LATE_HOURS = 24;
  private static final double LATE = 0.01;
  private static final Prices PRICES = new Prices(0.005, 0.0004, 0.023);

  /** Ids of 30 bytes in the 256 MiB of RocksDB's first level. */
  private static final double FIRST_LEVEL_IDS = (256 << 20) / 30.0;

  /** One line of the table in docs/scale.md. */
  private record Step(
      double eventsPerSecond, int apps, double checkpointSeconds, int replicas, int checkpoints) {}

  private static final Step[] STEPS = {
    new Step(1_000, 10, 10, 1, 8_640),
    new Step(10_000, 30, 10, 3, 2_000),
    new Step(100_000, 100, 30, 3, 500),
    new Step(1_000_000, 300, 60, 3, 100),
  };

  private ScaleBench() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws IOException {
    Costs costs = Costs.measured();
    ObjectNode result = JSON.createObjectNode();
    result.put("bench", "scale");
    result.set("costs_of_an_event", JSON.valueToTree(costs));
    result.set("prices", JSON.valueToTree(PRICES));
    for (Step step : STEPS) {
      result.set("events_per_second_" + (long) step.eventsPerSecond(), line(step, costs));
    }
    System.out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result));
  }

  private static ObjectNode line(Step step, Costs costs) {
    Workload workload = new Workload(step.eventsPerSecond(), step.apps(), LATE, LATE_HOURS);
    Needs needs = Needs.of(workload, costs, step.checkpointSeconds(), KEPT_HOURS);
    Archive archive =
        new Archive(
            step.checkpointSeconds(), needs.archiveTasks(), costs.heapBytes(), 64 << 20, 64 << 20);
    ObjectNode line = JSON.createObjectNode();
    line.put("apps", step.apps());
    line.put("checkpoint_seconds", step.checkpointSeconds());
    line.put("nats_replicas", step.replicas());
    line.put("gateway_cores", round(needs.gatewayCores()));
    line.put("nats_cores_each", round(needs.natsCores()));
    line.put("archive_cores", round(needs.archiveCores()));
    line.put("detection_cores", round(needs.detectionCores()));
    line.put("archive_parallelism", needs.archiveTasks());
    line.put("partitions", needs.partitions());
    line.put("stream_gb_per_day_each", round(needs.streamBytesPerDay() / 1e9));
    line.put("lake_gb_per_month", round(needs.lakeBytesPerMonth() / 1e9));
    line.put("state_gb", round(needs.stateBytes() / 1e9));
    StateSimulation state =
        new StateSimulation(
            step.eventsPerSecond() / needs.archiveTasks(),
            KEPT_HOURS * 3_600,
            FIRST_LEVEL_IDS,
            240);
    line.put("state_gb_simulated", round(needs.stateBytes() * state.run(6) / state.live() / 1e9));
    line.put("files_per_day", Math.round(needs.filesPerDay()));
    double day = 86_400 / step.checkpointSeconds();
    double files = new FileSimulation(archive, workload, 7).run(step.checkpoints());
    line.put("files_per_day_simulated", Math.round(files / step.checkpoints() * day));
    line.put(
        "files_per_day_if_no_event_is_late",
        Math.round(archive.filesPerDay(new Workload(step.eventsPerSecond(), step.apps(), 0, 1))));
    line.put("s3_writes_per_second", round(needs.writesPerSecond()));
    line.put("s3_write_dollars_per_month", Math.round(needs.writeCost(PRICES)));
    line.put("s3_storage_dollars_per_month_of_events", round(needs.storageCost(PRICES)));
    line.put("largest_app_events_per_second", Math.round(needs.largestApp()));
    line.put("one_task_can_write_it", needs.largestApp() <= costs.writerEventsPerSecond());
    return line;
  }

  private static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
