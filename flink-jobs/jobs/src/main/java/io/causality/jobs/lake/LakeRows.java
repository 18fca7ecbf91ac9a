package io.causality.jobs.lake;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/**
 * How rows of one table become files. Implementations hold no state that changes.
 *
 * @param <T> a row
 */
public interface LakeRows<T> extends Serializable {
  /** Folder of the table in the bucket, e.g. {@code events}. */
  String table();

  /** The folder below it to which the row belongs. */
  Bucket bucket(T row);

  /** About how many bytes of heap the row holds while it waits. */
  int heapBytes(T row);

  /** The order of rows in a file. */
  Comparator<T> order();

  /** What writes rows, for one task; not thread-safe, lives as long as the task. */
  Encoder<T> encoder();

  /**
   * Chooses the columns of a file.
   *
   * @param <T> a row
   */
  interface Encoder<T> {
    /** Schema and row writer for a file of these rows. */
    RowWriter<T> forFile(List<T> rows);
  }
}
