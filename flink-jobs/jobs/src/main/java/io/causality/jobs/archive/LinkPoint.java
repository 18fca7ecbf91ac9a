package io.causality.jobs.archive;

/** A user was seen on a device at {@code timeMs}; of equal times the later in the stream counts. */
public record LinkPoint(long timeMs, long streamSeq, String userId)
    implements Comparable<LinkPoint> {
  @Override
  public int compareTo(LinkPoint other) {
    int byTime = Long.compare(timeMs, other.timeMs);
    return byTime != 0 ? byTime : Long.compare(streamSeq, other.streamSeq);
  }
}
