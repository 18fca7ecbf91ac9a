package io.causality.jobs.catalog;

import java.io.IOException;
import java.io.Serializable;

/** Where the portal finds the catalog. */
public interface CatalogStore extends AutoCloseable {
  /** Replaces the value of an entry. */
  void put(String key, String value) throws IOException, InterruptedException;

  @Override
  void close() throws IOException;

  /** Makes a store in the task that uses it. */
  @FunctionalInterface
  interface Factory extends Serializable {
    CatalogStore open() throws IOException;
  }
}
