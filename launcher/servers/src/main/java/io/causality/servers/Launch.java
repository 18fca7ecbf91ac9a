package io.causality.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to start a process.
 *
 * @param command program and arguments
 * @param directory working directory; exists
 * @param environment added to this process's environment
 */
public record Launch(List<String> command, Path directory, Map<String, String> environment) {
  /** Copies its collections. */
  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
