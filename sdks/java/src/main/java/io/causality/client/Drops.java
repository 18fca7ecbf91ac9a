package io.causality.client;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counts losses and tells the host. A listener that tracks an event and so loses another is not
 * told of that one: with a full queue it would never end. Thread-safe.
 */
final class Drops {
  private final Config config;
  private final Map<DropReason, Long> counts = new EnumMap<>(DropReason.class);
  private final ThreadLocal<Boolean> telling = new ThreadLocal<>();

  Drops(Config config) {
    this.config = config;
  }

  void report(DropReason reason, String detail, List<Entry> lost) {
    for (Entry entry : lost) {
      report(new Drop(reason, entry.field("id"), entry.field("event"), detail));
    }
  }

  void report(Drop drop) {
    synchronized (counts) {
      counts.merge(drop.reason(), 1L, Long::sum);
    }
    if (telling.get() != null) {
      return;
    }
    telling.set(true);
    try {
      Quietly.log(config.log, Log.Level.WARNING, "an event was lost: " + drop, null);
      Quietly.tell(config.onDrop, drop, config.log);
    } finally {
      telling.remove();
    }
  }

  Map<DropReason, Long> snapshot() {
    synchronized (counts) {
      return Collections.unmodifiableMap(new EnumMap<>(counts));
    }
  }
}
