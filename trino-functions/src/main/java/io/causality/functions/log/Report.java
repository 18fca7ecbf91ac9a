package io.causality.functions.log;

/** What many persons come to. Parts are merged, also as {@link #bytes}. Not thread-safe. */
public interface Report {
  /** The result as JSON. */
  String json();

  /** Bytes in memory, about. */
  long memoryBytes();

  /** The report as bytes, for another process. */
  byte[] bytes();
}
