package io.causality.cli;

import io.causality.cli.settings.DataFolder;
import io.causality.cli.settings.Secrets;
import io.causality.cli.settings.Settings;
import io.causality.cli.supervise.RunFile;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Starts everything on 127.0.0.1 and keeps it running until Ctrl-C or 'down'.")
final class UpCommand implements Callable<Integer> {
  @Mixin private final SettingsOptions options = new SettingsOptions();

  @Option(
      names = "--detach",
      description = "Return when everything is ready; it runs on in the background.")
  private boolean detach;

  @Option(names = "--json", description = "Print the result as one JSON document.")
  private boolean json;

  @Option(names = "--background", hidden = true, description = "The process behind --detach.")
  private boolean background;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Settings settings = options.settings();
    DataFolder data = new DataFolder(settings.data());
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Files.createDirectories(data.root());
    Secrets secrets = Secrets.ensure(data, settings.admin());
    Welcome welcome = new Welcome(data, secrets, out, err, json);

    Optional<RunFile> running = RunFile.find(data);
    if (running.isPresent()) {
      err.println("already running (" + data.root() + ")");
      if (Background.awaitReady(data, running.get(), err)) {
        welcome.print(running.get().urls());
        return Main.DONE;
      }
      err.println("it was killed; starting it anew");
    }
    if (detach) {
      RunFile started = Background.start(data, options.environment(), err);
      welcome.print(started.urls());
      return Main.DONE;
    }
    Foreground foreground = new Foreground(settings, secrets, err);
    return foreground.run(
        urls -> {
          if (!background) {
            welcome.print(urls);
            err.println("running; Ctrl-C stops it");
          }
        });
  }
}
