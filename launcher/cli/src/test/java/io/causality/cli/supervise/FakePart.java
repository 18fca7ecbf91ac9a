package io.causality.cli.supervise;

import io.causality.servers.Launch;
import io.causality.servers.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real process that is healthy while a file exists; it says in another file how it ended. */
final class FakePart extends Server {
  private final Path folder;
  private final String script;

  private FakePart(String name, Path folder, String script) {
    super(name, folder.resolve(name + ".log"));
    this.folder = folder;
    this.script = script;
  }

  /** Runs until it is stopped, and then adds its name to {@code stopped}. */
  static FakePart living(String name, Path folder) {
    String script =
        "echo started; touch %s.healthy; trap 'echo %s >> stopped; exit 0' TERM; while :; do sleep 0.05; done";
    return new FakePart(name, folder, script.formatted(name, name));
  }

  /** Ends at once. */
  static FakePart dying(String name, Path folder) {
    return new FakePart(name, folder, "echo no such file; exit 7");
  }

  /** Its place among the others. */
  Part part(String... needs) {
    Duration second = Duration.ofSeconds(1);
    return new Part(this, List.of(needs), second.multipliedBy(10), second.dividedBy(10));
  }

  Path healthy() {
    return folder.resolve(name() + ".healthy");
  }

  @Override
  protected Launch prepare() {
    return new Launch(List.of("bash", "-c", script), folder, Map.of());
  }

  @Override
  public Optional<String> problem() {
    return Files.exists(healthy()) ? Optional.empty() : Optional.of("not healthy yet");
  }
}
