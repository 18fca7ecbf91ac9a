package io.causality.portal.lake;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * A result as a file that is handed on in pieces while it arrives. Used by one thread; closed when
 * its work is over, also after a failure.
 */
public interface ResultFile extends ResultSink, AutoCloseable {
  /** Takes the pieces. */
  @FunctionalInterface
  interface Out {
    void write(Buffer piece) throws InterruptedException;
  }

  /**
   * Makes the file of one attempt.
   *
   * @see CsvWriter
   * @see ParquetResult
   */
  @FunctionalInterface
  interface Factory {
    ResultFile create(long maxRows, long maxBytes, Out out);
  }

  /** Hands on what is left: the file is whole then. */
  void finish() throws IOException, InterruptedException;

  /** Whether a piece has been handed on, so that this cannot begin again. */
  boolean hasBegun();

  /** Whether there were more rows or bytes than allowed. */
  boolean isOverflown();

  /** Rows written. */
  long rows();

  /** Gives its memory back; never fails, and hands on nothing. */
  @Override
  default void close() {}
}
