package io.causality.flink.nats.testjob;

import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.flink.nats.sink.JetStreamSink;
import io.causality.flink.nats.source.JetStreamSource;
import io.causality.flink.nats.source.JetStreamSourceBuilder;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** The job of most tests: a {@link TestStream} into a {@link Tally}, on a cluster in this JVM. */
public final class TestJob {
  private final String id;
  private final JetStreamSource<Integer> source;
  private final Path folder;
  private @Nullable JetStreamSink<Integer> sink;
  private Duration checkpointInterval = Duration.ofMillis(100);
  private int restarts = 10;
  private WatermarkStrategy<Integer> watermarks = WatermarkStrategy.noWatermarks();

  public TestJob(String id, JetStreamSource<Integer> source, Path folder) {
    this.id = id;
    this.source = source;
    this.folder = folder;
  }

  public static JetStreamSourceBuilder<Integer> source(String url, TestStream stream, int count) {
    return JetStreamSource.<Integer>builder().connection(NatsConnectionOptions.of(url)).stream(
            stream.name())
        .subjects(stream.prefix(), count)
        .deserializer(new NumberDeserializer());
  }

  public TestJob sinkTo(JetStreamSink<Integer> sink) {
    this.sink = sink;
    return this;
  }

  public TestJob watermarks(WatermarkStrategy<Integer> watermarks) {
    this.watermarks = watermarks;
    return this;
  }

  public TestJob checkpointEvery(Duration interval) {
    this.checkpointInterval = interval;
    return this;
  }

  public TestJob restarts(int restarts) {
    this.restarts = restarts;
    return this;
  }

  public RunningJob start(int parallelism) throws Exception {
    return start(parallelism, null);
  }

  public RunningJob start(int parallelism, @Nullable String savepoint) throws Exception {
    var env = environment(parallelism);
    var counted =
        env.fromSource(source, watermarks, "numbers")
            .uid("numbers")
            .rebalance()
            .flatMap(new Tally(id))
            .returns(Integer.class)
            .name("tally")
            .uid("tally")
            .setParallelism(1);
    if (sink == null) {
      counted.sinkTo(new WatermarkProbe(id)).name("watermarks").uid("watermarks");
    } else {
      counted.sinkTo(sink).name("sink").uid("sink");
    }
    var graph = env.getStreamGraph().getJobGraph();
    if (savepoint != null) {
      graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
    }
    return TestCluster.submit(graph);
  }

  private StreamExecutionEnvironment environment(int parallelism) {
    var configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY, restarts > 0 ? "fixed-delay" : "none");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, restarts);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
    var env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(parallelism);
    return env;
  }
}
