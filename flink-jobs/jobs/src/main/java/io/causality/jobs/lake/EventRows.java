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

  private static final Comparator<StreamEvent> ORDER =
      Comparator.comparing(StreamEvent::name)
          .thenComparing(StreamEvent::person)
          .thenComparingLong(StreamEvent::timeMs)
          .thenComparingLong(StreamEvent::streamSeq);

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
    return ORDER;
  }

  @Override
  public Encoder<StreamEvent> encoder() {
    return new EventEncoder();
  }
}
