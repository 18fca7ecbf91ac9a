package io.causality.jobs.archive;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A progress store that tests look into; one at a time. */
final class PublishedDocuments {
  private static final List<String> PUBLISHED = new CopyOnWriteArrayList<>();

  private PublishedDocuments() {}

  static List<String> open() {
    PUBLISHED.clear();
    return PUBLISHED;
  }

  static ProgressStore.Factory factory() {
    return () ->
        new ProgressStore() {
          @Override
          public void put(String document) {
            PUBLISHED.add(document);
          }

          @Override
          public void close() {}
        };
  }
}
