package io.causality.flink.nats.testjob;

import com.sun.management.OperatingSystemMXBean;
import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.flink.nats.source.JetStreamDeserializer;
import io.causality.flink.nats.source.JetStreamMessage;
import io.causality.flink.nats.source.JetStreamSource;
import io.causality.testkit.Await;
import io.causality.testkit.Servers;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/**
 * How fast the source reads: publishes so many messages of so many bytes, then reads them all.
 * Arguments: messages (1000000), bytes (100), partitions (8), parallelism (2).
 */
public final class ReadBench {
  private static final AtomicLong READ = new AtomicLong();

  private ReadBench() {}

  public static void main(String[] args) throws Exception {
    var messages = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    var bytes = args.length > 1 ? Integer.parseInt(args[1]) : 100;
    var partitions = args.length > 2 ? Integer.parseInt(args[2]) : 8;
    var parallelism = args.length > 3 ? Integer.parseInt(args[3]) : 2;
    var url = Servers.nats().url();
    try (var stream = TestStream.create(url, partitions)) {
      publish(stream, messages, bytes, partitions);
      for (int round = 1; round <= 3; round++) {
        read(url, stream, messages, partitions, parallelism);
      }
    }
    System.exit(0);
  }

  private static void publish(TestStream stream, int messages, int bytes, int partitions)
      throws Exception {
    var data = new byte[bytes];
    for (int next = 0; next < messages; ) {
      var window = new CompletableFuture<?>[Math.min(1_000, messages - next)];
      for (int i = 0; i < window.length; i++, next++) {
        window[i] = stream.jetStream().publishAsync(stream.subject(next % partitions), data);
      }
      CompletableFuture.allOf(window).join();
    }
  }

  private static void read(
      String url, TestStream stream, int messages, int partitions, int parallelism)
      throws Exception {
    READ.set(0);
    var source =
        JetStreamSource.<Long>builder().connection(NatsConnectionOptions.of(url)).stream(
                stream.name())
            .subjects(stream.prefix(), partitions)
            .deserializer(new Count())
            .build();
    var env = StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
    env.setParallelism(parallelism);
    env.enableCheckpointing(1_000);
    env.fromSource(source, WatermarkStrategy.noWatermarks(), "read").sinkTo(new DiscardingSink<>());
    try (var job = TestCluster.submit(env.getStreamGraph().getJobGraph())) {
      Await.until("it reads", Duration.ofMinutes(1), () -> READ.get() > 0);
      var start = System.nanoTime();
      var first = READ.get();
      var cpuStart = cpuNanos();
      Await.until("all is read", Duration.ofMinutes(10), () -> READ.get() >= messages);
      var seconds = (System.nanoTime() - start) / 1e9;
      var cpuSeconds = (cpuNanos() - cpuStart) / 1e9;
      var count = messages - first;
      System.out.printf(
          "read %d messages in %.2f s: %.0f messages/s, %.0f messages per CPU second of this JVM%n",
          count, seconds, count / seconds, count / cpuSeconds);
    }
  }

  private static long cpuNanos() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime();
  }

  private static final class Count implements JetStreamDeserializer<Long> {
    @Override
    public void deserialize(JetStreamMessage message, Collector<Long> out) {
      out.collect(message.sequence());
      READ.incrementAndGet();
    }

    @Override
    public TypeInformation<Long> getProducedType() {
      return Types.LONG;
    }
  }
}
