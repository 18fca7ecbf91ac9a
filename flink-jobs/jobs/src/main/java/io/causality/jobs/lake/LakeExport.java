package io.causality.jobs.lake;

import java.io.IOException;
import java.util.Collection;
import java.util.function.Consumer;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.core.fs.Path;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/**
 * Writes a table's files without a running job, with the same code and so the same bytes in them:
 * for imports and for data that is generated. Not thread-safe.
 *
 * @param <T> a row
 */
public final class LakeExport<T> implements AutoCloseable {
  private static final SinkWriter.Context NO_CONTEXT =
      new SinkWriter.Context() {
        @Override
        public long currentWatermark() {
          return Long.MIN_VALUE;
        }

        @Override
        public Long timestamp() {
          return 0L;
        }
      };

  private final LakeWriter<T> writer;
  private final LakeFiles files;
  private final Consumer<String> hours;

  /**
   * Opens a table.
   *
   * @param root URI of the folder of the tables
   * @param maxBufferedBytes rows that wait in memory; below what a bucket takes until {@link
   *     #roll}, its rows get several files
   * @param hours is told of the key of each hour that gets a file, before the file is visible
   */
  public LakeExport(LakeRows<T> rows, String root, long maxBufferedBytes, Consumer<String> hours)
      throws IOException {
    this.files = new LakeFiles(new Path(root));
    this.writer =
        new LakeWriter<>(
            rows, files, maxBufferedBytes, maxBufferedBytes, new UnregisteredMetricsGroup());
    this.hours = hours;
  }

  /** Takes a row. */
  public void write(T row) throws IOException, InterruptedException {
    writer.write(row, NO_CONTEXT);
  }

  /** Makes visible what was written until now. */
  public void roll() throws IOException, InterruptedException {
    Collection<LakeCommittable> pending = writer.prepareCommit();
    for (LakeCommittable file : pending) {
      file.bucket().hourKey().ifPresent(hours);
      files.commit(file);
    }
  }

  @Override
  public void close() {
    writer.close();
  }
}
