package io.causality.cli.chaos;

import io.causality.cli.settings.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Small disks in memory under the folders of parts that store events, so that they can be filled
 * without harm to the machine. Only root may mount them; without them there are no such faults.
 */
final class Disks implements AutoCloseable {
  /** Far more than a run writes. */
  private static final String SIZE = "size=768m";

  private static final Map<String, String> FOLDERS = Map.of("s3", "objects");

  private final List<Faults.Disk> mounted = new ArrayList<>();

  private Disks() {}

  static Disks mount(DataFolder data, Consumer<String> says)
      throws IOException, InterruptedException {
    Disks disks = new Disks();
    for (Map.Entry<String, String> entry : FOLDERS.entrySet()) {
      Path folder = data.part(entry.getKey()).resolve(entry.getValue());
      List<Path> inside = Files.isDirectory(folder) ? children(folder) : List.of();
      Files.createDirectories(folder);
      if (run("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", folder.toString()) != 0) {
        says.accept("no disk of its own for " + entry.getKey() + ": disks will not be filled");
        continue;
      }
      for (Path child : inside) { // buckets: empty folders so far
        Files.createDirectories(child);
      }
      disks.mounted.add(new Faults.Disk(entry.getKey(), folder));
    }
    return disks;
  }

  List<Faults.Disk> all() {
    return List.copyOf(mounted);
  }

  private static List<Path> children(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return 127; // no such program on this machine
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    for (Faults.Disk disk : mounted) {
      run("umount", "-l", disk.folder().toString());
    }
  }
}
