package io.causality.jobs.archive;

/**
 * A user was seen on a device at {@code timeMs}; of equal times the later in the stream counts.
 *
 * @param passed readers know of it
 */
public record LinkPoint(long timeMs, long streamSeq, String userId, boolean passed)
    implements Comparable<LinkPoint> {
  LinkPoint asPassed() {
    return new LinkPoint(timeMs, streamSeq, userId, true);
  }

  /** By time, then order of arrival; two points of one device are never the same in both. */
  @Override
  public int compareTo(LinkPoint other) {
    int byTime = Long.compare(timeMs, other.timeMs);
    return byTime != 0 ? byTime : Long.compare(streamSeq, other.streamSeq);
  }
}
