package io.causality.cli;

import io.causality.cli.load.LoadFile;
import io.causality.cli.load.LogFormat;
import io.causality.cli.portal.AppKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = "Sends a web log or a file of events through the gateway; safe to repeat.")
final class LoadCommand implements Callable<Integer> {
  @Mixin private final SettingsOptions options = new SettingsOptions();

  @Parameters(paramLabel = "FILE", description = "Plain or gzip; - is standard input.")
  private String file = "";

  @Option(names = "--app", paramLabel = "APP", description = "Target app [guessed].")
  private @Nullable String app;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "apache, nasa or events [guessed].")
  private @Nullable String format;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    LoadFile load = new LoadFile(file, Optional.ofNullable(app), parseFormat());
    Running running = Running.find(options.settings());
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    AppKeys keys = new AppKeys(running.data(), running.portal(), err);
    try {
      load.run(running.urls().gateway(), keys, err, onTerminal(), out::println);
      return Main.DONE;
    } catch (LoadFile.UnusableFileException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    } catch (IOException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()));
    }
  }

  private Optional<LogFormat> parseFormat() {
    if (format == null) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(LogFormat.values())
            .filter(known -> known.label().equals(format))
            .findFirst()
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "--format must be apache, nasa or events, not '" + format + "'")));
  }

  /** Whether standard error is a terminal: the script knows, Java cannot tell. */
  private static boolean onTerminal() {
    return Boolean.getBoolean("causality.terminal");
  }
}
