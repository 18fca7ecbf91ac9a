package io.causality.jobs.catalog;

import java.io.IOException;
import java.io.Serializable;
import java.util.Map;

/** Where the portal finds the catalog. */
public interface CatalogStore extends AutoCloseable {
  /** Replaces the value of an entry. */
  void put(String key, String value) throws IOException, InterruptedException;

  /** Values that are to be taken out, as {@link ForgottenValues} reads them, by key. */
  Map<String, String> toForget() throws IOException, InterruptedException;

  /** They are out for good: the entry goes. */
  void forgotten(String key) throws IOException, InterruptedException;

  @Override
  void close() throws IOException;

  /** Makes a store in the task that uses it. */
  @FunctionalInterface
  interface Factory extends Serializable {
    CatalogStore open() throws IOException;
  }
}
