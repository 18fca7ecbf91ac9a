package io.causality.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one folder from which Trino loads its plugins: links to those of the installation, and copies
 * of our own, so that a build does not take the jars from under a running server.
 */
final class PluginFolder {
  private PluginFolder() {}

  /**
   * Makes the folder anew.
   *
   * @throws MissingServerException when one of our own has not been built
   */
  static void fill(Path folder, Path installed, List<Path> own) throws IOException {
    delete(folder);
    Files.createDirectories(folder);
    for (Path plugin : list(installed)) {
      Files.createSymbolicLink(folder.resolve(plugin.getFileName()), plugin.toAbsolutePath());
    }
    for (int i = 0; i < own.size(); i++) {
      Path copy = Files.createDirectories(folder.resolve("own-" + i));
      for (Path jar : built(own.get(i))) {
        Files.copy(jar, copy.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static List<Path> built(Path plugin) throws IOException {
    try {
      return list(plugin);
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw new MissingServerException(
          "missing: Trino's plugin in "
              + plugin
              + "; build it with: ./mvnw -pl trino-functions -DskipTests package");
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  /** Links are removed, not followed. */
  private static void delete(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    for (Path entry : list(folder)) {
      if (Files.isDirectory(entry) && !Files.isSymbolicLink(entry)) {
        delete(entry);
      } else {
        Files.delete(entry);
      }
    }
    Files.delete(folder);
  }
}
