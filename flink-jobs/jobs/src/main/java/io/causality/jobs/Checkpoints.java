package io.causality.jobs;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** The checkpoints that an earlier process of the same job left. */
final class Checkpoints {
  private static final String PREFIX = "chk-";
  private static final String METADATA = "_metadata";

  private Checkpoints() {}

  /**
   * The newest complete checkpoint. Only it may be resumed from: what it covers is committed to the
   * lake or will be, so that resuming from an older one would write its events twice.
   */
  static Optional<Path> newest(URI stateDir, JobID job) throws IOException {
    return newest(complete(new Path(new Path(stateDir), job.toHexString())));
  }

  /**
   * The newest complete checkpoint of a job that had one id after the other, each going on from the
   * checkpoints before it: of all folders in {@code stateDir} that with the greatest number.
   */
  static Optional<Path> newest(URI stateDir) throws IOException {
    Path root = new Path(stateDir);
    FileSystem files = root.getFileSystem();
    if (!files.exists(root)) {
      return Optional.empty();
    }
    List<Path> all = new ArrayList<>();
    for (FileStatus job : files.listStatus(root)) {
      if (job.isDir()) {
        all.addAll(complete(job.getPath()));
      }
    }
    return newest(all);
  }

  /**
   * Whether a checkpoint was completed after a savepoint was.
   *
   * @param savepoint its folder, or the metadata in it
   */
  static boolean isNewer(Path checkpoint, Path savepoint) throws IOException {
    return completedAt(checkpoint) > completedAt(savepoint);
  }

  private static long completedAt(Path point) throws IOException {
    Path metadata = point.getName().equals(METADATA) ? point : new Path(point, METADATA);
    return metadata.getFileSystem().getFileStatus(metadata).getModificationTime();
  }

  private static Optional<Path> newest(List<Path> checkpoints) {
    return checkpoints.stream().max(Comparator.comparingLong(Checkpoints::number));
  }

  private static List<Path> complete(Path folder) throws IOException {
    FileSystem files = folder.getFileSystem();
    List<Path> complete = new ArrayList<>();
    if (!files.exists(folder)) {
      return complete;
    }
    for (FileStatus status : files.listStatus(folder)) {
      Path path = status.getPath();
      // Its metadata is written last, and in one step.
      if (path.getName().matches(PREFIX + "[0-9]+") && files.exists(new Path(path, METADATA))) {
        complete.add(path);
      }
    }
    return complete;
  }

  private static long number(Path checkpoint) {
    return Long.parseLong(checkpoint.getName().substring(PREFIX.length()));
  }
}
