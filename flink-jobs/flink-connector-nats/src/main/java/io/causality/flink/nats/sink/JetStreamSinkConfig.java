package io.causality.flink.nats.sink;

import io.causality.flink.nats.NatsConnectionOptions;
import java.io.Serializable;
import java.time.Duration;

/** Limits of a writer; made by {@link JetStreamSinkBuilder}, which explains them. */
record JetStreamSinkConfig(
    NatsConnectionOptions connection,
    int maxInFlightMessages,
    long maxInFlightBytes,
    Duration ackTimeout,
    Duration deliveryTimeout)
    implements Serializable {

  JetStreamSinkConfig {
    if (maxInFlightMessages < 1 || maxInFlightBytes < 1) {
      throw new IllegalArgumentException("at least one message must be allowed in flight");
    }
    if (ackTimeout.isNegative() || ackTimeout.isZero()) {
      throw new IllegalArgumentException("the acknowledgement needs time: " + ackTimeout);
    }
    if (deliveryTimeout.compareTo(ackTimeout) < 0) {
      throw new IllegalArgumentException(
          "delivery (" + deliveryTimeout + ") is shorter than one try (" + ackTimeout + ")");
    }
  }
}
