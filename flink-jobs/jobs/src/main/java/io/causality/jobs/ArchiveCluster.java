package io.causality.jobs;

import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.flink.nats.source.JetStreamSource;
import io.causality.jobs.archive.ArchiveJob;
import io.causality.jobs.archive.ArchiveSinks;
import io.causality.jobs.archive.StreamMessage;
import io.causality.jobs.lake.EventRows;
import io.causality.jobs.lake.HourIndex;
import io.causality.jobs.lake.LakeRows;
import io.causality.jobs.lake.LakeSink;
import io.causality.jobs.lake.LinkRows;
import io.causality.jobs.lake.TraitRows;
import io.causality.proto.StreamNames;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.plugin.PluginManager;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.executiongraph.ArchivedExecutionGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Flink cluster in this process that runs the archive. Thread-safe once started. */
final class ArchiveCluster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveCluster.class);
  private static final long ANSWER_SECONDS = 5;

  private final MiniCluster cluster;

  private ArchiveCluster(MiniCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Starts the cluster, and the job where its newest checkpoint left off. File systems must have
   * been initialised.
   */
  static ArchiveCluster start(JobsConfig config, PluginManager plugins) throws Exception {
    StreamGraph graph = graph(config);
    graph.setJobId(FlinkSettings.ARCHIVE_JOB);
    Optional<SavepointRestoreSettings> from = resumePoint(config);
    from.ifPresent(graph::setSavepointRestoreSettings);
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(FlinkSettings.cluster(config))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(FlinkSettings.slots(config))
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .setPluginManager(plugins)
                .build());
    cluster.start();
    cluster.submitJob(graph).get();
    LOG.info(
        "event=archive_submitted from={}",
        from.map(SavepointRestoreSettings::getRestorePath).orElse("the beginning"));
    return new ArchiveCluster(cluster);
  }

  /**
   * A checkpoint of our own is taken over and later deleted; a savepoint belongs to its maker. A
   * savepoint from which the job has gone on since is left alone, however often the process starts:
   * what was written since then would be written twice.
   */
  private static Optional<SavepointRestoreSettings> resumePoint(JobsConfig config)
      throws IOException {
    Optional<Path> newest = Checkpoints.newest(config.stateDir(), FlinkSettings.ARCHIVE_JOB);
    Optional<Path> savepoint = config.savepoint().map(Path::new);
    if (savepoint.isPresent()
        && (newest.isEmpty() || !Checkpoints.isNewer(newest.get(), savepoint.get()))) {
      return Optional.of(
          SavepointRestoreSettings.forPath(
              savepoint.get().toString(), false, RecoveryClaimMode.NO_CLAIM));
    }
    return newest.map(
        path -> SavepointRestoreSettings.forPath(path.toString(), false, RecoveryClaimMode.CLAIM));
  }

  /** The graph with its real source and sinks. */
  static StreamGraph graph(JobsConfig config) {
    StreamGraph graph = environment(config).getStreamGraph();
    graph.setJobName("archive");
    return graph;
  }

  /** An environment that has the job in it, with its real source and sinks. */
  static StreamExecutionEnvironment environment(JobsConfig config) {
    Configuration settings = FlinkSettings.job(config);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(settings);
    environment.setParallelism(config.parallelism());
    ArchiveJob.define(source(environment, config), sinks(config), config.dedup());
    return environment;
  }

  private static DataStream<StreamMessage> source(
      StreamExecutionEnvironment environment, JobsConfig config) {
    JetStreamSource<StreamMessage> source =
        JetStreamSource.<StreamMessage>builder().connection(config.nats()).stream(
                StreamNames.EVENTS)
            .subjects(StreamNames.EVENTS_PREFIX, config.events().partitions())
            .deserializer(new StreamMessage.Deserializer())
            .onCheckpoint(PublishedPositions.of(StreamTrim.ARCHIVE, config.nats()))
            .build();
    return environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), "events")
        .uid("archive-source");
  }

  private static ArchiveSinks sinks(JobsConfig config) {
    NatsConnectionOptions nats = config.nats();
    HourIndex.Factory hours = () -> new NatsLake(nats);
    return new ArchiveSinks(
        lake(config, new EventRows(), hours),
        lake(config, new LinkRows(), hours),
        lake(config, new TraitRows(), hours),
        DeadLetters.sink(nats),
        () -> new NatsLake(nats),
        () -> new NatsCatalog(nats));
  }

  private static <T> LakeSink<T> lake(
      JobsConfig config, LakeRows<T> rows, HourIndex.Factory hours) {
    return new LakeSink<>(
        rows,
        "s3://" + config.s3().bucket(),
        config.maxBufferedBytes(),
        config.rollMaxBytes(),
        hours);
  }

  /** The cluster, for a job beside the archive. */
  MiniCluster cluster() {
    return cluster;
  }

  /** Why the archive does not run just now; empty when all its tasks do. */
  Optional<String> problem() {
    try {
      ArchivedExecutionGraph graph =
          cluster
              .getArchivedExecutionGraph(FlinkSettings.ARCHIVE_JOB)
              .get(ANSWER_SECONDS, TimeUnit.SECONDS);
      if (graph.getState() != JobStatus.RUNNING) {
        return Optional.of("archive job is " + graph.getState());
      }
      for (AccessExecutionVertex task : graph.getAllExecutionVertices()) {
        if (task.getExecutionState() != ExecutionState.RUNNING) {
          return Optional.of("a task of the archive is " + task.getExecutionState());
        }
      }
      return Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      return Optional.of("archive job does not answer: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  /**
   * When the newest complete checkpoint began; empty before this process's first one. What had been
   * committed by then is not in the state any more, and is not committed again.
   */
  Optional<Instant> newestCheckpoint() {
    try {
      CheckpointStatsSnapshot checkpoints =
          cluster
              .getArchivedExecutionGraph(FlinkSettings.ARCHIVE_JOB)
              .get(ANSWER_SECONDS, TimeUnit.SECONDS)
              .getCheckpointStatsSnapshot();
      return Optional.ofNullable(checkpoints)
          .map(known -> known.getHistory().getLatestCompletedCheckpoint())
          .map(newest -> Instant.ofEpochMilli(newest.getTriggerTimestamp()));
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("event=archive_does_not_answer reason={}", e.toString());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Stops the job with a savepoint in canonical format, and returns its path. */
  String stopWithSavepoint(String folder) throws InterruptedException, ExecutionException {
    return cluster
        .stopWithSavepoint(FlinkSettings.ARCHIVE_JOB, folder, false, SavepointFormatType.CANONICAL)
        .get();
  }

  /** Waits until the job ends, which it only does when it cannot go on. */
  String awaitEnd() throws InterruptedException, ExecutionException {
    var result = cluster.requestJobResult(FlinkSettings.ARCHIVE_JOB).get();
    return result
        .getSerializedThrowable()
        .map(Throwable::toString)
        .orElse("archive job is " + result.getJobStatus().orElse(null));
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
