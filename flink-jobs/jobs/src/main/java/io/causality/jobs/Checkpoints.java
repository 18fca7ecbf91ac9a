package io.causality.jobs;

import java.io.IOException;
import java.net.URI;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
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
    Path folder = new Path(new Path(stateDir), job.toHexString());
    FileSystem files = folder.getFileSystem();
    if (!files.exists(folder)) {
      return Optional.empty();
    }
    Optional<Path> newest = Optional.empty();
    var newestFirst =
        Stream.of(files.listStatus(folder))
            .map(FileStatus::getPath)
            .filter(path -> path.getName().matches(PREFIX + "[0-9]+"))
            .sorted(Comparator.comparingLong(Checkpoints::number).reversed())
            .toList();
    for (Path path : newestFirst) {
      // Written last, and in one step.
      if (files.exists(new Path(path, METADATA))) {
        newest = Optional.of(path);
        break;
      }
    }
    return newest;
  }

  private static long number(Path checkpoint) {
    return Long.parseLong(checkpoint.getName().substring(PREFIX.length()));
  }
}
