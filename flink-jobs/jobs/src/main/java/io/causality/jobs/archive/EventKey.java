package io.causality.jobs.archive;

import java.nio.charset.StandardCharsets;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/**
 * The deduplication key: 64 bits of xxHash over app and event id. Two different events of one
 * window share it with a probability of about n²/2^65 (3 in 100,000 at 30 million events). Stored
 * in the state of every deployment: never change it.
 */
final class EventKey {
  private static final XXHash64 HASH = XXHashFactory.fastestJavaInstance().hash64();

  private EventKey() {}

  static long of(String appId, String eventId) {
    return hash(eventId, hash(appId, 0));
  }

  private static long hash(String text, long seed) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HASH.hash(bytes, 0, bytes.length, seed);
  }
}
