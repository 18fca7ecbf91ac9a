package io.causality.portal.webhooks;

import java.time.Duration;

/**
 * How deliveries behave.
 *
 * @param privateTargets who may let a webhook point into private networks
 * @param timeout within which a receiver must have answered
 * @param retryMin shortest wait before a delivery is repeated
 * @param retryMax longest wait
 * @param giveUpAfter since it was made, a delivery that has not succeeded is dead
 * @param parallel deliveries to one webhook at the same time
 */
public record WebhookSettings(
    PrivateTargets privateTargets,
    Duration timeout,
    Duration retryMin,
    Duration retryMax,
    Duration giveUpAfter,
    int parallel) {

  /** Whether a webhook may point at loopback and private addresses. */
  public enum PrivateTargets {
    /** No webhook may. */
    NEVER,
    /** One may for which an admin said {@code allow_private}. */
    ADMIN
  }

  /** How long a delivery belongs to who took it; afterwards it is due again. */
  Duration lease() {
    return timeout.plusSeconds(10);
  }
}
