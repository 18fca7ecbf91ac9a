package io.causality.flink.nats.sink;

import io.causality.flink.nats.NatsConnectionOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a {@link JetStreamSink} needs: connection, subject, serializer and message id must
 * be given, the rest has defaults. Not thread-safe.
 *
 * @param <T> type of the records
 */
public final class JetStreamSinkBuilder<T> {
  private @Nullable NatsConnectionOptions connection;
  private @Nullable SerializableFunction<T, String> subject;
  private @Nullable SerializationSchema<T> serializer;
  private @Nullable SerializableFunction<T, String> messageId;
  private @Nullable SerializableFunction<T, Map<String, String>> headers;
  private int maxInFlightMessages = 1_000;
  private long maxInFlightBytes = 16L << 20;
  private Duration ackTimeout = Duration.ofSeconds(5);
  private Duration deliveryTimeout = Duration.ofMinutes(5);

  JetStreamSinkBuilder() {}

  public JetStreamSinkBuilder<T> connection(NatsConnectionOptions connection) {
    this.connection = connection;
    return this;
  }

  /** All records go to one subject. */
  public JetStreamSinkBuilder<T> subject(String subject) {
    return subject(record -> subject);
  }

  /** The subject of each record; one that no stream listens to fails the job in the end. */
  public JetStreamSinkBuilder<T> subject(SerializableFunction<T, String> subject) {
    this.subject = subject;
    return this;
  }

  public JetStreamSinkBuilder<T> serializer(SerializationSchema<T> serializer) {
    this.serializer = serializer;
    return this;
  }

  /**
   * The {@code Nats-Msg-Id} of each record: unique per message, and the same whenever the job makes
   * the same record again after a failure, or duplicates get through.
   */
  public JetStreamSinkBuilder<T> messageId(SerializableFunction<T, String> messageId) {
    this.messageId = messageId;
    return this;
  }

  /** Further headers of each record. Default: none. */
  public JetStreamSinkBuilder<T> headers(SerializableFunction<T, Map<String, String>> headers) {
    this.headers = headers;
    return this;
  }

  /**
   * Bound of what one writer (subtask) has published or keeps for another try, and is not
   * acknowledged; beyond it writing waits. Default: 1,000 messages, 16 MiB.
   */
  public JetStreamSinkBuilder<T> maxInFlight(int messages, long bytes) {
    this.maxInFlightMessages = messages;
    this.maxInFlightBytes = bytes;
    return this;
  }

  /** After so long without an acknowledgement the message is published again. Default: 5 s. */
  public JetStreamSinkBuilder<T> ackTimeout(Duration ackTimeout) {
    this.ackTimeout = ackTimeout;
    return this;
  }

  /** After so long since the first try the job fails. Default: 5 minutes. */
  public JetStreamSinkBuilder<T> deliveryTimeout(Duration deliveryTimeout) {
    this.deliveryTimeout = deliveryTimeout;
    return this;
  }

  /**
   * Checks and builds.
   *
   * @throws IllegalArgumentException when a value is out of range
   * @throws NullPointerException when a mandatory one is missing; the message names it
   */
  public JetStreamSink<T> build() {
    var config =
        new JetStreamSinkConfig(
            Objects.requireNonNull(connection, "connection"),
            maxInFlightMessages,
            maxInFlightBytes,
            ackTimeout,
            deliveryTimeout);
    var format =
        new MessageFormat<>(
            Objects.requireNonNull(subject, "subject"),
            Objects.requireNonNull(serializer, "serializer"),
            Objects.requireNonNull(messageId, "messageId"),
            headers);
    return new JetStreamSink<>(config, format);
  }
}
