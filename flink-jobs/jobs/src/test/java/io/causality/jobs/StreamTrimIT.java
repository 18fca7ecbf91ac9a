package io.causality.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.causality.jobs.StreamTrim.Position;
import io.causality.proto.StreamNames;
import io.causality.testkit.Await;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.KeyValueWatchOption;
import io.nats.client.api.KeyValueWatcher;
import io.nats.client.api.StreamInfo;
import io.nats.client.api.StreamState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream of events with little room, on a real nats-server. */
class StreamTrimIT {
  private static final long BOUND = 1L << 20;
  private static final int BATCH = 100;
  private static final int STREAM_IS_FULL = 10077;
  private static final Map<String, String> SMALL =
      Map.of(
          "CAUSALITY_EVENTS_MAX_BYTES", Long.toString(BOUND),
          "CAUSALITY_EVENTS_TRIM_PERCENT", "0",
          "CAUSALITY_DETECTION_CHECKPOINT_MS", "500");

  /** As the jobs' own, but for ages: a test does not wait for half an hour. */
  private static final StreamTrim.Marks MARKS =
      new StreamTrim.Marks(50, Duration.ZERO, Duration.ZERO);

  @TempDir Path folder;

  @Test
  void onlyWhatBothJobsHaveReadLeavesAndMakesRoom() throws Exception {
    try (ArchiveFixture fixture = new ArchiveFixture(folder.resolve("state"), SMALL)) {
      StreamTrimmer trimmer = trimmer(fixture);
      int stored = fill(fixture, 0);
      StreamInfo full = info(fixture);
      assertThat(full.getStreamState().getByteCount()).isGreaterThan(BOUND * 9 / 10);

      trimmer.look();
      assertThat(state(fixture).getMsgCount()).as("no job has told anything").isEqualTo(stored);

      long made = full.getCreateTime().toInstant().toEpochMilli();
      for (int partition = 0; partition < 8; partition++) {
        put(fixture, "archive." + partition, stored, made);
        put(fixture, "detection." + partition, 6, made);
      }
      trimmer.look();
      StreamState trimmed = state(fixture);
      assertThat(trimmed.getFirstSequence()).isEqualTo(6);
      assertThat(trimmer.values())
          .containsEntry("causality_jobs_stream_trimmed_messages_total", 5L)
          .containsEntry(
              "causality_jobs_stream_trimmed_bytes_total",
              full.getStreamState().getByteCount() - trimmed.getByteCount());
      publish(fixture, 0);
      fill(fixture, 0);

      // The messages are not old enough for anybody else's marks.
      new StreamTrimmer(fixture.config().nats(), StreamTrim.Marks.of(50, Duration.ofMinutes(30)))
          .look();
      assertThat(state(fixture).getFirstSequence()).isEqualTo(6);

      for (int partition = 0; partition < 8; partition++) {
        put(fixture, "detection." + partition, stored, made);
      }
      trimmer.look();
      assertThat(state(fixture).getByteCount()).isBetween(BOUND / 5, BOUND / 3);
      fill(fixture, 0);

      // Sequences begin anew: what is known of the old stream says nothing of this one.
      var streams = fixture.connection().jetStreamManagement();
      streams.deleteStream(StreamNames.EVENTS);
      NatsSetup.ensure(fixture.config());
      int anew = fill(fixture, 0);
      trimmer.look();
      assertThat(state(fixture).getMsgCount()).isEqualTo(anew);
    }
  }

  @Test
  void nothingIsLostWhenTheJobsDieInAStreamThatIsTrimmed() throws Exception {
    try (ArchiveFixture fixture = new ArchiveFixture(folder.resolve("state"), SMALL);
        JobsProcess jobs =
            new JobsProcess(fixture.environment(), Path.of("target", "stream-trim-it-jobs.log"))) {
      StreamTrimmer trimmer = trimmer(fixture);
      jobs.start();
      // Into a partition that has none after it: it must not keep the others' messages.
      fixture.publish(7, TestEvents.events("first", 0, 1));
      int events = 1;
      for (int round = 1; round <= 3; round++) {
        long until = state(fixture).getLastSequence() + messagesOf(BOUND);
        while (state(fixture).getLastSequence() < until) {
          events += publishWhenThereIsRoom(fixture, trimmer, events);
        }
        jobs.kill();
        if (round < 3) {
          jobs.start();
        }
      }

      // Nobody reads now: it fills, and stays so.
      events += fillWhileTrimming(fixture, trimmer, events);
      long unread = lowestPosition(fixture);
      StreamState full = state(fixture);
      assertThat(full.getFirstSequence()).isLessThanOrEqualTo(unread);
      assertThat(full.getMsgCount())
          .isEqualTo(full.getLastSequence() - full.getFirstSequence() + 1);
      assertThatThrownBy(() -> publish(fixture, 999_999_000))
          .isInstanceOfSatisfying(
              JetStreamApiException.class,
              refused -> assertThat(refused.getApiErrorCode()).isEqualTo(STREAM_IS_FULL));

      jobs.start();
      events += publishWhenThereIsRoom(fixture, trimmer, events);
      List<LakeReader.Row> rows = fixture.awaitEvents(events);
      assertThat(rows).extracting(row -> row.get("event_id")).doesNotHaveDuplicates();
      assertThat(rows).hasSize(events);
      awaitDrained(fixture, trimmer);
      assertThat(jobs.body("/metrics"))
          .contains("causality_jobs_data_losses_total{flink_job=\"archive\"} 0\n")
          .contains("causality_jobs_data_losses_total{flink_job=\"detection\"} 0\n");
      assertThat(trimmer.values().get("causality_jobs_stream_trimmed_bytes_total"))
          .isGreaterThan(2 * BOUND);
    }
  }

  /** The lake is lost, and the jobs' state with it: the stream is all that there is. */
  @Test
  void jobsThatBeginAnewTakeBackWhatTheOldOnesHadRead() throws Exception {
    try (ArchiveFixture fixture = new ArchiveFixture(folder.resolve("state"), SMALL);
        JobsProcess jobs =
            new JobsProcess(fixture.environment(), Path.of("target", "stream-trim-it-jobs.log"))) {
      int events = fill(fixture, 0) * BATCH;
      jobs.start();
      String key = StreamNames.positionKey("archive", 0);
      Await.until(
          "the archive has told a position",
          ArchiveFixture.PATIENCE,
          () -> fixture.connection().keyValue(StreamNames.POSITIONS).get(key) != null);
      jobs.kill();

      String lake = "lake-" + UUID.randomUUID();
      fixture.s3().createBucket(lake);
      fixture.environment().put("CAUSALITY_S3_BUCKET", lake);
      fixture.environment().put("CAUSALITY_STATE_DIR", folder.resolve("other-state").toString());
      Queue<String> told = new ConcurrentLinkedQueue<>();
      fixture
          .connection()
          .keyValue(StreamNames.POSITIONS)
          .watch(key, new Told(told), KeyValueWatchOption.UPDATES_ONLY);
      jobs.start();
      Await.until("the new archive has told one", ArchiveFixture.PATIENCE, () -> told.size() > 1);
      assertThat(told.peek()).isEqualTo("{\"next\":1,\"stream_ms\":0}");

      StreamTrimmer trimmer = trimmer(fixture);
      awaitDrained(fixture, trimmer);
      List<LakeReader.Row> rows = fixture.awaitEvents(events);
      assertThat(rows).extracting(row -> row.get("event_id")).doesNotHaveDuplicates();
    }
  }

  private record Told(Queue<String> values) implements KeyValueWatcher {
    @Override
    public void watch(KeyValueEntry entry) {
      values.add(entry.getValueAsString());
    }

    @Override
    public void endOfData() {}
  }

  private static void awaitDrained(ArchiveFixture fixture, StreamTrimmer trimmer) throws Exception {
    Await.until(
        "the stream has drained",
        ArchiveFixture.PATIENCE,
        () -> {
          trimmer.look();
          return state(fixture).getByteCount() <= BOUND / 2;
        });
  }

  private static StreamTrimmer trimmer(ArchiveFixture fixture) {
    return new StreamTrimmer(fixture.config().nats(), MARKS);
  }

  private static void publish(ArchiveFixture fixture, int from) throws Exception {
    fixture.publish(from / BATCH % 7, TestEvents.events("e", from, from + BATCH));
  }

  /** Publishes until the stream is full; how many messages that took. */
  private static int fill(ArchiveFixture fixture, int from) throws Exception {
    for (int messages = 0; ; messages++) {
      try {
        publish(fixture, from + messages * BATCH);
      } catch (JetStreamApiException e) {
        assertThat(e.getApiErrorCode()).isEqualTo(STREAM_IS_FULL);
        return messages;
      }
    }
  }

  private static int publishWhenThereIsRoom(
      ArchiveFixture fixture, StreamTrimmer trimmer, int from) {
    Await.until("there is room", ArchiveFixture.PATIENCE, () -> hasRoom(fixture, trimmer, from));
    return BATCH;
  }

  private static boolean hasRoom(ArchiveFixture fixture, StreamTrimmer trimmer, int from)
      throws Exception {
    try {
      publish(fixture, from);
      return true;
    } catch (JetStreamApiException e) {
      assertThat(e.getApiErrorCode()).isEqualTo(STREAM_IS_FULL);
      trimmer.look();
      return false;
    }
  }

  /** Publishes until there is no room even after all was taken out that may be. */
  private static int fillWhileTrimming(ArchiveFixture fixture, StreamTrimmer trimmer, int from)
      throws Exception {
    int events = 0;
    int refusals = 0; // the second one comes after a look
    while (refusals < 2) {
      if (hasRoom(fixture, trimmer, from + events)) {
        events += BATCH;
        refusals = 0;
      } else {
        refusals++;
      }
    }
    return events;
  }

  /** About how many messages make so many bytes. */
  private static long messagesOf(long bytes) {
    int data = 0;
    for (var event : TestEvents.events("e", 10_000, 10_000 + BATCH)) {
      data += event.getSerializedSize() + 2;
    }
    return bytes / data;
  }

  private static StreamInfo info(ArchiveFixture fixture) throws Exception {
    return fixture.connection().jetStreamManagement().getStreamInfo(StreamNames.EVENTS);
  }

  private static StreamState state(ArchiveFixture fixture) throws Exception {
    return info(fixture).getStreamState();
  }

  private static void put(ArchiveFixture fixture, String key, long next, long made)
      throws Exception {
    fixture.connection().keyValue(StreamNames.POSITIONS).put(key, new Position(next, made).text());
  }

  private static long lowestPosition(ArchiveFixture fixture) throws Exception {
    var bucket = fixture.connection().keyValue(StreamNames.POSITIONS);
    long lowest = Long.MAX_VALUE;
    for (String key : bucket.keys()) {
      Position position = Position.read(bucket.get(key).getValueAsString()).orElseThrow();
      lowest = Math.min(lowest, position.next());
    }
    return lowest;
  }
}
