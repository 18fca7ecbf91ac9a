package io.causality.flink.nats.source;

import io.causality.flink.nats.NatsConnectionOptions;
import java.io.Serializable;
import java.time.Duration;

/**
 * Everything that a reader needs to know; made by {@link JetStreamSourceBuilder}, which explains
 * the numbers.
 */
record JetStreamSourceConfig(
    NatsConnectionOptions connection,
    String stream,
    int maxBufferedMessages,
    long maxBufferedBytes,
    Duration pullExpiry,
    Duration silenceTimeout,
    Duration auditInterval,
    Duration unavailableTimeout,
    DataLossPolicy dataLossPolicy,
    PositionsListener.Factory positions)
    implements Serializable {

  JetStreamSourceConfig {
    if (stream.isBlank() || stream.matches(".*[\\s.*>].*")) {
      throw new IllegalArgumentException("not a stream name: '" + stream + "'");
    }
    if (maxBufferedMessages < 1 || maxBufferedBytes < 1) {
      throw new IllegalArgumentException("the buffer must hold at least one message and byte");
    }
    if (pullExpiry.compareTo(Duration.ofMillis(300)) < 0) {
      throw new IllegalArgumentException("a pull must live for 300 ms at least: " + pullExpiry);
    }
    if (silenceTimeout.compareTo(pullExpiry) <= 0) {
      throw new IllegalArgumentException(
          "silence (" + silenceTimeout + ") must be longer than a pull (" + pullExpiry + ")");
    }
    if (auditInterval.isNegative() || auditInterval.isZero() || unavailableTimeout.isNegative()) {
      throw new IllegalArgumentException("intervals must be positive");
    }
  }

  /** How often the server shows that it is alive while a pull waits for messages. */
  Duration heartbeat() {
    return pullExpiry.dividedBy(3);
  }
}
