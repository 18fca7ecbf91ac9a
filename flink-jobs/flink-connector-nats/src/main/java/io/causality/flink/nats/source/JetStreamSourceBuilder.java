package io.causality.flink.nats.source;

import io.causality.flink.nats.NatsConnectionOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a {@link JetStreamSource} needs: connection, stream, subjects and deserializer must
 * be given, the rest has defaults. Not thread-safe.
 *
 * @param <T> type of the records
 */
public final class JetStreamSourceBuilder<T> {
  private @Nullable NatsConnectionOptions connection;
  private @Nullable String stream;
  private @Nullable JetStreamDeserializer<T> deserializer;
  private List<String> subjects = List.of();
  private StartPosition start = StartPosition.earliest();
  private int maxBufferedMessages = 20_000;
  private long maxBufferedBytes = 32L << 20;
  private Duration pullExpiry = Duration.ofSeconds(3);
  private Duration silenceTimeout = Duration.ofSeconds(6);
  private Duration auditInterval = Duration.ofSeconds(5);
  private Duration unavailableTimeout = Duration.ofMinutes(10);
  private DataLossPolicy dataLossPolicy = DataLossPolicy.FAIL;
  private PositionsListener.Factory positions = () -> unused -> {};

  JetStreamSourceBuilder() {}

  public JetStreamSourceBuilder<T> connection(NatsConnectionOptions connection) {
    this.connection = connection;
    return this;
  }

  /** Name of the stream. It need not exist yet: see {@link #unavailableTimeout}. */
  public JetStreamSourceBuilder<T> stream(String stream) {
    this.stream = stream;
    return this;
  }

  /**
   * The subjects to read, one split each; they must not overlap. Wildcards are allowed. Subjects
   * added to a job that has a checkpoint are read from their beginning; a subject that is taken
   * away is still read while a checkpoint holds its split.
   */
  public JetStreamSourceBuilder<T> subjects(List<String> subjects) {
    this.subjects = new ArrayList<>(subjects);
    return this;
  }

  /** The subjects {@code prefix + 0} to {@code prefix + (count - 1)}. */
  public JetStreamSourceBuilder<T> subjects(String prefix, int count) {
    return subjects(IntStream.range(0, count).mapToObj(i -> prefix + i).toList());
  }

  /** Where a job without a checkpoint begins. Default: {@link StartPosition#earliest()}. */
  public JetStreamSourceBuilder<T> startFrom(StartPosition start) {
    this.start = start;
    return this;
  }

  public JetStreamSourceBuilder<T> deserializer(JetStreamDeserializer<T> deserializer) {
    this.deserializer = deserializer;
    return this;
  }

  /**
   * Bound of what one reader (subtask) holds or has asked for and not yet emitted, shared evenly by
   * its splits. Default: 20,000 messages, 32 MiB. A message larger than a split's share still
   * passes, alone.
   */
  public JetStreamSourceBuilder<T> buffer(int maxMessages, long maxBytes) {
    this.maxBufferedMessages = maxMessages;
    this.maxBufferedBytes = maxBytes;
    return this;
  }

  /**
   * How long one request for messages lives on the server. Short, because after a fault the old
   * request may swallow messages until it expires. Default: 3 s.
   */
  public JetStreamSourceBuilder<T> pullExpiry(Duration pullExpiry) {
    this.pullExpiry = pullExpiry;
    return this;
  }

  /**
   * A consumer from which nothing came for so long, neither message nor heartbeat, is created
   * again. Default: 6 s.
   */
  public JetStreamSourceBuilder<T> silenceTimeout(Duration silenceTimeout) {
    this.silenceTimeout = silenceTimeout;
    return this;
  }

  /**
   * How often stream and consumers are compared with what was received, and the positions of idle
   * subjects are moved on. Must be well below the stream's retention. Default: 5 s.
   */
  public JetStreamSourceBuilder<T> auditInterval(Duration auditInterval) {
    this.auditInterval = auditInterval;
    return this;
  }

  /**
   * How long to try again, at start and later, while the server does not answer or the stream does
   * not exist; then the job fails and says which. Default: 10 minutes.
   */
  public JetStreamSourceBuilder<T> unavailableTimeout(Duration unavailableTimeout) {
    this.unavailableTimeout = unavailableTimeout;
    return this;
  }

  /** Default: {@link DataLossPolicy#FAIL}. */
  public JetStreamSourceBuilder<T> onDataLoss(DataLossPolicy policy) {
    this.dataLossPolicy = policy;
    return this;
  }

  /** Who is told how far complete checkpoints have read. Default: nobody. */
  public JetStreamSourceBuilder<T> onCheckpoint(PositionsListener.Factory positions) {
    this.positions = positions;
    return this;
  }

  /**
   * Checks and builds.
   *
   * @throws IllegalArgumentException when a value is out of range
   * @throws NullPointerException when a mandatory one is missing; the message names it
   */
  public JetStreamSource<T> build() {
    if (subjects.isEmpty() || new HashSet<>(subjects).size() != subjects.size()) {
      throw new IllegalArgumentException("subjects must be given, each once: " + subjects);
    }
    var config =
        new JetStreamSourceConfig(
            Objects.requireNonNull(connection, "connection"),
            Objects.requireNonNull(stream, "stream"),
            maxBufferedMessages,
            maxBufferedBytes,
            pullExpiry,
            silenceTimeout,
            auditInterval,
            unavailableTimeout,
            dataLossPolicy,
            positions);
    return new JetStreamSource<>(
        config,
        new ArrayList<>(subjects),
        start,
        Objects.requireNonNull(deserializer, "deserializer"));
  }
}
