package io.causality.client;

import java.security.SecureRandom;
import java.util.UUID;

/** Makes ids. Thread-safe. */
public final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  /** An id for a device, a session or an event: a UUID of version 7. */
  public static String make() {
    return make(System.currentTimeMillis());
  }

  /** A UUID of version 7 of that time, in ms since the epoch. */
  static String make(long ms) {
    long high = (ms << 16) | 0x7000 | RANDOM.nextInt(1 << 12);
    long low = (RANDOM.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
