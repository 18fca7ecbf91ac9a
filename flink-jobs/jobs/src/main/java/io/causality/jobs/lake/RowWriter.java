package io.causality.jobs.lake;

import java.util.List;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/**
 * Writes the rows of one file.
 *
 * @param <T> a row
 */
interface RowWriter<T> {
  /** The file's schema. */
  MessageType schema();

  /**
   * Columns whose values do not repeat and are not in order: dictionaries and bounds are no use.
   */
  default List<String> uniqueColumns() {
    return List.of();
  }

  /** Writes the fields of a row, between the start and the end of its message. */
  void write(T row, RecordConsumer consumer);
}
