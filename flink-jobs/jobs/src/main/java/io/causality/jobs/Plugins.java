package io.causality.jobs;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigConstants;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.plugin.DefaultPluginManager;
import org.apache.flink.core.plugin.DirectoryBasedPluginFinder;
import org.apache.flink.core.plugin.PluginManager;

/** Finds Flink's plugins: the S3 file system, which must not lie on the classpath. */
final class Plugins {
  private Plugins() {}

  /**
   * The folder of plugins: where {@code FLINK_PLUGINS_DIR} says, else {@code plugins} beside this
   * program's jar (or beside its classes), else in the working directory.
   *
   * @throws IOException when there is none
   */
  static Path folder(Map<String, String> environment) throws IOException {
    String named = environment.get(ConfigConstants.ENV_FLINK_PLUGINS_DIR);
    List<Path> candidates =
        Stream.concat(
                Stream.ofNullable(named).map(Path::of),
                Stream.of(beside(Plugins.class).resolve("plugins"), Path.of("plugins")))
            .toList();
    for (Path candidate : candidates) {
      if (Files.isDirectory(candidate)) {
        return candidate;
      }
    }
    throw new IOException("no folder of Flink plugins among " + candidates);
  }

  /** Loads each sub-folder of the folder in a class loader of its own. */
  static PluginManager manager(Path folder) throws IOException {
    return new DefaultPluginManager(
        new DirectoryBasedPluginFinder(folder).findPlugins(),
        CoreOptions.getPluginParentFirstLoaderPatterns(new Configuration()));
  }

  private static Path beside(Class<?> type) throws IOException {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toAbsolutePath()
          .resolveSibling("");
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }
}
