package io.causality.flink.nats.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.flink.nats.testjob.Tally;
import io.causality.flink.nats.testjob.TestJob;
import io.causality.flink.nats.testjob.TestStream;
import io.causality.testkit.Await;
import io.causality.testkit.Servers;
import io.nats.client.PurgeOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on a cluster in this JVM, against a real nats-server. */
class JetStreamSourceIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PARTITIONS = 8;

  /** Next sequences by subject, of each test's job. */
  private static final Map<String, Map<String, Long>> READ = new ConcurrentHashMap<>();

  @TempDir private Path folder;
  private final String id = UUID.randomUUID().toString();
  private final Tally.View tally = Tally.view(id);

  @Test
  void readsEverythingAgainAfterAFailureBeforeTheFirstCheckpoint() throws Exception {
    var url = Servers.nats().url();
    try (var stream = TestStream.create(url, PARTITIONS)) {
      stream.publish(0, 20_000);
      tally.failAt(5_000);
      try (var job = job(url, stream).checkpointEvery(Duration.ofHours(1)).start(2)) {
        awaitNumbers(20_000);
        assertThat(tally.starts()).isEqualTo(2);
      }
    }
  }

  @Test
  void countsEachMessageOnceThroughFailuresBetweenCheckpoints() throws Exception {
    var url = Servers.nats().url();
    try (var stream = TestStream.create(url, PARTITIONS);
        var job = job(url, stream).start(2)) {
      for (int round = 1; round <= 3; round++) {
        tally.failAt(round * 20_000 - 5_000);
        stream.publish((round - 1) * 20_000, round * 20_000);
        awaitNumbers(round * 20_000);
        awaitMoreCheckpoints(2);
      }
      assertThat(tally.starts()).isEqualTo(4);
    }
  }

  @Test
  void keepsItsPlaceWhenRescaledFromTwoToFourToOne() throws Exception {
    var url = Servers.nats().url();
    try (var stream = TestStream.create(url, PARTITIONS)) {
      var job = job(url, stream);
      stream.publish(0, 10_000);
      String first;
      try (var two = job.start(2)) {
        awaitNumbers(10_000);
        first = two.stop(folder);
      }
      stream.publish(10_000, 20_000);
      String second;
      try (var four = job.start(4, first)) {
        awaitNumbers(20_000);
        second = four.stop(folder);
      }
      stream.publish(20_000, 30_000);
      try (var one = job.start(1, second)) {
        awaitNumbers(30_000);
      }
    }
  }

  @Test
  void goesOnWhenTheServerIsKilledInMidStream() throws Exception {
    try (var server = Servers.newNats();
        var stream = TestStream.create(server.url(), PARTITIONS);
        var job = job(server.url(), stream).start(2)) {
      for (int round = 1; round <= 3; round++) {
        var before = tally.distinct();
        stream.publish((round - 1) * 100_000, round * 100_000 - 50_000);
        Await.until("numbers flow", PATIENCE, () -> tally.distinct() > before);
        server.kill();
        server.start();
        stream.publish(round * 100_000 - 50_000, round * 100_000);
        awaitNumbers(round * 100_000);
      }
      assertThat(tally.starts()).as("the job never failed").isEqualTo(1);
    }
  }

  @Test
  void waitsForAStreamThatDoesNotExistYet() throws Exception {
    var url = Servers.nats().url();
    try (var stream = TestStream.planned(url, PARTITIONS);
        var job = job(url, stream).start(2)) {
      Await.until("the job runs", PATIENCE, () -> tally.starts() == 1);
      stream.add(builder -> builder);
      stream.publish(0, 1_000);
      awaitNumbers(1_000);
    }
  }

  @Test
  void failsClearlyWhenTheStreamNeverComes() throws Exception {
    var url = Servers.nats().url();
    try (var stream = TestStream.planned(url, PARTITIONS)) {
      var source =
          TestJob.source(url, stream, PARTITIONS)
              .unavailableTimeout(Duration.ofMillis(500))
              .build();
      try (var job = new TestJob(id, source, folder).restarts(0).start(1)) {
        assertThat(job.failure())
            .hasStackTraceContaining("was not available for PT0.5S")
            .hasStackTraceContaining("stream not found");
      }
    }
  }

  @Test
  void failsClearlyWhenDataExpiredUnread() throws Exception {
    var url = Servers.nats().url();
    try (var stream = TestStream.create(url, PARTITIONS)) {
      var job = job(url, stream).restarts(0);
      stream.publish(0, 1_000);
      String savepoint;
      try (var first = job.start(2)) {
        awaitNumbers(1_000);
        savepoint = first.stop(folder);
      }
      stream.publish(1_000, 2_000);
      stream.management().purgeStream(stream.name());
      stream.publish(2_000, 3_000);
      try (var second = job.start(2, savepoint)) {
        assertThat(second.failure())
            .hasStackTraceContaining("JetStreamDataLossException")
            .hasStackTraceContaining("removed before they were read");
      }
    }
  }

  @Test
  void startsWithWhatIsNewWhenAskedTo() throws Exception {
    var url = Servers.nats().url();
    try (var stream = TestStream.create(url, PARTITIONS)) {
      stream.publish(0, 1_000);
      var source =
          TestJob.source(url, stream, PARTITIONS).startFrom(StartPosition.onlyNew()).build();
      try (var job = new TestJob(id, source, folder).start(2)) {
        awaitMoreCheckpoints(2);
        stream.publish(1_000, 2_000);
        awaitNumbers(1_000);
      }
    }
  }

  @Test
  void whatItSaysItHasReadMayLeaveTheStream() throws Exception {
    var url = Servers.nats().url();
    try (var stream = TestStream.create(url, PARTITIONS)) {
      var source =
          TestJob.source(url, stream, PARTITIONS)
              .auditInterval(Duration.ofMillis(200))
              .onCheckpoint(remember(id))
              .build();
      try (var job = new TestJob(id, source, folder).start(2)) {
        // One subject has had its last message long ago.
        stream.publishTo(PARTITIONS - 1, TestStream.encode(0));
        for (int number = 1; number < 500; number++) {
          stream.publishTo(number % (PARTITIONS - 1), TestStream.encode(number));
        }
        awaitNumbers(500);
        Await.until("checkpoints cover all of them", PATIENCE, () -> readUpTo(id) == 500);
        stream
            .management()
            .purgeStream(stream.name(), PurgeOptions.builder().sequence(400).build());
        assertThat(stream.messageCount()).isEqualTo(101);

        tally.failAt(700);
        for (int number = 500; number < 900; number++) {
          stream.publishTo(number % (PARTITIONS - 1), TestStream.encode(number));
        }
        awaitNumbers(900);
        assertThat(tally.starts()).as("it failed when the test wanted it").isEqualTo(2);
      }
    }
  }

  private static PositionsListener.Factory remember(String id) {
    return () ->
        positions ->
            positions.forEach(
                split ->
                    READ.computeIfAbsent(id, job -> new ConcurrentHashMap<>())
                        .put(split.subject(), split.nextSequence()));
  }

  /** Sequence up to which all subjects were read; 0 while not all are known. */
  private static long readUpTo(String id) {
    var positions = READ.getOrDefault(id, Map.of());
    return positions.size() < PARTITIONS
        ? 0
        : positions.values().stream().mapToLong(Long::longValue).min().orElseThrow() - 1;
  }

  private TestJob job(String url, TestStream stream) {
    return new TestJob(id, TestJob.source(url, stream, PARTITIONS).build(), folder);
  }

  private void awaitNumbers(int count) {
    Await.until(count + " numbers came", PATIENCE, () -> tally.distinct() >= count);
    assertThat(tally.distinct()).isEqualTo(count);
    assertThat(tally.repeated()).as("numbers counted twice").isZero();
  }

  private void awaitMoreCheckpoints(int more) {
    var before = tally.checkpoints();
    Await.until("checkpoints complete", PATIENCE, () -> tally.checkpoints() >= before + more);
  }
}
