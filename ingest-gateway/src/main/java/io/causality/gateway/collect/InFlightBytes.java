package io.causality.gateway.collect;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes of bodies that the gateway holds from their arrival to their acknowledgement, over all
 * connections, and the bound on them. Thread-safe.
 */
public final class InFlightBytes {
  private final long most;
  private final AtomicLong held = new AtomicLong();

  /** At most so many bytes. */
  public InFlightBytes(long most) {
    this.most = most;
  }

  /** Takes so many bytes unless that would be too many. */
  boolean tryTake(int bytes) {
    if (held.addAndGet(bytes) > most) {
      held.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  void release(long bytes) {
    held.addAndGet(-bytes);
  }

  /** Bytes held now. */
  public long held() {
    return held.get();
  }
}
