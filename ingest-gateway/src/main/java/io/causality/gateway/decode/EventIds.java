package io.causality.gateway.decode;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Makes ids for events that came without. */
final class EventIds {
  private EventIds() {}

  /** A UUIDv7 of now: random, and in order of time to the millisecond. */
  static String make() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (System.currentTimeMillis() << 16) | 0x7000 | random.nextInt(1 << 12);
    long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
