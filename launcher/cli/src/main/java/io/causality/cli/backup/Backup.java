package io.causality.cli.backup;

import io.causality.cli.settings.DataFolder;
import io.causality.cli.settings.PropertiesFile;
import io.causality.cli.supervise.ProcessLedger;
import io.causality.cli.supervise.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A backup of a data folder. What a running product keeps is copied while it runs; then all its
 * processes are held still, and what has changed meanwhile is copied again. So the backup is what a
 * kill of everything at that moment would leave, which each part is made to go on from.
 */
public final class Backup {
  static final String FILES = "data";
  static final String SUMS = "files.sha256";
  static final String ABOUT = "backup.properties";
  static final String FOLDER = "data-folder";
  private static final String MADE_AT = "made-at";

  private Backup() {}

  /**
   * What was kept.
   *
   * @param stoodStill how long the product was held; zero when it did not run
   */
  public record Made(long files, long bytes, Duration stoodStill) {}

  /**
   * Makes one.
   *
   * @param to a folder that is empty or not there
   * @throws IOException also when there is no data, or something in {@code to}
   */
  public static Made make(DataFolder data, Path to) throws IOException, InterruptedException {
    if (!Files.isDirectory(data.root())) {
      throw new IOException("there is no data in " + data.root());
    }
    requireEmpty(to);
    Path files = Files.createDirectories(to.resolve(FILES));
    Tree tree = new Tree(data.root(), files);
    Optional<ProcessHandle> supervisor =
        RunFile.find(data).flatMap(running -> ProcessLedger.find(running.identity()));
    Instant madeAt;
    Duration stoodStill = Duration.ZERO;
    if (supervisor.isPresent()) {
      tree.copy(Kept.PARTS);
      tree.copy(Kept.PARTS);
      long began = System.nanoTime();
      try (Freezer held = Freezer.freeze(supervisor.get())) {
        madeAt = Instant.now();
        tree.copy(Kept.PARTS);
      }
      stoodStill = Duration.ofNanos(System.nanoTime() - began);
    } else {
      madeAt = Instant.now();
      tree.copy(Kept.PARTS);
    }
    Map<String, String> sums = Sums.of(files);
    Sums.write(to.resolve(SUMS), sums);
    // Last: who finds it finds everything.
    PropertiesFile.write(
        to.resolve(ABOUT), Map.of(FOLDER, data.root().toString(), MADE_AT, madeAt.toString()));
    return new Made(sums.size(), size(files), stoodStill);
  }

  static void requireEmpty(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        if (entries.findAny().isEmpty()) {
          return;
        }
      }
    }
    if (Files.exists(folder)) {
      throw new IOException(folder + " is there already and not empty");
    }
  }

  private static long size(Path folder) throws IOException {
    long bytes = 0;
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }
}
