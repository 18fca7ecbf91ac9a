package io.causality.flink.nats.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.flink.nats.source.JetStreamSplit.Knowledge;
import io.causality.flink.nats.testjob.TestStream;
import io.causality.testkit.Await;
import io.causality.testkit.Servers;
import io.nats.client.PurgeOptions;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The reader itself against a real nats-server: order, room, silence, and what counts as a loss.
 */
class JetStreamSplitReaderIT {
  private static final Duration AUDIT = Duration.ofMillis(100);

  @Test
  void deliversInOrderWithEverythingThatAMessageHas() throws Exception {
    try (var stream = TestStream.create(Servers.nats().url(), 2);
        var reader = reader(stream, fresh(stream, 0))) {
      stream
          .jetStream()
          .publish(stream.subject(0), new Headers().put("Kind", "a", "b"), TestStream.encode(7));
      stream.publish(0, 3_000);
      reader.runUntilNumbers(1_501);
      assertThat(reader.numbers().subList(1, 1_501))
          .isEqualTo(IntStream.range(0, 1_500).mapToObj(i -> i * 2).toList());
      var message = reader.messages().get(0);
      assertThat(message.subject()).isEqualTo(stream.subject(0));
      assertThat(message.sequence()).isEqualTo(1);
      assertThat(message.header("Kind")).isEqualTo("a");
      assertThat(message.headerValues("Kind")).containsExactly("a", "b");
      assertThat(message.headerNames()).contains("Kind");
      assertThat(message.timestampMillis()).isCloseTo(System.currentTimeMillis(), within(60_000));
    }
  }

  @Test
  void wakeUpEndsAFetchThatHasNothing() throws Exception {
    try (var stream = TestStream.create(Servers.nats().url(), 1);
        var reader = reader(stream, fresh(stream, 0))) {
      reader.emit(reader.fetch()); // the position learns which stream it speaks of
      var fetch = CompletableFuture.supplyAsync(() -> fetchUnchecked(reader));
      assertThat(fetch).isNotDone();
      reader.reader().wakeUp();
      assertThat(fetch.get(60, TimeUnit.SECONDS).isEmpty()).isTrue();
    }
  }

  @Test
  void holdsNoMoreThanItsBufferWhileNothingIsEmitted() throws Exception {
    try (var stream = TestStream.create(Servers.nats().url(), 2);
        var reader =
            new ReaderUnderTest(
                config(stream).buffer(200, 1 << 20).build(),
                List.of(fresh(stream, 0), fresh(stream, 1)))) {
      stream.publish(0, 5_000);
      var held = new java.util.ArrayList<Batch>();
      Await.until(
          "the buffer is full",
          Duration.ofSeconds(30),
          () -> {
            reader.reader().wakeUp();
            held.add(reader.fetch());
            return reader.metrics().messages.getCount() >= 200;
          });
      for (int i = 0; i < 20; i++) {
        reader.reader().wakeUp();
        held.add(reader.fetch());
      }
      assertThat(reader.metrics().messages.getCount()).isEqualTo(200);
      held.forEach(reader::emit);
      reader.runUntilNumbers(5_000);
      assertThat(reader.metrics().recreatedConsumers.getCount()).isZero();
    }
  }

  @Test
  void leavesNothingOnTheServerWhenItIsClosed() throws Exception {
    try (var stream = TestStream.create(Servers.nats().url(), 2)) {
      try (var reader = reader(stream, fresh(stream, 0), fresh(stream, 1))) {
        stream.publish(0, 10);
        reader.runUntilNumbers(10);
        assertThat(stream.management().getConsumerNames(stream.name())).hasSize(2);
      }
      assertThat(stream.management().getConsumerNames(stream.name())).isEmpty();
    }
  }

  @Test
  void pausedSplitsBringNothingUntilTheyAreResumed() throws Exception {
    try (var stream = TestStream.create(Servers.nats().url(), 2);
        var reader = reader(stream, fresh(stream, 0), fresh(stream, 1))) {
      reader.reader().pauseOrResumeSplits(List.of(fresh(stream, 0)), List.of());
      stream.publish(0, 1_000);
      reader.runUntilNumbers(500);
      assertThat(reader.numbers()).allMatch(number -> number % 2 == 1);
      reader.reader().pauseOrResumeSplits(List.of(), List.of(fresh(stream, 0)));
      reader.runUntilNumbers(1_000);
    }
  }

  @Test
  void passesAMessageLargerThanItsWholeBuffer() throws Exception {
    try (var stream = TestStream.create(Servers.nats().url(), 1);
        var reader =
            new ReaderUnderTest(
                config(stream).buffer(100, 10_000).build(), List.of(fresh(stream, 0)))) {
      stream.publishTo(0, TestStream.encode(1));
      stream.publishTo(0, new byte[1_000_000]);
      stream.publishTo(0, TestStream.encode(2));
      reader.runUntilNumbers(3);
      assertThat(reader.messages().get(1).data()).hasSize(1_000_000);
    }
  }

  @Test
  void startsAnotherConsumerWhenTheServerDroppedIt() throws Exception {
    try (var stream = TestStream.create(Servers.nats().url(), 1);
        var reader = reader(stream, fresh(stream, 0))) {
      stream.publish(0, 100);
      reader.runUntilNumbers(100);
      for (var name : stream.management().getConsumerNames(stream.name())) {
        stream.management().deleteConsumer(stream.name(), name);
      }
      stream.publish(100, 200);
      reader.runUntilNumbers(200);
      assertThat(reader.numbers()).isEqualTo(IntStream.range(0, 200).boxed().toList());
      assertThat(reader.metrics().recreatedConsumers.getCount()).isPositive();
    }
  }

  @Test
  void goesOnAfterTheServerHungForLongerThanTheWatchdogWaits() throws Exception {
    try (var server = Servers.newNats();
        var stream = TestStream.create(server.url(), 2);
        var reader = reader(stream, server.url(), fresh(stream, 0), fresh(stream, 1))) {
      stream.publish(0, 100);
      reader.runUntilNumbers(100);
      signal("STOP", server.pid());
      var hangsSince = System.nanoTime();
      reader.runUntil(
          "the watchdog has had its time",
          () -> System.nanoTime() - hangsSince > TimeUnit.SECONDS.toNanos(3));
      signal("CONT", server.pid());
      stream.publish(100, 200);
      reader.runUntilNumbers(200);
      assertThat(reader.numbers()).doesNotHaveDuplicates().hasSize(200);
    }
  }

  @Test
  void movesAnIdlePositionOnSoThatMessagesOfOthersMayExpire() throws Exception {
    try (var stream =
        TestStream.create(Servers.nats().url(), 2, limits -> limits.maxMessages(50))) {
      JetStreamSplit saved;
      try (var reader = reader(stream, fresh(stream, 0))) {
        stream.publishTo(0, TestStream.encode(0));
        reader.runUntilNumbers(1);
        for (int number = 0; number < 500; number++) {
          stream.publishTo(1, TestStream.encode(number));
        }
        reader.runUntil(
            "the position follows the stream",
            () -> reader.position(stream.subject(0)).nextSequence() == 502);
        saved = reader.position(stream.subject(0));
      }
      stream.publishTo(0, TestStream.encode(9));
      try (var reader = reader(stream, saved)) {
        reader.runUntilNumbers(1);
        assertThat(reader.numbers()).containsExactly(9);
      }
    }
  }

  @Test
  void restartsAfterEverythingThatWasReadHasExpired() throws Exception {
    try (var stream = TestStream.create(Servers.nats().url(), 1)) {
      JetStreamSplit saved;
      try (var reader = reader(stream, fresh(stream, 0))) {
        stream.publish(0, 100);
        reader.runUntilNumbers(100);
        saved = reader.position(stream.subject(0));
      }
      stream.management().purgeStream(stream.name());
      stream.publish(100, 200);
      try (var reader = reader(stream, saved)) {
        reader.runUntilNumbers(100);
        assertThat(reader.numbers()).isEqualTo(IntStream.range(100, 200).boxed().toList());
      }
    }
  }

  @Test
  void failsWhenUnreadMessagesArePurgedWhileItRuns() throws Exception {
    try (var stream = TestStream.create(Servers.nats().url(), 1);
        var reader =
            new ReaderUnderTest(
                config(stream).buffer(100, 1 << 20).build(), List.of(fresh(stream, 0)))) {
      stream.publish(0, 5_000);
      reader.runUntilNumbers(100);
      // Messages come in shares of the buffer: most of them still wait in the stream.
      stream.management().purgeStream(stream.name());
      stream.publish(5_000, 5_100);
      assertThatThrownBy(() -> reader.runUntil("it fails", () -> false))
          .isInstanceOf(JetStreamDataLossException.class)
          .hasMessageContaining("removed before they were read");
    }
  }

  @Test
  void failsWhenTheNextMessageOfItsSubjectAloneWasPurged() throws Exception {
    try (var stream = TestStream.create(Servers.nats().url(), 2)) {
      var first = stream.publishTo(1, TestStream.encode(0)).getSeqno();
      stream.publishTo(0, TestStream.encode(1));
      var unread = new JetStreamSplit(stream.subject(0), first + 1, Knowledge.UNREAD_HERE, 0);
      stream.management().purgeStream(stream.name(), PurgeOptions.subject(stream.subject(0)));
      try (var reader = reader(stream, unread)) {
        assertThatThrownBy(reader::fetch)
            .isInstanceOf(JetStreamDataLossException.class)
            .hasMessageContaining("unread message at sequence " + (first + 1));
      }
    }
  }

  @Test
  void failsWhenTheStreamWasCreatedAnew() throws Exception {
    try (var stream = TestStream.create(Servers.nats().url(), 1)) {
      JetStreamSplit saved;
      try (var reader = reader(stream, fresh(stream, 0))) {
        stream.publish(0, 10);
        reader.runUntilNumbers(10);
        saved = reader.position(stream.subject(0));
      }
      stream.management().deleteStream(stream.name());
      stream.add(builder -> builder);
      stream.publish(0, 20);
      try (var reader = reader(stream, saved)) {
        assertThatThrownBy(reader::fetch)
            .isInstanceOf(JetStreamDataLossException.class)
            .hasMessageContaining("created again");
      }
    }
  }

  @Test
  void readsOnAfterALossWhenConfiguredTo() throws Exception {
    try (var stream = TestStream.create(Servers.nats().url(), 1)) {
      JetStreamSplit saved;
      try (var reader = reader(stream, fresh(stream, 0))) {
        stream.publish(0, 10);
        reader.runUntilNumbers(10);
        saved = reader.position(stream.subject(0));
      }
      stream.management().deleteStream(stream.name());
      stream.add(builder -> builder);
      stream.publish(0, 5);
      var config = config(stream).onDataLoss(DataLossPolicy.CONTINUE).build();
      try (var reader = new ReaderUnderTest(config, List.of(saved))) {
        reader.runUntilNumbers(5);
        assertThat(reader.metrics().dataLosses.getCount()).isEqualTo(1);
        assertThat(reader.position(stream.subject(0)).nextSequence()).isEqualTo(6);
      }
    }
  }

  private static Batch fetchUnchecked(ReaderUnderTest reader) {
    try {
      return reader.fetch();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static org.assertj.core.data.Offset<Long> within(long millis) {
    return org.assertj.core.data.Offset.offset(millis);
  }

  private static void signal(String name, long pid) throws Exception {
    var exit = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    assertThat(exit).isZero();
  }

  private static JetStreamSplit fresh(TestStream stream, int partition) {
    return JetStreamSplit.fresh(stream.subject(partition), 1);
  }

  private static ReaderUnderTest reader(TestStream stream, JetStreamSplit... splits) {
    return reader(stream, Servers.nats().url(), splits);
  }

  private static ReaderUnderTest reader(TestStream stream, String url, JetStreamSplit... splits) {
    var config = config(stream).url(url).build();
    return new ReaderUnderTest(config, List.of(splits));
  }

  private static Config config(TestStream stream) {
    return new Config(stream);
  }

  /** Short times, so that audits and watchdogs show within a test. */
  private static final class Config {
    private final TestStream stream;
    private String url = Servers.nats().url();
    private int messages = 20_000;
    private long bytes = 32 << 20;
    private DataLossPolicy policy = DataLossPolicy.FAIL;

    private Config(TestStream stream) {
      this.stream = stream;
    }

    private Config url(String url) {
      this.url = url;
      return this;
    }

    private Config buffer(int messages, long bytes) {
      this.messages = messages;
      this.bytes = bytes;
      return this;
    }

    private Config onDataLoss(DataLossPolicy policy) {
      this.policy = policy;
      return this;
    }

    private JetStreamSourceConfig build() {
      return new JetStreamSourceConfig(
          NatsConnectionOptions.of(url),
          stream.name(),
          messages,
          bytes,
          Duration.ofMillis(600),
          Duration.ofSeconds(1),
          AUDIT,
          Duration.ofMinutes(1),
          policy,
          () -> unused -> {});
    }
  }
}
