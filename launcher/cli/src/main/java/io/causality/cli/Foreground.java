package io.causality.cli;

import io.causality.cli.settings.DataFolder;
import io.causality.cli.settings.Secrets;
import io.causality.cli.settings.Settings;
import io.causality.cli.supervise.Part;
import io.causality.cli.supervise.ProcessLedger;
import io.causality.cli.supervise.Product;
import io.causality.cli.supervise.RunFile;
import io.causality.cli.supervise.StatusEndpoint;
import io.causality.cli.supervise.StatusReport;
import io.causality.cli.supervise.Supervisor;
import io.causality.cli.supervise.Urls;
import io.causality.servers.Installation;
import io.causality.servers.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs the product in this process until somebody stops it. */
final class Foreground {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss'Z'");
  private static final Duration START_LIMIT = Duration.ofMinutes(10);

  private final Settings settings;
  private final Secrets secrets;
  private final DataFolder data;
  private final PrintWriter err;

  Foreground(Settings settings, Secrets secrets, PrintWriter err) {
    this.settings = settings;
    this.secrets = secrets;
    this.data = new DataFolder(settings.data());
    this.err = err;
  }

  /**
   * Returns when everything has been stopped.
   *
   * @param whenReady called once, with the public addresses
   * @throws CommandFailedException when a port is taken, or when a part will not come up;
   *     everything is stopped then
   */
  int run(Consumer<Urls> whenReady) throws IOException, InterruptedException {
    try (FileChannel channel =
            FileChannel.open(
                data.root().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new CommandFailedException("another 'up' is starting in " + data.root());
      }
      return runLocked(whenReady);
    }
  }

  private int runLocked(Consumer<Urls> whenReady) throws IOException, InterruptedException {
    ProcessLedger ledger = new ProcessLedger(data.processes());
    List<String> orphans = ledger.endOrphans();
    if (!orphans.isEmpty()) {
      err.println("ended what an earlier run left behind: " + String.join(", ", orphans));
    }
    requireFreePorts(settings);
    Path root = Path.of(System.getProperty("causality.root", "."));
    List<Part> parts =
        Product.parts(settings, secrets, root, Installation.find(), Product.Links.DIRECT);
    Supervisor supervisor = new Supervisor(parts, Product.STOP_ORDER, ledger, this::say);
    Urls urls = new Urls(settings.gatewayPort(), settings.managementPort(), settings.portalPort());
    Supplier<StatusReport> report = () -> StatusReport.of(urls, supervisor.parts());
    String token = UUID.randomUUID().toString();
    try (StatusEndpoint endpoint = StatusEndpoint.open(report, token)) {
      runFile(endpoint.port(), token).write(data);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(supervisor), "stop-all"));
      return superviseUntilStopped(supervisor, urls, whenReady);
    }
  }

  private static void requireFreePorts(Settings settings) {
    record Port(String flag, int number) {}
    List<Port> ports =
        List.of(
            new Port("--gateway-port", settings.gatewayPort()),
            new Port("--management-port", settings.managementPort()),
            new Port("--portal-port", settings.portalPort()));
    List<String> taken =
        ports.stream()
            .filter(port -> !Ports.isFree(port.number()))
            .map(p -> "port %d is in use; choose another with %s".formatted(p.number(), p.flag()))
            .toList();
    if (!taken.isEmpty()) {
      throw new CommandFailedException(String.join("\n", taken));
    }
  }

  private int superviseUntilStopped(Supervisor supervisor, Urls urls, Consumer<Urls> whenReady)
      throws InterruptedException {
    switch (supervisor.start(START_LIMIT)) {
      case Supervisor.Start.Ready() -> {
        whenReady.accept(urls);
        supervisor.awaitStopped();
        return Main.DONE;
      }
      case Supervisor.Start.Failed(String part, String reason) -> {
        stop(supervisor);
        throw new CommandFailedException(part + " did not come up: " + reason);
      }
    }
  }

  private RunFile runFile(int statusPort, String token) {
    return new RunFile(
        ProcessLedger.identity(ProcessHandle.current().pid()).orElseThrow(),
        statusPort,
        token,
        settings.gatewayPort(),
        settings.managementPort(),
        settings.portalPort());
  }

  private void stop(Supervisor supervisor) {
    try {
      supervisor.stop();
      RunFile.delete(data);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      say("cannot delete " + data.run() + ": " + e.getMessage());
    }
  }

  /** Each line with the time of day: the log of a detached supervisor has no other. */
  private void say(String line) {
    synchronized (err) {
      err.println(CLOCK.format(LocalTime.now(ZoneOffset.UTC)) + " " + line);
    }
  }
}
