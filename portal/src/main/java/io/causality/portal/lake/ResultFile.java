package io.causality.portal.lake;

import io.vertx.core.buffer.Buffer;

/**
 * A result as a file that is handed on in pieces while it arrives. Used by one thread. One that is
 * given up before its end needs no closing.
 */
public interface ResultFile extends ResultSink {
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
  void finish() throws InterruptedException;

  /** Whether a piece has been handed on, so that this cannot begin again. */
  boolean hasBegun();

  /** Whether there were more rows or bytes than allowed. */
  boolean isOverflown();

  /** Rows written. */
  long rows();
}
