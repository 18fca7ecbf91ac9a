package io.causality.jobs;

import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.jobs.StreamTrim.Marks;
import io.causality.jobs.StreamTrim.Position;
import io.causality.jobs.StreamTrim.Reach;
import io.causality.jobs.StreamTrim.Stream;
import io.causality.proto.StreamNames;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.KeyValue;
import io.nats.client.PurgeOptions;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the oldest messages out of a stream of events that fills, as far as both jobs have read
 * them for good, on a thread of its own. What fails is tried again; what nobody has read stays, and
 * the gateway refuses when there is no room. Two of them do no harm beside each other.
 */
final class StreamTrimmer {
  private static final Logger LOG = LoggerFactory.getLogger(StreamTrimmer.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);
  private static final int NO_MESSAGE_FOUND = 10037;

  private final LazyConnection connection;
  private final Marks marks;
  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private long failedNanos = System.nanoTime() - BETWEEN_LINES.toNanos();
  private long warnedNanos = failedNanos;
  private long reportedNanos = warnedNanos;
  private long reportedMessages;
  private long reportedBytes;

  /** Does nothing before it is started. */
  StreamTrimmer(NatsConnectionOptions nats, Marks marks) {
    this.connection = new LazyConnection(nats, "causality-jobs-trim");
    this.marks = marks;
  }

  /** Looks from now on, every two seconds. */
  void start() {
    Thread thread = new Thread(this::run, "trim");
    thread.setDaemon(true);
    thread.start();
  }

  /** What it has done, for {@code /metrics}: values by name. */
  Map<String, Long> values() {
    return Map.of(
        JobMetrics.TRIMMED_MESSAGES, messages.get(), JobMetrics.TRIMMED_BYTES, bytes.get());
  }

  private void run() {
    try {
      while (true) {
        try {
          look();
        } catch (IOException | RuntimeException e) {
          if (isDue(failedNanos)) {
            failedNanos = System.nanoTime();
            LOG.warn("event=stream_not_looked_at reason={}", e.toString());
          }
        }
        Thread.sleep(PAUSE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Once: takes out as much as is too much and may leave. For one thread. */
  void look() throws IOException, InterruptedException {
    try {
      look(connection.get());
    } catch (IOException | JetStreamApiException | IllegalStateException e) {
      connection.close();
      throw new IOException("the stream " + StreamNames.EVENTS + ": " + e.getMessage(), e);
    }
  }

  private void look(Connection nats) throws IOException, JetStreamApiException {
    JetStreamManagement streams = nats.jetStreamManagement();
    Stream stream = stream(streams);
    if (marks.passed(stream)) {
      report(trim(nats, streams, stream));
    }
  }

  /** Returns the stream as it is then. */
  private Stream trim(Connection nats, JetStreamManagement streams, Stream full)
      throws IOException, JetStreamApiException {
    Stream stream = full;
    Reach reach = StreamTrim.reach(stream, positions(nats, stream));
    while (stream.bytes() > marks.low(stream)) {
      long kept = youngerThan(marks.keep(), streams, stream);
      long floor = youngerThan(marks.floor(), streams, stream);
      long upTo = StreamTrim.upTo(stream, marks, reach, kept, floor);
      if (upTo < stream.first()) {
        if (marks.passed(stream)) {
          warn(stream, reach);
        }
        return stream;
      }
      stream = purge(streams, stream, upTo);
    }
    return stream;
  }

  private Stream purge(JetStreamManagement streams, Stream before, long upTo)
      throws IOException, JetStreamApiException {
    long purged =
        streams
            .purgeStream(StreamNames.EVENTS, PurgeOptions.builder().sequence(upTo + 1).build())
            .getPurged();
    Stream after = stream(streams);
    long less = Math.max(0, before.bytes() - after.bytes());
    messages.addAndGet(purged);
    bytes.addAndGet(less);
    return after;
  }

  /** What has left since it was said last; at most once a minute. */
  private void report(Stream stream) {
    long left = messages.get() - reportedMessages;
    if (left == 0 || !isDue(reportedNanos)) {
      return;
    }
    LOG.info(
        "event=stream_trimmed messages={} bytes={} first={} left_bytes={} max_bytes={}",
        left,
        bytes.get() - reportedBytes,
        stream.first(),
        stream.bytes(),
        stream.maxBytes());
    reportedNanos = System.nanoTime();
    reportedMessages = messages.get();
    reportedBytes = bytes.get();
  }

  private static boolean isDue(long lastNanos) {
    return System.nanoTime() - lastNanos >= BETWEEN_LINES.toNanos();
  }

  private void warn(Stream stream, Reach reach) {
    if (!isDue(warnedNanos)) {
      return;
    }
    warnedNanos = System.nanoTime();
    LOG.warn(
        "event=stream_not_trimmed bytes={} max_bytes={} first={} read_up_to={} why=\"{}\"",
        stream.bytes(),
        stream.maxBytes(),
        stream.first(),
        reach.sequence(),
        reach.sequence() < stream.first()
            ? "read least: " + reach.heldBy()
            : "all that was read is younger than " + marks.floor());
  }

  private static Stream stream(JetStreamManagement streams)
      throws IOException, JetStreamApiException {
    StreamInfo info = streams.getStreamInfo(StreamNames.EVENTS);
    var state = info.getStreamState();
    return new Stream(
        info.getCreateTime().toInstant().toEpochMilli(),
        state.getFirstSequence(),
        state.getLastSequence(),
        state.getMsgCount(),
        state.getByteCount(),
        info.getConfiguration().getMaxBytes(),
        info.getConfiguration().getSubjects());
  }

  /** Sequence of the first message of that age or younger; past the last where there is none. */
  private static long youngerThan(Duration age, JetStreamManagement streams, Stream stream)
      throws IOException, JetStreamApiException {
    ZonedDateTime from = ZonedDateTime.now(ZoneOffset.UTC).minus(age);
    try {
      return streams.getFirstMessage(StreamNames.EVENTS, from).getSeq();
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() == NO_MESSAGE_FOUND) {
        return stream.last() + 1;
      }
      throw e;
    }
  }

  private static Map<String, Position> positions(Connection nats, Stream stream)
      throws IOException, JetStreamApiException {
    KeyValue bucket = nats.keyValue(StreamNames.POSITIONS);
    Map<String, Position> positions = new HashMap<>();
    for (String key : StreamTrim.keys(stream)) {
      KeyValueEntry entry = bucket.get(key);
      Optional.ofNullable(entry)
          .map(KeyValueEntry::getValueAsString)
          .flatMap(Position::read)
          .ifPresent(position -> positions.put(key, position));
    }
    return positions;
  }
}
