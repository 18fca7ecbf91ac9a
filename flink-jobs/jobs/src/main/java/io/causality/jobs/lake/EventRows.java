package io.causality.jobs.lake;

import io.causality.jobs.archive.StreamEvent;
import java.util.Comparator;

/**
 * Rows of the table {@code events}, sorted so that what an insight reads lies together: by event,
 * then person, then time.
 */
public final class EventRows implements LakeRows<StreamEvent> {
  private static final long serialVersionUID = 1L;

  /** Object headers and fields of an event and its five strings, roughly. */
  private static final int OBJECT_BYTES = 320;

  /** By hand: sorting is a tenth of the work on a file, and chained comparators double it. */
  private static int compare(StreamEvent one, StreamEvent other) {
    int byName = one.name().compareTo(other.name());
    if (byName != 0) {
      return byName;
    }
    int byPerson = one.person().compareTo(other.person());
    if (byPerson != 0) {
      return byPerson;
    }
    int byTime = Long.compare(one.timeMs(), other.timeMs());
    return byTime != 0 ? byTime : Long.compare(one.streamSeq(), other.streamSeq());
  }

  @Override
  public String table() {
    return "events";
  }

  @Override
  public Bucket bucket(StreamEvent row) {
    return Bucket.ofHour(row.appId(), row.timeMs());
  }

  @Override
  public int heapBytes(StreamEvent row) {
    return OBJECT_BYTES + row.envelope().length;
  }

  @Override
  public Comparator<StreamEvent> order() {
    return EventRows::compare;
  }

  @Override
  public Encoder<StreamEvent> encoder() {
    return new EventEncoder();
  }
}
