package io.causality.jobs.lake;

import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;

/** Where readers learn which hours the lake may hold. */
public interface HourIndex extends AutoCloseable {
  /**
   * Returns once all keys are stored, durably; keys may be there already.
   *
   * @param keys as {@link Bucket#hourKey} gives them
   */
  void ensure(Collection<String> keys) throws IOException, InterruptedException;

  /**
   * Returns once every reader can tell that these hours are not as they were. Called after files of
   * theirs have become visible, and before anything says that they are.
   *
   * @param keys as {@link Bucket#hourKey} gives them
   */
  void changed(Collection<String> keys) throws IOException, InterruptedException;

  @Override
  void close() throws IOException;

  /** Makes an index in the task that uses it. */
  @FunctionalInterface
  interface Factory extends Serializable {
    HourIndex open() throws IOException;
  }
}
