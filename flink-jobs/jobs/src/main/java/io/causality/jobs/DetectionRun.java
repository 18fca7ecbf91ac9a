package io.causality.jobs;

import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.flink.nats.sink.JetStreamSink;
import io.causality.flink.nats.source.DataLossPolicy;
import io.causality.flink.nats.source.JetStreamSource;
import io.causality.flink.nats.source.StartPosition;
import io.causality.jobs.archive.StreamMessage;
import io.causality.jobs.detection.AlertMessage;
import io.causality.jobs.detection.DetectionJob;
import io.causality.jobs.detection.DetectionSinks;
import io.causality.jobs.detection.RuleMessage;
import io.causality.proto.StreamNames;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The detection beside the archive, in the same cluster with slots of its own. Whatever becomes of
 * it, the archive goes on: a submission that fails, or a job that ends, is repeated. Thread-safe.
 */
final class DetectionRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DetectionRun.class);
  private static final long RETRY_MS = 5_000;
  private static final int MAX_BUFFERED_MESSAGES = 5_000;
  private static final long MAX_BUFFERED_BYTES = 8L << 20;

  private final JobsConfig config;
  private final MiniCluster cluster;
  private final Thread thread = new Thread(this::run, "detection");
  private volatile JobID job = FlinkSettings.DETECTION_JOB;

  private DetectionRun(JobsConfig config, MiniCluster cluster) {
    this.config = config;
    this.cluster = cluster;
    thread.setDaemon(true);
  }

  /** Starts it where its newest checkpoint left off; returns at once. */
  static DetectionRun start(JobsConfig config, ArchiveCluster archive) {
    DetectionRun run = new DetectionRun(config, archive.cluster());
    run.thread.start();
    return run;
  }

  private void run() {
    for (int attempt = 0; !Thread.currentThread().isInterrupted(); attempt++) {
      try {
        submitAndWait(attempt);
      } catch (InterruptedException e) {
        return;
      } catch (Exception e) {
        LOG.error("event=detection_not_submitted attempt={}", attempt, e);
      }
      try {
        Thread.sleep(RETRY_MS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void submitAndWait(int attempt) throws Exception {
    // Flink takes no id a second time once its job has ended.
    job =
        new JobID(
            FlinkSettings.DETECTION_JOB.getLowerPart() + attempt,
            FlinkSettings.DETECTION_JOB.getUpperPart());
    URI folder = FlinkSettings.detectionStateDir(config);
    long first = firstEvent(config);
    StreamGraph graph = graph(config, StartPosition.sequence(first));
    graph.setJobId(job);
    Optional<Path> from = Checkpoints.newest(folder);
    from.ifPresent(path -> graph.setSavepointRestoreSettings(restore(path)));
    cluster.submitJob(graph).get();
    LOG.info(
        "event=detection_submitted job={} from={}",
        job,
        from.map(Path::toString).orElse("event " + first));
    var result = cluster.requestJobResult(job).get();
    LOG.error(
        "event=detection_ended job={} status={}",
        job,
        result.getJobStatus().orElse(null),
        result.getSerializedThrowable().orElse(null));
  }

  /** The event with which it begins where there is no checkpoint. */
  static long firstEvent(JobsConfig config) throws IOException, InterruptedException {
    return FirstEvent.remembered(
        FlinkSettings.detectionStateDir(config), NatsSetup.lastEvent(config) + 1);
  }

  /** A state that the graph no longer has, because an upgrade took it away, is no obstacle. */
  private static SavepointRestoreSettings restore(Path path) {
    return SavepointRestoreSettings.forPath(path.toString(), true, RecoveryClaimMode.CLAIM);
  }

  /** The job's id now. */
  JobID job() {
    return job;
  }

  /**
   * The graph with its real sources and sinks.
   *
   * @param start from where events are read without a checkpoint
   */
  static StreamGraph graph(JobsConfig config, StartPosition start) {
    StreamGraph graph = environment(config, start).getStreamGraph();
    graph.setJobName("detection");
    return graph;
  }

  /** An environment that has the job in it, as {@link #graph} has. */
  static StreamExecutionEnvironment environment(JobsConfig config, StartPosition start) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(FlinkSettings.detection(config));
    environment.setParallelism(config.detection().parallelism());
    NatsConnectionOptions nats = config.nats();
    DetectionJob.define(
        events(environment, config, start),
        rules(environment, config),
        new NatsRules(nats),
        () -> new NatsStreamEnd(nats),
        config.events().partitions(),
        new DetectionSinks(alerts(nats), () -> new NatsBucket(nats, StreamNames.DETECTION)));
    return environment;
  }

  /** What has expired unread is counted and left: alerts about it would come too late. */
  private static DataStream<StreamMessage> events(
      StreamExecutionEnvironment environment, JobsConfig config, StartPosition start) {
    JetStreamSource<StreamMessage> source =
        JetStreamSource.<StreamMessage>builder().connection(config.nats()).stream(
                StreamNames.EVENTS)
            .subjects(StreamNames.EVENTS_PREFIX, config.events().partitions())
            .startFrom(start)
            .onDataLoss(DataLossPolicy.CONTINUE)
            .buffer(MAX_BUFFERED_MESSAGES, MAX_BUFFERED_BYTES)
            .deserializer(new StreamMessage.Deserializer())
            .onCheckpoint(PublishedPositions.of(StreamTrim.DETECTION, config.nats()))
            .build();
    return environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), "events")
        .uid("detection-events");
  }

  private static DataStream<RuleMessage> rules(
      StreamExecutionEnvironment environment, JobsConfig config) {
    JetStreamSource<RuleMessage> source =
        JetStreamSource.<RuleMessage>builder().connection(config.nats()).stream(StreamNames.RULES)
            .subjects(List.of(StreamNames.RULES_PREFIX + "*.*"))
            .onDataLoss(DataLossPolicy.CONTINUE)
            .deserializer(new RuleMessage.Deserializer())
            .build();
    return environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), "rules")
        .uid("detection-rules")
        .setParallelism(1);
  }

  /** Published at once; a checkpoint waits until all before it are stored. */
  private static Sink<AlertMessage> alerts(NatsConnectionOptions nats) {
    return JetStreamSink.<AlertMessage>builder()
        .connection(nats)
        .subject(alert -> StreamNames.alertSubject(alert.appId()))
        .serializer(AlertMessage::document)
        .messageId(AlertMessage::id)
        .build();
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
