package io.causality.gateway.auth;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Events that one key may send: a rate with a burst of one second's worth. A request is let in
 * while the key is not in debt and is charged afterwards with what it held, so that a batch may
 * exceed the burst once and is paid for by waiting. Thread-safe, without locks.
 */
public final class RateLimit {
  private static final long SECOND = 1_000_000_000L;

  private final double nanosPerEvent;

  /** The moment at which all that was sent so far is paid for. */
  private final AtomicLong paidAt;

  /** A limit of so many events a second, at least 1. */
  public RateLimit(long eventsPerSecond, long nowNanos) {
    nanosPerEvent = (double) SECOND / eventsPerSecond;
    paidAt = new AtomicLong(nowNanos - SECOND);
  }

  /** Seconds until the key may send again, 0 when it may now. */
  public int waitSeconds(long nowNanos) {
    long debt = paidAt.get() - nowNanos;
    return debt <= 0 ? 0 : (int) Math.min(3600, (debt + SECOND - 1) / SECOND);
  }

  /** Charges so many events. */
  public void charge(int events, long nowNanos) {
    long cost = (long) (events * nanosPerEvent);
    paidAt.updateAndGet(paid -> Math.max(paid, nowNanos - SECOND) + cost);
  }
}
