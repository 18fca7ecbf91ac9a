package io.causality.portal.lake;

/**
 * What a statement read, as the engine counts.
 *
 * @param bytes from storage
 * @param splitsDone pieces of work that are done
 * @param splitsTotal pieces of work that are known by now; may grow
 */
public record Statistics(long rows, long bytes, int splitsDone, int splitsTotal) {
  /** Nothing yet. */
  public static final Statistics NONE = new Statistics(0, 0, 0, 0);
}
