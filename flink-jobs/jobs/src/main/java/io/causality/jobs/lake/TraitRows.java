package io.causality.jobs.lake;

import io.causality.jobs.archive.TraitRow;
import io.causality.proto.lake.LakeSchema;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows of the table {@code traits}. */
public final class TraitRows implements LakeRows<TraitRow> {
  private static final long serialVersionUID = 1L;
  private static final int OBJECT_BYTES = 360;

  @Override
  public String table() {
    return "traits";
  }

  @Override
  public Bucket bucket(TraitRow row) {
    return Bucket.ofApp(row.appId());
  }

  @Override
  public int heapBytes(TraitRow row) {
    return OBJECT_BYTES + (row.value() == null ? 0 : row.value().length());
  }

  @Override
  public Comparator<TraitRow> order() {
    return Comparator.comparing(TraitRow::userId)
        .thenComparing(TraitRow::deviceId)
        .thenComparing(TraitRow::name)
        .thenComparingLong(TraitRow::streamSeq);
  }

  @Override
  public Encoder<TraitRow> encoder() {
    return SideRows.of(LakeSchema.current().traits(), TraitRows::value);
  }

  private static Function<TraitRow, @Nullable Object> value(String column) {
    return switch (column) {
      case "device_id" -> row -> row.deviceId().isEmpty() ? null : row.deviceId();
      case "user_id" -> row -> row.userId().isEmpty() ? null : row.userId();
      case "name" -> TraitRow::name;
      case "value" -> TraitRow::value;
      case "once" -> TraitRow::once;
      case "ts" -> TraitRow::timeMs;
      case "stream_seq" -> TraitRow::streamSeq;
      default -> throw new IllegalArgumentException("no column " + column + " in traits");
    };
  }
}
