package io.causality.cli.supervise;

import io.causality.servers.HttpProbe;
import io.causality.servers.Launch;
import io.causality.servers.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of our own services: a main class with its jars, healthy when its {@code /readyz} says so.
 */
final class JavaService extends Server {
  private final Spec spec;

  /**
   * What to run.
   *
   * @param java the program of the JDK that the service wants
   * @param options of the JVM
   * @param target the module's build folder: its jar, and {@code lib/} with what it needs
   * @param artifact name of the jar without version
   * @param mainClass to run
   * @param folder for log and data
   * @param environment the service's configuration
   * @param managementPort where it answers {@code /readyz}
   */
  record Spec(
      String name,
      Path java,
      List<String> options,
      Path target,
      String artifact,
      String mainClass,
      Path folder,
      Map<String, String> environment,
      int managementPort) {}

  JavaService(Spec spec) {
    super(spec.name(), spec.folder().resolve(spec.name() + ".log"));
    this.spec = spec;
  }

  @Override
  protected Launch prepare() throws IOException {
    Files.createDirectories(spec.folder());
    List<String> command = new ArrayList<>();
    command.add(spec.java().toString());
    command.addAll(spec.options());
    command.addAll(List.of("-cp", classPath(), spec.mainClass()));
    return new Launch(command, spec.folder(), spec.environment());
  }

  private String classPath() {
    Path jar = spec.target().resolve(spec.artifact() + "-0.1.0-SNAPSHOT.jar");
    return jar + ":" + spec.target().resolve("lib") + "/*";
  }

  @Override
  public Optional<String> problem() {
    return HttpProbe.problem("http://127.0.0.1:" + spec.managementPort() + "/readyz");
  }
}
