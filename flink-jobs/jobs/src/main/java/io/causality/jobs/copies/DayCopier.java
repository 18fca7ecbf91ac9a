package io.causality.jobs.copies;

import io.causality.proto.lake.DayCopies;
import io.causality.proto.lake.LakeHours;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.FileStatus;

/** Makes the copies of days, and one file of those of several. For one thread. */
final class DayCopier {
  private final LakeStore store;
  private final CopyIndex index;

  DayCopier(LakeStore store, CopyIndex index) {
    this.store = store;
    this.index = index;
  }

  /** A copy that was made. */
  record Made(DayCopies.Entry copy, int sources, long rows) {}

  /**
   * Makes a copy and shows it to readers. Files that become visible meanwhile change the state of
   * their hour, and the copy does not count for that hour.
   *
   * @return empty when there was nothing to copy
   */
  Optional<Made> copy(String app, LocalDate day, CopyPlan plan, DayCopies.Entry old)
      throws IOException, InterruptedException {
    java.nio.file.Path folder = Files.createTempDirectory("causality-copy");
    try {
      NavigableMap<String, String> states = new TreeMap<>();
      List<Merge.Input> inputs = new ArrayList<>();
      if (!plan.kept().isEmpty()) {
        java.nio.file.Path file = folder.resolve("old.parquet");
        store.download(store.path(DayCopies.folder(app) + "/" + old.file()), file);
        inputs.add(new Merge.Input(file, numbers(plan.kept().values())));
        plan.kept().keySet().forEach(hour -> states.put(hour, state(old, hour)));
      }
      for (Map.Entry<String, Instant> hour : plan.read().entrySet()) {
        // First the state, then the files: every file that made this state is in the listing.
        Optional<String> state = index.state(app, hour.getValue());
        if (state.isPresent()) {
          read(app, hour, folder, inputs);
          states.put(hour.getKey(), state.get());
        }
      }
      if (inputs.isEmpty()) {
        return Optional.empty();
      }
      int sources = inputs.size();
      Merge.Output merged = new Merge(folder).all(inputs);
      String name = day + "-" + UUID.randomUUID() + ".parquet";
      store.upload(merged.file(), store.path(DayCopies.folder(app) + "/" + name));
      DayCopies.Entry copy = new DayCopies.Entry(name, states);
      index.put(app, day, copy);
      return Optional.of(new Made(copy, sources, merged.rows()));
    } finally {
      LakeStore.forget(folder);
    }
  }

  /**
   * Puts the copies of several days into one file and shows it to readers, day by day: each of them
   * reads a day from one file or the other.
   *
   * @return empty when there was nothing to do
   */
  Optional<Made> join(String app, NavigableMap<LocalDate, DayCopies.Entry> days)
      throws IOException, InterruptedException {
    Map<String, Set<Long>> hours = new LinkedHashMap<>();
    days.forEach(
        (day, copy) ->
            copy.states()
                .keySet()
                .forEach(
                    hour ->
                        hours
                            .computeIfAbsent(copy.file(), file -> new HashSet<>())
                            .add(EventCopyRow.hourNumber(start(day, hour)))));
    java.nio.file.Path folder = Files.createTempDirectory("causality-copy");
    try {
      List<Merge.Input> inputs = new ArrayList<>();
      for (Map.Entry<String, Set<Long>> copy : hours.entrySet()) {
        java.nio.file.Path file = folder.resolve("copy-" + inputs.size() + ".parquet");
        store.download(store.path(DayCopies.folder(app) + "/" + copy.getKey()), file);
        inputs.add(new Merge.Input(file, copy.getValue()));
      }
      if (inputs.isEmpty()) {
        return Optional.empty();
      }
      Merge.Output merged = new Merge(folder).all(inputs);
      String name = days.firstKey() + "-" + UUID.randomUUID() + ".parquet";
      store.upload(merged.file(), store.path(DayCopies.folder(app) + "/" + name));
      DayCopies.Entry joined = new DayCopies.Entry(name, days.size(), new TreeMap<>());
      for (Map.Entry<LocalDate, DayCopies.Entry> day : days.entrySet()) {
        joined = new DayCopies.Entry(name, days.size(), day.getValue().states());
        index.put(app, day.getKey(), joined);
      }
      return Optional.of(new Made(joined, hours.size(), merged.rows()));
    } finally {
      LakeStore.forget(folder);
    }
  }

  private static Instant start(LocalDate day, String hour) {
    return day.atStartOfDay().plusHours(Integer.parseInt(hour)).toInstant(ZoneOffset.UTC);
  }

  private static Set<Long> numbers(Collection<Instant> hours) {
    return hours.stream().map(EventCopyRow::hourNumber).collect(Collectors.toSet());
  }

  private static String state(DayCopies.Entry copy, String hour) {
    String state = copy.states().get(hour);
    if (state == null) {
      throw new IllegalStateException("the copy " + copy.file() + " has no hour " + hour);
    }
    return state;
  }

  private void read(
      String app,
      Map.Entry<String, Instant> hour,
      java.nio.file.Path folder,
      List<Merge.Input> inputs)
      throws IOException {
    String source = "events/" + LakeHours.folder(app, hour.getValue().toEpochMilli());
    for (FileStatus file : store.tableFiles(source)) {
      java.nio.file.Path local = folder.resolve("source-" + inputs.size() + ".parquet");
      store.download(file.getPath(), local);
      inputs.add(new Merge.Input(local, numbers(List.of(hour.getValue()))));
    }
  }

  /** The copies of an app that lie in the store. */
  FileStatus[] stored(String app) throws IOException {
    return store.list(DayCopies.folder(app));
  }

  /** Deletes a copy. */
  void remove(FileStatus copy) throws IOException {
    store.delete(copy);
  }
}
