package io.causality.gateway.publish;

import java.time.Duration;

/**
 * How the stream EVENTS is made where it does not exist. Immutable.
 *
 * @param partitions number of subjects, at least 1
 * @param maxAge how long events stay
 * @param maxBytes how much it may hold; beyond, it refuses new events
 * @param replicas copies in a cluster, 1 to 5
 * @param maxEventBytes largest event; the server must take messages of that size
 */
public record StreamSettings(
    int partitions, Duration maxAge, long maxBytes, int replicas, int maxEventBytes) {
  /** Copies of a message that arrive within this time are recognized by their id. */
  static final Duration DUPLICATE_WINDOW = Duration.ofSeconds(30);
}
