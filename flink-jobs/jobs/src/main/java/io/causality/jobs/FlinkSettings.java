package io.causality.jobs;

import java.net.URI;
import java.time.Duration;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;

/** How Flink is set for the jobs. */
final class FlinkSettings {
  /** Fixed, because checkpoints lie in a folder of this name; a new one would forget them. */
  static final JobID ARCHIVE_JOB = JobID.fromHexString("ca05a117000000000000000000000001");

  /** The same for the detection; a submission that is repeated gets the next one. */
  static final JobID DETECTION_JOB = JobID.fromHexString("ca05a117000000000000000000000002");

  private static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(144);
  private static final MemorySize NETWORK_MEMORY = MemorySize.ofMebiBytes(32);

  /** An event passes three exchanges, and each may keep it for so long to fill its buffer. */
  private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(10);

  /** A failing checkpoint is tried again; what makes a task fail restarts the job anyway. */
  private static final int TOLERABLE_FAILED_CHECKPOINTS = 100;

  /** Complete checkpoints of a job that are kept. */
  static final int RETAINED_CHECKPOINTS = 2;

  private FlinkSettings() {}

  /** Settings of the job, wherever it runs. */
  static Configuration job(JobsConfig config) {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ZERO);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.rollInterval());
    settings.set(
        CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, config.rollInterval().dividedBy(4));
    settings.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    settings.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, TOLERABLE_FAILED_CHECKPOINTS);
    settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, config.stateDir().toString());
    settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, RETAINED_CHECKPOINTS);
    settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    settings.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofMillis(500));
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(5));
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        Duration.ofMinutes(1));
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, Integer.MAX_VALUE);
    return settings;
  }

  /** Settings of the detection: its state is small and is asked for every event, so it is heap. */
  static Configuration detection(JobsConfig config) {
    Configuration settings = job(config);
    Duration interval = config.detection().checkpointInterval();
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval);
    settings.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, interval.dividedBy(4));
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, detectionStateDir(config).toString());
    settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, false);
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
    settings.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    return settings;
  }

  /** Settings of a cluster inside this process: little memory, no open ports but on loopback. */
  static Configuration cluster(JobsConfig config) {
    Configuration settings = job(config);
    settings.addAll(s3(config.s3()));
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_MEMORY);
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK_MEMORY);
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK_MEMORY);
    settings.set(TaskManagerOptions.NUM_TASK_SLOTS, slots(config));
    settings.set(RestOptions.ADDRESS, "127.0.0.1");
    settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    settings.set(RestOptions.BIND_PORT, "0");
    settings.set(WebOptions.SUBMIT_ENABLE, false);
    settings.set(SecurityOptions.DELEGATION_TOKENS_ENABLED, false);
    settings.set(
        ClusterOptions.UNCAUGHT_EXCEPTION_HANDLING, ClusterOptions.UncaughtExceptionHandleMode.LOG);
    settings.setString(
        "metrics.reporter.causality.factory.class", JobMetricsReporter.Factory.class.getName());
    return settings;
  }

  /** Beside the archive's checkpoints: the folders of all submissions. */
  static URI detectionStateDir(JobsConfig config) {
    String folder = config.stateDir().toString();
    return URI.create(folder + (folder.endsWith("/") ? "" : "/") + "detection");
  }

  /** Each job has slots of its own. */
  static int slots(JobsConfig config) {
    return config.parallelism() + config.detection().parallelism();
  }

  /** How the S3 plugin reaches the object store, failing within seconds so that the job says so. */
  static Configuration s3(JobsConfig.S3 s3) {
    Configuration settings = new Configuration();
    settings.setString("s3.endpoint", s3.endpoint());
    settings.setString("s3.endpoint.region", s3.region());
    settings.setString("s3.access-key", s3.accessKey());
    settings.setString("s3.secret-key", s3.secretKey());
    settings.setString("s3.path.style.access", "true");
    // A file of the lake is written once, under a name of its own: no need to look before.
    settings.setString("s3.create.performance", "true");
    // A store knows no ETag of a file that came into it in another way, e.g. from a backup of its
    // folder.
    settings.setString("s3.change.detection.version.required", "false");
    settings.setString("s3.fast.upload.buffer", "array");
    // Each stream takes a block of that size from the heap when it is opened, whatever comes.
    settings.setString("s3.multipart.size", "5M");
    settings.setString("s3.attempts.maximum", "3");
    settings.setString("s3.retry.limit", "3");
    settings.setString("s3.retry.interval", "200");
    settings.setString("s3.connection.establish.timeout", "5000");
    settings.setString("s3.connection.timeout", "30000");
    return settings;
  }
}
