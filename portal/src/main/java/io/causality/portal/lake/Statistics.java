package io.causality.portal.lake;

/** What a statement read, as the engine counts: rows, and bytes from storage. */
public record Statistics(long rows, long bytes) {
  static final Statistics NONE = new Statistics(0, 0);
}
