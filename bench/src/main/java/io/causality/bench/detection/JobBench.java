package io.causality.bench.detection;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.flink.nats.sink.JetStreamSink;
import io.causality.flink.nats.source.JetStreamSource;
import io.causality.jobs.archive.StreamMessage;
import io.causality.jobs.detection.AlertMessage;
import io.causality.jobs.detection.DetectionJob;
import io.causality.jobs.detection.DetectionSinks;
import io.causality.jobs.detection.RuleMessage;
import io.causality.jobs.detection.StatusStore;
import io.causality.jobs.detection.StreamEnd;
import io.causality.proto.StreamNames;
import io.causality.servers.Installation;
import io.causality.servers.NatsServer;
import io.causality.servers.Ports;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import io.nats.client.api.StreamConfiguration;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Events a second, and a second of processor time, through the detection job at parallelism 1: from
 * a stream that is full already, past rules of all kinds, into the stream of alerts. Starts a
 * nats-server, prints one JSON document. The processor time is that of the whole process: reading,
 * decoding, rules, checkpoints, publishing. What waits for its order when the last event is through
 * (that of half a second) is not counted.
 *
 * <p>Arguments: events (default 500,000), numbers of rules (default 10, 100 and 1,000).
 */
public final class JobBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PARTITIONS = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final NatsServer nats;
  private final Path folder;

  private JobBench(NatsServer nats, Path folder) {
    this.nats = nats;
    this.folder = folder;
  }

  /** Runs the bench. */
  public static void main(String[] arguments) throws Exception {
    int events = arguments.length == 0 ? 500_000 : Integer.parseInt(arguments[0]);
    Path folder = Files.createTempDirectory("causality-bench-detection");
    ObjectNode result = JSON.createObjectNode();
    result.put("bench", "detection-job");
    result.put("processors", Runtime.getRuntime().availableProcessors());
    result.put("events", events);
    try (NatsServer nats =
        new NatsServer(Installation.find(), folder.resolve("nats"), Ports.free(), null)) {
      nats.start();
      JobBench bench = new JobBench(nats, folder);
      bench.fill(events);
      bench.run(100, events); // the JVM compiles what is hot
      for (int rules : rules(arguments)) {
        result.set("rules_" + rules, bench.run(rules, events));
      }
    }
    System.out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result));
  }

  private static int[] rules(String[] arguments) {
    return arguments.length < 2
        ? new int[] {10, 100, 1_000}
        : Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray();
  }

  private void fill(int events) throws Exception {
    try (Connection connection = Nats.connect(nats.url())) {
      var streams = connection.jetStreamManagement();
      streams.addStream(stream(StreamNames.EVENTS, StreamNames.EVENTS_PREFIX + "*"));
      streams.addStream(stream(StreamNames.RULES, StreamNames.RULES_PREFIX + "*.*"));
      streams.addStream(stream(StreamNames.ALERTS, StreamNames.ALERTS_PREFIX + "*"));
      new BenchEvents(PARTITIONS).publish(connection, events);
    }
  }

  private static StreamConfiguration stream(String name, String subject) {
    return StreamConfiguration.builder()
        .name(name)
        .subjects(subject)
        .duplicateWindow(Duration.ofMinutes(2))
        .build();
  }

  private ObjectNode run(int rules, int events) throws Exception {
    try (Connection connection = Nats.connect(nats.url())) {
      connection.jetStreamManagement().purgeStream(StreamNames.ALERTS);
      Subscription alerts = connection.subscribe(StreamNames.alertSubject(MixedRules.APP));
      JobClient job = start(rules, "run-" + rules + "-" + System.nanoTime());
      try {
        Marks marks = new Marks(alerts);
        marks.await(MixedRules.FIRST);
        long wall = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        for (int i = 0; i < PARTITIONS; i++) {
          marks.await(MixedRules.LAST);
        }
        double cpuSeconds = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
        double seconds = (System.nanoTime() - wall) / 1e9;
        ObjectNode result = JSON.createObjectNode();
        result.put("events_per_s", Math.round(events / seconds));
        result.put("events_per_cpu_s", Math.round(events / cpuSeconds));
        result.put("alerts", marks.others());
        System.err.println(rules + " rules: " + result);
        return result;
      } finally {
        job.cancel().get();
      }
    }
  }

  private JobClient start(int rules, String name) throws Exception {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(5));
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.resolve(name).toUri().toString());
    settings.setString("rest.bind-port", "0");
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, settings);
    NatsConnectionOptions options = NatsConnectionOptions.of(nats.url());
    var messages =
        JetStreamSource.<StreamMessage>builder().connection(options).stream(StreamNames.EVENTS)
            .subjects(StreamNames.EVENTS_PREFIX, PARTITIONS)
            .deserializer(new StreamMessage.Deserializer())
            .build();
    var changes =
        JetStreamSource.<RuleMessage>builder().connection(options).stream(StreamNames.RULES)
            .subjects(List.of(StreamNames.RULES_PREFIX + "*.*"))
            .deserializer(new RuleMessage.Deserializer())
            .build();
    // The id tells the runs apart: the stream would take the same alert once.
    var alerts =
        JetStreamSink.<AlertMessage>builder()
            .connection(options)
            .subject(alert -> StreamNames.alertSubject(alert.appId()))
            .serializer(AlertMessage::document)
            .messageId(alert -> name + alert.id())
            .build();
    DetectionJob.define(
        environment
            .fromSource(messages, WatermarkStrategy.noWatermarks(), "events")
            .uid("detection-events"),
        environment
            .fromSource(changes, WatermarkStrategy.noWatermarks(), "rules")
            .uid("detection-rules"),
        () -> MixedRules.of(rules),
        Still::new,
        PARTITIONS,
        new DetectionSinks(alerts, Nowhere::new));
    return environment.executeAsync(name);
  }

  /** Alerts as they come, of which those of the marks are told apart. */
  private static final class Marks {
    private final Subscription alerts;
    private long others;

    Marks(Subscription alerts) {
      this.alerts = alerts;
    }

    private static boolean isOf(String alert, String mark) {
      return alert.contains("\"event_id\":\"" + mark);
    }

    void await(String mark) throws InterruptedException {
      while (true) {
        var message = alerts.nextMessage(PATIENCE);
        if (message == null) {
          throw new IllegalStateException("no alert within " + PATIENCE);
        }
        String alert = new String(message.getData(), StandardCharsets.UTF_8);
        if (isOf(alert, mark)) {
          return;
        }
        others += isOf(alert, MixedRules.FIRST) ? 0 : 1;
      }
    }

    long others() {
      return others;
    }
  }

  /** Nothing comes after what is there. */
  private static final class Still implements StreamEnd {
    @Override
    public long lastSequence() {
      return Long.MAX_VALUE;
    }

    @Override
    public void close() {}
  }

  /** Nobody reads the status here. */
  private static final class Nowhere implements StatusStore {
    @Override
    public void put(String key, String document) {}

    @Override
    public void delete(String key) {}

    @Override
    public void close() {}
  }
}
