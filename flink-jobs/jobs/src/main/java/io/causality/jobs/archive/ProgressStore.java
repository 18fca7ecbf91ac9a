package io.causality.jobs.archive;

import java.io.IOException;
import java.io.Serializable;

/** Where the portal finds the progress document. */
public interface ProgressStore extends AutoCloseable {
  /** Replaces the document. */
  void put(String document) throws IOException, InterruptedException;

  @Override
  void close() throws IOException;

  /** Makes a store in the task that uses it. */
  @FunctionalInterface
  interface Factory extends Serializable {
    ProgressStore open() throws IOException;
  }
}
