package io.causality.portal.freshness;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * What the stream holds and the archive has not done yet, per message. Not thread-safe.
 *
 * <p>Some 40 bytes per message and app that are on the way.
 */
final class Backlog {
  private final Map<Integer, ArrayDeque<Entry>> partitions = new HashMap<>();
  private int size;

  private record Entry(long sequence, long atMs, String app, int events) {}

  /**
   * An app's events on the way.
   *
   * @param oldestAtMs when the oldest entered the stream; meaningless when there are none
   */
  record Waiting(long events, long oldestAtMs) {}

  /** Adds a message; those of a partition come in their order. */
  void add(int partition, long sequence, long atMs, Map<String, Integer> counts) {
    ArrayDeque<Entry> entries = partitions.computeIfAbsent(partition, p -> new ArrayDeque<>());
    counts.forEach(
        (app, events) -> {
          entries.add(new Entry(sequence, atMs, app, events));
          size++;
        });
  }

  /** Forgets what is done. */
  void done(Progress progress) {
    partitions.forEach(
        (partition, entries) -> {
          long position = progress.position(partition);
          while (!entries.isEmpty() && entries.getFirst().sequence() <= position) {
            entries.removeFirst();
            size--;
          }
        });
  }

  Waiting of(String app) {
    long events = 0;
    long oldest = Long.MAX_VALUE;
    for (ArrayDeque<Entry> entries : partitions.values()) {
      for (Entry entry : entries) {
        if (entry.app().equals(app)) {
          events += entry.events();
          oldest = Math.min(oldest, entry.atMs());
        }
      }
    }
    return new Waiting(events, oldest);
  }

  int size() {
    return size;
  }
}
