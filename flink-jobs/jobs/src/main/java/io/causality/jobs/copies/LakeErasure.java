package io.causality.jobs.copies;

import io.causality.proto.lake.DayCopies;
import io.causality.proto.lake.LakeHours;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.FileStatus;
import org.apache.parquet.example.data.Group;

/**
 * Takes a person's rows out of the lake's files, and their events out of the streams. A file is
 * replaced under its name in one step, once its commit cannot come again. For one thread.
 */
final class LakeErasure {
  /** Told after each file, so that a kill forgets little of the count. */
  @FunctionalInterface
  interface Progress {
    void saved() throws IOException, InterruptedException;
  }

  private final LakeStore store;
  private final CopyIndex index;
  private final StreamErasure streams;
  private final Instant settled;
  private final Progress progress;

  /**
   * An eraser.
   *
   * @param settled files that became visible before are committed for good
   */
  LakeErasure(
      LakeStore store, CopyIndex index, StreamErasure streams, Instant settled, Progress progress) {
    this.store = store;
    this.index = index;
    this.streams = streams;
    this.settled = settled;
    this.progress = progress;
  }

  /**
   * Goes once over everything of the app.
   *
   * @param values is told of all rows
   * @return whether nothing of the person was found, so that all is done
   */
  boolean pass(ErasureRequest request, LakeRecord record, long lastSeq, PersonValues values)
      throws IOException, InterruptedException {
    String app = request.app();
    PersonRows rows = new PersonRows(request.person(), lastSeq);
    for (FileStatus file : store.tableFiles("device_links/app_id=" + app)) {
      with(file, local -> RowFilter.read(local, rows::learn));
    }
    boolean clean = true;
    AtomicLong seen = new AtomicLong();
    Set<LocalDate> days = new TreeSet<>();
    for (Instant hour : record.states().keySet()) {
      LocalDate day = hour.atOffset(ZoneOffset.UTC).toLocalDate();
      String folder = "events/" + LakeHours.folder(app, hour.toEpochMilli());
      for (FileStatus file : store.tableFiles(folder)) {
        long theirs =
            theirs(
                file,
                rows,
                row -> {
                  seen.addAndGet(rows.isMeant(row) ? 1 : 0);
                  values.event(row, rows.isTheirs(row));
                });
        if (theirs == 0) {
          continue;
        }
        clean = false;
        remember(request, values);
        if (!days.contains(day)) {
          // Before the file changes: who reads copies reads no stale one.
          for (LocalDate together : record.sharing(day)) {
            index.forgetCopy(app, together);
            days.add(together);
          }
        }
        replace(file, rows, request, "events");
        index.changed(app, hour);
      }
    }
    if (!request.has("events_before")) {
      request.put("events_before", seen.get());
    }
    if (clean) {
      request.put("events_after", seen.get());
    }
    removeUnusedCopies(app, record, days, request);
    for (FileStatus file : store.tableFiles("traits/app_id=" + app)) {
      if (theirs(file, rows, row -> values.trait(row, rows.isTheirs(row))) > 0) {
        clean = false;
        remember(request, values);
        replace(file, rows, request, "traits");
      }
    }
    if (!clean) {
      return false;
    }
    streams.erase(request, rows);
    // Last: without them nobody could tell which rows without a user are the person's.
    return links(app, rows, request);
  }

  private boolean links(String app, PersonRows rows, ErasureRequest request)
      throws IOException, InterruptedException {
    boolean clean = true;
    for (FileStatus file : store.tableFiles("device_links/app_id=" + app)) {
      if (theirs(file, rows, row -> {}) > 0) {
        clean = false;
        replace(file, rows, request, "device_links");
      }
    }
    return clean;
  }

  /** Copies that no entry names may hold what has just been taken out. */
  private void removeUnusedCopies(
      String app, LakeRecord record, Set<LocalDate> changed, ErasureRequest request)
      throws IOException {
    Set<String> used =
        record.copies().entrySet().stream()
            .filter(copy -> !changed.contains(copy.getKey()))
            .map(copy -> copy.getValue().file())
            .collect(Collectors.toSet());
    for (FileStatus copy : store.list(DayCopies.folder(app))) {
      if (!used.contains(copy.getPath().getName())) {
        store.delete(copy);
        request.add("day_copies", 1);
      }
    }
  }

  /** Before the rows go that have them. */
  private void remember(ErasureRequest request, PersonValues values)
      throws IOException, InterruptedException {
    if (request.values().size() < values.all().size()) {
      request.values(values.all());
      progress.saved();
    }
  }

  private long theirs(FileStatus file, PersonRows rows, Consumer<Group> each)
      throws IOException, InterruptedException {
    AtomicLong theirs = new AtomicLong();
    with(
        file,
        local ->
            RowFilter.read(
                local,
                row -> {
                  each.accept(row);
                  theirs.addAndGet(rows.isTheirs(row) ? 1 : 0);
                }));
    return theirs.get();
  }

  private void replace(FileStatus file, PersonRows rows, ErasureRequest request, String table)
      throws IOException, InterruptedException {
    if (!Instant.ofEpochMilli(file.getModificationTime()).isBefore(settled)) {
      return; // its commit may still come again: in a later pass
    }
    with(
        file,
        local -> {
          java.nio.file.Path rest = local.resolveSibling("rest.parquet");
          RowFilter.Counts counts = RowFilter.without(local, rest, rows::isTheirs);
          if (counts.kept() == 0) {
            store.delete(file);
          } else {
            store.upload(rest, file.getPath());
          }
          request.add(table, counts.left());
          request.add("files", 1);
        });
    progress.saved();
  }

  /** Something to do with a local copy of a file. */
  @FunctionalInterface
  private interface Work {
    void with(java.nio.file.Path local) throws IOException;
  }

  private void with(FileStatus file, Work work) throws IOException {
    java.nio.file.Path folder = Files.createTempDirectory("causality-erase");
    try {
      java.nio.file.Path local = folder.resolve("file.parquet");
      store.download(file.getPath(), local);
      work.with(local);
    } finally {
      LakeStore.forget(folder);
    }
  }
}
