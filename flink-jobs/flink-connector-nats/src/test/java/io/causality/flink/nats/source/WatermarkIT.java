package io.causality.flink.nats.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.flink.nats.testjob.TestJob;
import io.causality.flink.nats.testjob.TestStream;
import io.causality.flink.nats.testjob.WatermarkProbe;
import io.causality.testkit.Await;
import io.causality.testkit.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Numbers are event times here: the watermark is one below the slowest subject that is not idle.
 */
class WatermarkIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final WatermarkStrategy<Integer> NUMBERS_ARE_TIMES =
      WatermarkStrategy.<Integer>forMonotonousTimestamps()
          .withTimestampAssigner((number, time) -> number);

  @TempDir private Path folder;
  private final String id = UUID.randomUUID().toString();

  @Test
  void theSlowestSubjectOfAReaderHoldsTheWatermark() throws Exception {
    try (var stream = TestStream.create(Servers.nats().url(), 2);
        var job = job(stream, 2, NUMBERS_ARE_TIMES)) {
      stream.publishTo(0, TestStream.encode(100));
      stream.publishTo(1, TestStream.encode(5));
      awaitWatermark(4);
      stream.publishTo(0, TestStream.encode(200));
      stream.publishTo(1, TestStream.encode(150));
      awaitWatermark(149);
      assertThat(WatermarkProbe.highest(id)).isEqualTo(149);
    }
  }

  @Test
  void idleSubjectsDoNotHoldTheWatermark() throws Exception {
    try (var stream = TestStream.create(Servers.nats().url(), 8);
        var job = job(stream, 8, NUMBERS_ARE_TIMES.withIdleness(Duration.ofMillis(300)))) {
      stream.publishTo(3, TestStream.encode(1_000));
      awaitWatermark(999);
      stream.publishTo(6, TestStream.encode(2_000));
      awaitWatermark(1_999);
    }
  }

  private AutoCloseable job(TestStream stream, int subjects, WatermarkStrategy<Integer> strategy)
      throws Exception {
    var source = TestJob.source(Servers.nats().url(), stream, subjects).build();
    return new TestJob(id, source, folder).watermarks(strategy).start(1);
  }

  private void awaitWatermark(long time) {
    Await.until("the watermark is " + time, PATIENCE, () -> WatermarkProbe.highest(id) >= time);
  }
}
