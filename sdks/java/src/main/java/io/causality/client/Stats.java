package io.causality.client;

import java.util.Map;

/** What a client knows of itself at one moment. Immutable. */
public final class Stats {
  private final int queued;
  private final int stored;
  private final Map<DropReason, Long> dropped;

  Stats(int queued, int stored, Map<DropReason, Long> dropped) {
    this.queued = queued;
    this.stored = stored;
    this.dropped = dropped;
  }

  /** Events that wait or are under way. */
  public int queued() {
    return queued;
  }

  /** How many of them are on the disk; 0 without storage. */
  public int stored() {
    return stored;
  }

  /** Lost events since the client was made, by reason. */
  public Map<DropReason, Long> dropped() {
    return dropped;
  }
}
