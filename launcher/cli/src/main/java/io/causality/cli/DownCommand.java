package io.causality.cli;

import io.causality.cli.settings.DataFolder;
import io.causality.cli.supervise.ProcessLedger;
import io.causality.cli.supervise.RunFile;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stops everything in order; the data stays.")
final class DownCommand implements Callable<Integer> {
  private static final long LIMIT_SECONDS = 120;

  @Mixin private final SettingsOptions options = new SettingsOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    DataFolder data = new DataFolder(options.settings().data());
    PrintWriter err = spec.commandLine().getErr();
    Optional<ProcessHandle> supervisor =
        RunFile.find(data).flatMap(running -> ProcessLedger.find(running.identity()));
    if (supervisor.isPresent()) {
      supervisor.get().destroy();
      try {
        supervisor.get().onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        supervisor.get().destroyForcibly();
        err.println("did not stop in " + LIMIT_SECONDS + " s; killed");
      }
    }
    List<String> orphans = new ProcessLedger(data.processes()).endOrphans();
    if (!orphans.isEmpty()) {
      err.println("ended what was left behind: " + String.join(", ", orphans));
    }
    RunFile.delete(data);
    err.println(supervisor.isPresent() ? "stopped" : "was not running");
    return Main.DONE;
  }
}
