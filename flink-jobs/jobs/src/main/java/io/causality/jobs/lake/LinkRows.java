package io.causality.jobs.lake;

import io.causality.jobs.archive.LinkEvent;
import io.causality.proto.lake.LakeSchema;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows of the table {@code device_links}. */
public final class LinkRows implements LakeRows<LinkEvent> {
  private static final long serialVersionUID = 1L;
  private static final int OBJECT_BYTES = 280;

  @Override
  public String table() {
    return "device_links";
  }

  @Override
  public Bucket bucket(LinkEvent row) {
    return Bucket.ofApp(row.appId());
  }

  @Override
  public int heapBytes(LinkEvent row) {
    return OBJECT_BYTES;
  }

  @Override
  public Comparator<LinkEvent> order() {
    return Comparator.comparing(LinkEvent::deviceId)
        .thenComparingLong(LinkEvent::timeMs)
        .thenComparingLong(LinkEvent::streamSeq);
  }

  @Override
  public Encoder<LinkEvent> encoder() {
    return SideRows.of(LakeSchema.current().deviceLinks(), LinkRows::value);
  }

  private static Function<LinkEvent, @Nullable Object> value(String column) {
    return switch (column) {
      case "device_id" -> LinkEvent::deviceId;
      case "user_id" -> LinkEvent::userId;
      case "ts" -> LinkEvent::timeMs;
      case "stream_seq" -> LinkEvent::streamSeq;
      default -> throw new IllegalArgumentException("no column " + column + " in device_links");
    };
  }
}
