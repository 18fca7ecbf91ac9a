package io.causality.jobs.detection;

import java.io.IOException;
import java.io.Serializable;

/** Where the portal finds what the job says of its rules. */
public interface StatusStore extends AutoCloseable {
  /** Replaces the document of a rule. */
  void put(String key, String document) throws IOException, InterruptedException;

  /** Takes the document of a rule away. */
  void delete(String key) throws IOException, InterruptedException;

  @Override
  void close() throws IOException;

  /** Makes a store in the task that uses it. */
  @FunctionalInterface
  interface Factory extends Serializable {
    StatusStore open();
  }
}
