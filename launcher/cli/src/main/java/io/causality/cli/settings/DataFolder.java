package io.causality.cli.settings;

import java.nio.file.Path;

/** Names in the data folder. */
public record DataFolder(Path root) {
  /** Folder of a part: its data, configuration and log. */
  public Path part(String name) {
    return root.resolve(name);
  }

  /** What was made once and nobody else may read. */
  Path secrets() {
    return root.resolve("secrets.properties");
  }

  /** Ports of the inner parts, kept from run to run. */
  public Path ports() {
    return root.resolve("ports.properties");
  }

  /** Who runs the product now. */
  public Path run() {
    return root.resolve("run.properties");
  }

  /** Processes of the parts, to find them again when the supervisor was killed. */
  public Path processes() {
    return root.resolve("processes.properties");
  }

  /** What the supervisor says when nobody watches. */
  public Path supervisorLog() {
    return root.resolve("supervisor.log");
  }

  /** API keys of apps that this command made, a file each. */
  public Path appKey(String app) {
    return root.resolve("keys").resolve(app);
  }
}
