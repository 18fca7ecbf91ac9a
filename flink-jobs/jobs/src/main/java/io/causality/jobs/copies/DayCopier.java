package io.causality.jobs.copies;

import io.causality.proto.lake.DayCopies;
import io.causality.proto.lake.LakeHours;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.util.IOUtils;

/** Makes the copy of a day. For one thread. */
final class DayCopier {
  private final Path root;
  private final FileSystem files;
  private final CopyIndex index;

  /**
   * @param root URI of the folder of the tables, e.g. {@code s3://causality}
   */
  DayCopier(String root, CopyIndex index) throws IOException {
    this.root = new Path(root);
    this.files = FileSystem.get(this.root.toUri());
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
        download(new Path(root, DayCopies.folder(app) + "/" + old.file()), file);
        inputs.add(new Merge.Input(file, plan.kept().keySet()));
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
      upload(merged.file(), new Path(root, DayCopies.folder(app) + "/" + name));
      DayCopies.Entry copy = new DayCopies.Entry(name, states);
      index.put(app, day, copy);
      return Optional.of(new Made(copy, sources, merged.rows()));
    } finally {
      delete(folder);
    }
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
    Path source = new Path(root, "events/" + LakeHours.folder(app, hour.getValue().toEpochMilli()));
    for (FileStatus file : list(source)) {
      if (file.getPath().getName().endsWith(".parquet")) {
        java.nio.file.Path local = folder.resolve("source-" + inputs.size() + ".parquet");
        download(file.getPath(), local);
        inputs.add(new Merge.Input(local, Set.of(hour.getKey())));
      }
    }
  }

  /** What a folder holds; nothing when there is none. */
  FileStatus[] list(Path folder) throws IOException {
    try {
      FileStatus[] found = files.listStatus(folder);
      return found == null ? new FileStatus[0] : found;
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }

  /** The copies of an app that lie in the store. */
  FileStatus[] stored(String app) throws IOException {
    return list(new Path(root, DayCopies.folder(app)));
  }

  /** Deletes a copy. */
  void remove(FileStatus copy) throws IOException {
    files.delete(copy.getPath(), false);
  }

  private void download(Path from, java.nio.file.Path to) throws IOException {
    try (InputStream in = files.open(from)) {
      Files.copy(in, to);
    }
  }

  /** By way of the local disk: a plain stream to S3 holds a block of the heap from the start on. */
  private void upload(java.nio.file.Path from, Path to) throws IOException {
    RecoverableFsDataOutputStream out = files.createRecoverableWriter().open(to);
    try {
      Files.copy(from, out);
    } catch (IOException e) {
      IOUtils.closeQuietly(out);
      throw e;
    }
    out.closeForCommit().commit();
  }

  private static void delete(java.nio.file.Path folder) throws IOException {
    try (Stream<java.nio.file.Path> paths = Files.walk(folder)) {
      for (java.nio.file.Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
