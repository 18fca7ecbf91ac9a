package io.causality.jobs.lake;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes rows as Parquet files that become visible when the checkpoint that covers them is
 * complete: exactly once, whatever fails in between. Rows wait in memory, a bounded number of
 * bytes, and are sorted and encoded one file at a time, so that the number of buckets does not
 * matter. Flink's own file sink keeps an open Parquet writer per bucket.
 *
 * @param <T> a row
 */
public final class LakeSink<T> implements Sink<T>, SupportsCommitter<LakeCommittable> {
  private static final long serialVersionUID = 1L;

  private final LakeRows<T> rows;
  private final String root;
  private final long maxBufferedBytes;
  private final long maxFileBytes;
  private final HourIndex.Factory hours;

  /**
   * Describes the sink of one table.
   *
   * @param root URI of the folder of the tables, e.g. {@code s3://causality}
   * @param maxBufferedBytes rows of one task that wait in memory
   * @param maxFileBytes rows of one file, by their size in memory; the file is several times
   *     smaller
   */
  public LakeSink(
      LakeRows<T> rows,
      String root,
      long maxBufferedBytes,
      long maxFileBytes,
      HourIndex.Factory hours) {
    this.rows = rows;
    this.root = root;
    this.maxBufferedBytes = maxBufferedBytes;
    this.maxFileBytes = maxFileBytes;
    this.hours = hours;
  }

  @Override
  public LakeWriter<T> createWriter(WriterInitContext context) throws IOException {
    return new LakeWriter<>(
        rows, new LakeFiles(new Path(root)), maxBufferedBytes, maxFileBytes, context.metricGroup());
  }

  @Override
  public Committer<LakeCommittable> createCommitter(CommitterInitContext context)
      throws IOException {
    return new LakeCommitter(new LakeFiles(new Path(root)), hours.open(), context.metricGroup());
  }

  @Override
  public SimpleVersionedSerializer<LakeCommittable> getCommittableSerializer() {
    return new LakeCommittable.Serializer();
  }
}
