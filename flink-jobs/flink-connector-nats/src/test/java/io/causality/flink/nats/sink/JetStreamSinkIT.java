package io.causality.flink.nats.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.flink.nats.testjob.NumberSerializer;
import io.causality.flink.nats.testjob.Tally;
import io.causality.flink.nats.testjob.TestJob;
import io.causality.flink.nats.testjob.TestStream;
import io.causality.testkit.Await;
import io.causality.testkit.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From one stream into another, through kills of the server and failures of the job. */
class JetStreamSinkIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final String id = UUID.randomUUID().toString();
  private final Tally.View tally = Tally.view(id);

  @Test
  void everythingBeforeACheckpointIsInTheStream() throws Exception {
    var url = Servers.nats().url();
    try (var in = TestStream.create(url, 4);
        var out = TestStream.create(url, 1)) {
      in.publish(0, 10_000);
      try (var job = job(url, in, sink(url, out).build()).start(2)) {
        awaitNumbers(10_000);
        job.stop(folder);
      }
      assertThat(contents(out)).isEqualTo(numbers(10_000));
      var first = out.management().getMessage(out.name(), 1);
      assertThat(first.getHeaders().getFirst("Kind")).isEqualTo("number");
    }
  }

  @Test
  void aKilledServerCostsNothingAndDoublesNothing() throws Exception {
    try (var server = Servers.newNats();
        var in = TestStream.create(server.url(), 4);
        var out = TestStream.create(server.url(), 1)) {
      var sink = sink(server.url(), out).ackTimeout(Duration.ofSeconds(1)).build();
      try (var job = job(server.url(), in, sink).start(2)) {
        for (int round = 1; round <= 2; round++) {
          var before = out.messageCount();
          in.publish((round - 1) * 40_000, round * 40_000 - 20_000);
          Await.until("numbers flow", PATIENCE, () -> out.messageCount() > before);
          server.kill();
          server.start();
          in.publish(round * 40_000 - 20_000, round * 40_000);
          awaitNumbers(round * 40_000);
        }
        job.stop(folder);
        assertThat(tally.starts()).as("the job never failed").isEqualTo(1);
      }
      assertThat(contents(out)).isEqualTo(numbers(80_000));
    }
  }

  @Test
  void recordsMadeAgainAfterAFailureAreAbsorbedByTheirIds() throws Exception {
    var url = Servers.nats().url();
    try (var in = TestStream.create(url, 4);
        var out = TestStream.create(url, 1)) {
      tally.failAt(5_000);
      try (var job = job(url, in, sink(url, out).build()).start(2)) {
        in.publish(0, 10_000);
        awaitNumbers(10_000);
        assertThat(tally.starts()).isEqualTo(2);
        job.stop(folder);
      }
      assertThat(contents(out)).isEqualTo(numbers(10_000));
    }
  }

  @Test
  void failsTheJobWhenTheStreamDoesNotTakeTheMessages() throws Exception {
    var url = Servers.nats().url();
    try (var in = TestStream.create(url, 4);
        var missing = TestStream.planned(url, 1)) {
      in.publish(0, 10);
      var sink =
          sink(url, missing)
              .ackTimeout(Duration.ofMillis(100))
              .deliveryTimeout(Duration.ofMillis(500))
              .build();
      try (var job = job(url, in, sink).restarts(0).start(1)) {
        assertThat(job.failure())
            .hasStackTraceContaining("did not take a message within PT0.5S")
            .hasStackTraceContaining("No Responders");
      }
    }
  }

  private TestJob job(String url, TestStream in, JetStreamSink<Integer> sink) {
    return new TestJob(id, TestJob.source(url, in, 4).build(), folder).sinkTo(sink);
  }

  private static JetStreamSinkBuilder<Integer> sink(String url, TestStream out) {
    var subject = out.subject(0);
    return JetStreamSink.<Integer>builder()
        .connection(NatsConnectionOptions.of(url))
        .subject(subject)
        .serializer(new NumberSerializer())
        .messageId(number -> "n" + number)
        .headers(number -> Map.of("Kind", "number"));
  }

  private void awaitNumbers(int count) {
    Await.until(count + " numbers came", PATIENCE, () -> tally.distinct() >= count);
    assertThat(tally.repeated()).isZero();
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  /** All numbers in the stream, sorted, those that are there twice twice. */
  private static List<Integer> contents(TestStream stream) throws Exception {
    var result = new ArrayList<Integer>();
    var count = stream.messageCount();
    var context = stream.jetStream().getStreamContext(stream.name());
    var consumer =
        context.createOrderedConsumer(new io.nats.client.api.OrderedConsumerConfiguration());
    try (var iterator = consumer.iterate()) {
      while (result.size() < count) {
        var message = iterator.nextMessage(Duration.ofSeconds(10));
        assertThat(message).as("message %d of %d", result.size(), count).isNotNull();
        result.add(TestStream.decode(message.getData()));
      }
    }
    result.sort(null);
    return result;
  }
}
