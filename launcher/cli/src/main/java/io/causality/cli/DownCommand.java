package io.causality.cli;

import io.causality.cli.settings.DataFolder;
import io.causality.cli.supervise.ProcessLedger;
import io.causality.cli.supervise.RunFile;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stops everything in order; the data stays.")
final class DownCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Mixin private final SettingsOptions options = new SettingsOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    DataFolder data = new DataFolder(options.settings().data());
    PrintWriter err = spec.commandLine().getErr();
    Optional<String> supervisor = RunFile.find(data).map(RunFile::identity);
    if (supervisor.isPresent()) {
      ProcessLedger.find(supervisor.get()).ifPresent(ProcessHandle::destroy);
      if (!ProcessLedger.awaitEnd(supervisor.get(), LIMIT)) {
        ProcessLedger.find(supervisor.get()).ifPresent(ProcessHandle::destroyForcibly);
        err.println("did not stop in " + LIMIT.toSeconds() + " s; killed");
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
