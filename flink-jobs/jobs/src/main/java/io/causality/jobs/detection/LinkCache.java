package io.causality.jobs.detection;

import io.causality.jobs.archive.StreamEvent;

/**
 * Which user was seen on a device last, as far as it is remembered: of a signed-in person's events
 * mostly the first is news. Forgetting costs a repetition. Not thread-safe.
 */
final class LinkCache {
  private static final int SLOTS = 1 << 15;

  private final long[] devices = new long[SLOTS];
  private final long[] users = new long[SLOTS];

  /** Whether the event's link is not the last one that is remembered of its device. */
  boolean isNew(StreamEvent event) {
    long device = hash(event.appId(), event.deviceId());
    long user = hash(event.deviceId(), event.userId());
    int slot = (int) (device ^ (device >>> 32)) & (SLOTS - 1);
    boolean known = devices[slot] == device && users[slot] == user;
    devices[slot] = device;
    users[slot] = user;
    return !known;
  }

  private static long hash(String one, String other) {
    return hash(other, hash(one, 0xcbf29ce484222325L) * 31);
  }

  private static long hash(String text, long seed) {
    long hash = seed;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
