package io.causality.portal.webhooks;

import java.time.Duration;

/** Hears of each attempt. Thread-safe, quick. */
@FunctionalInterface
public interface DeliveryObserver {
  /**
   * An attempt has ended.
   *
   * @param outcome {@code delivered}, {@code retry} or {@code dead}
   */
  void attempted(String outcome, Duration latency);
}
