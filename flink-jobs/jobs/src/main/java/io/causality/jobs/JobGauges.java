package io.causality.jobs;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is measured when somebody looks: how old the newest checkpoints are, how full stream and
 * disk. What cannot be told at a moment is left out. Thread-safe.
 */
final class JobGauges {
  private static final Logger LOG = LoggerFactory.getLogger(JobGauges.class);
  private static final long ANSWER_SECONDS = 2;

  private final JobsConfig config;
  private final MiniCluster cluster;
  private final Map<String, Supplier<JobID>> jobs;
  private final Map<String, Long> completedAtMs = new ConcurrentHashMap<>();
  private final StreamGauges stream;

  /**
   * Gauges of these jobs.
   *
   * @param jobs by name, with the id that each has now
   */
  JobGauges(JobsConfig config, MiniCluster cluster, Map<String, Supplier<JobID>> jobs) {
    this.config = config;
    this.cluster = cluster;
    this.jobs = Map.copyOf(jobs);
    this.stream = new StreamGauges(config);
    long now = System.currentTimeMillis();
    jobs.keySet().forEach(job -> completedAtMs.put(job, now));
  }

  /** Values by name with labels. */
  Map<String, Long> values() {
    Map<String, Long> values = new TreeMap<>();
    jobs.forEach(
        (name, id) ->
            values.put(
                JobMetrics.CHECKPOINT_AGE + "{flink_job=\"" + name + "\"}",
                Math.max(0, System.currentTimeMillis() - completedAtMs(name, id.get())) / 1000));
    if ("file".equals(config.stateDir().getScheme())) {
      values.put(JobMetrics.STATE_FREE_BYTES, Path.of(config.stateDir()).toFile().getUsableSpace());
    }
    values.putAll(stream.values());
    return values;
  }

  /** When the newest checkpoint was complete; before the first one, when the process began. */
  private long completedAtMs(String name, JobID job) {
    try {
      CheckpointStatsSnapshot checkpoints =
          cluster
              .getArchivedExecutionGraph(job)
              .get(ANSWER_SECONDS, TimeUnit.SECONDS)
              .getCheckpointStatsSnapshot();
      CompletedCheckpointStats newest =
          checkpoints == null ? null : checkpoints.getHistory().getLatestCompletedCheckpoint();
      if (newest != null) {
        long at = newest.getTriggerTimestamp() + newest.getEndToEndDuration();
        return completedAtMs.merge(name, at, Math::max);
      }
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("event=job_does_not_answer job={} reason={}", name, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return completedAtMs.getOrDefault(name, 0L);
  }
}
