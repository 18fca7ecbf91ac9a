package io.causality.jobs.copies;

import io.causality.proto.lake.DayCopies;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** Where readers learn which copies there are. Used by one thread. */
interface CopyIndex {
  /** What is known of every app. */
  Map<String, LakeRecord> read() throws IOException, InterruptedException;

  /** The state of an hour now; empty when there is no such hour. */
  Optional<String> state(String app, Instant hour) throws IOException, InterruptedException;

  /**
   * Forgets an hour, if its state is still this one.
   *
   * @return whether it is forgotten
   */
  boolean forget(String app, Instant hour, String state) throws IOException, InterruptedException;

  /** Gives an hour another state, so that no copy stands for it any more. */
  void changed(String app, Instant hour) throws IOException, InterruptedException;

  /** Readers use the copy of that day no more. */
  void forgetCopy(String app, LocalDate day) throws IOException, InterruptedException;

  /** Makes a copy the one that readers use, at once for all its hours. */
  void put(String app, LocalDate day, DayCopies.Entry copy)
      throws IOException, InterruptedException;
}
