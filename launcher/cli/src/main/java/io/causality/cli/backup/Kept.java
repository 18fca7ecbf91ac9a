package io.causality.cli.backup;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What of a data folder is worth keeping: the rest is made anew at the start, or is a log. */
final class Kept {
  /** Where the jobs keep their checkpoints. */
  static final Path STATE = Path.of("flink", "state");

  /** Folders and files, by their paths in the data folder. */
  static final List<Path> PARTS =
      List.of(
          Path.of("nats", "store"),
          Path.of("postgres", "data"),
          Path.of("s3", "objects"),
          STATE,
          Path.of("keys"),
          Path.of("secrets.properties"));

  /** Names the process that runs; a server that finds it in a copy takes that one for its own. */
  private static final Set<String> OF_THE_PROCESS = Set.of("postmaster.pid", "postmaster.opts");

  private Kept() {}

  static boolean isKept(Path file) {
    return !OF_THE_PROCESS.contains(file.getFileName().toString());
  }
}
