package io.causality.jobs.copies;

import io.causality.proto.lake.LakeHours;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.core.fs.FileStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes days that are older than their app keeps events. For one thread. */
final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final LakeStore store;
  private final CopyIndex index;

  Retention(LakeStore store, CopyIndex index) {
    this.store = store;
    this.index = index;
  }

  /**
   * Removes whole days (UTC) that ended more than {@code days} days ago.
   *
   * @param settled files that became visible before are committed for good, so that no job that
   *     goes on after a failure misses them
   */
  void expire(String app, int days, LakeRecord record, Instant now, Instant settled)
      throws IOException, InterruptedException {
    LocalDate first = now.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(days);
    TreeSet<LocalDate> left = new TreeSet<>();
    TreeSet<LocalDate> expired = new TreeSet<>(record.copies().headMap(first).keySet());
    for (Map.Entry<Instant, String> hour : record.states().entrySet()) {
      LocalDate day = hour.getKey().atOffset(ZoneOffset.UTC).toLocalDate();
      if (!day.isBefore(first)) {
        break;
      }
      expired.add(day);
      // The files first: an hour that nobody knows of any more would never be looked for again.
      if (!empty(app, hour.getKey(), settled)
          || !index.forget(app, hour.getKey(), hour.getValue())) {
        left.add(day);
      }
    }
    expired.removeAll(left);
    for (LocalDate day : expired) {
      // The file goes when no reader can know of it any more.
      index.forgetCopy(app, day);
      LOG.info("event=day_expired app={} day={} kept_days={}", app, day, days);
    }
  }

  /** Deletes the files of an hour; whether none is left. */
  private boolean empty(String app, Instant hour, Instant settled) throws IOException {
    boolean all = true;
    String folder = "events/" + LakeHours.folder(app, hour.toEpochMilli());
    for (FileStatus file : store.tableFiles(folder)) {
      if (Instant.ofEpochMilli(file.getModificationTime()).isBefore(settled)) {
        store.delete(file);
      } else {
        all = false;
      }
    }
    return all;
  }
}
