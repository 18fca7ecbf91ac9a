package io.causality.cli.backup;

import io.causality.cli.settings.DataFolder;
import io.causality.cli.settings.PropertiesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The way back from a {@link Backup}. */
public final class Restore {
  private static final int MOST_NAMED = 5;

  private Restore() {}

  /**
   * Fills a data folder. What is damaged is found before anything is written.
   *
   * @param data empty or not there; need not be where the backup comes from
   * @return how many files
   * @throws IOException also when the backup is not whole
   */
  public static long into(DataFolder data, Path backup) throws IOException {
    Map<String, String> about = PropertiesFile.read(backup.resolve(Backup.ABOUT));
    String before = about.get(Backup.FOLDER);
    if (before == null) {
      throw new IOException(backup + " is no backup, or one that was not finished");
    }
    Backup.requireEmpty(data.root());
    Map<String, String> expected = Sums.read(backup.resolve(Backup.SUMS));
    Map<String, String> found = Sums.of(backup.resolve(Backup.FILES));
    if (!found.equals(expected)) {
      throw new IOException("the backup is damaged: " + differing(expected, found));
    }
    Files.createDirectories(data.root());
    new Tree(backup.resolve(Backup.FILES), data.root()).copy(Kept.PARTS);
    CheckpointPaths.move(data.root().resolve(Kept.STATE), Path.of(before).resolve(Kept.STATE));
    return expected.size();
  }

  private static List<String> differing(Map<String, String> one, Map<String, String> other) {
    TreeSet<String> names = new TreeSet<>(one.keySet());
    names.addAll(other.keySet());
    names.removeIf(name -> one.getOrDefault(name, "").equals(other.getOrDefault(name, "none")));
    return names.stream().limit(MOST_NAMED).toList();
  }
}
