package io.causality.cli;

import io.causality.cli.settings.DataFolder;
import io.causality.cli.supervise.RunFile;
import io.causality.cli.supervise.StatusReport;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The script answers {@code status} itself while a supervisor runs; this is for when none does. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows the parts and whether all are ready (exit code 0) or not (1).")
final class StatusCommand implements Callable<Integer> {
  @Mixin private final SettingsOptions options = new SettingsOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Optional<RunFile> running = RunFile.find(new DataFolder(options.settings().data()));
    @Nullable String answer =
        running.map(run -> StatusClient.get(run, json ? "/status" : "/status.txt")).orElse(null);
    if (answer == null) {
      StatusReport stopped = StatusReport.stopped();
      answer = json ? stopped.toJson() : stopped.toText();
    }
    spec.commandLine().getOut().print(answer);
    boolean ready = answer.startsWith(json ? "{\"ready\":true" : "ready");
    return ready ? Main.DONE : Main.FAILED;
  }
}
