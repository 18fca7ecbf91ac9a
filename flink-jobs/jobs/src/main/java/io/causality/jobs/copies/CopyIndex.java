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

  /** Makes a copy the one that readers use, at once for all its hours. */
  void put(String app, LocalDate day, DayCopies.Entry copy)
      throws IOException, InterruptedException;
}
