package io.causality.cli;

import io.causality.cli.load.ImportFile;
import io.causality.cli.load.ImportFormat;
import io.causality.cli.load.LoadFile;
import io.causality.cli.portal.AppKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = "Sends an export of another product through the gateway; goes on where it ended.")
final class ImportCommand implements Callable<Integer> {
  @Mixin private final SettingsOptions options = new SettingsOptions();

  @Parameters(paramLabel = "FILE", description = "Plain or gzip; one JSON object or row a line.")
  private Path file = Path.of("");

  @Option(names = "--app", paramLabel = "APP", required = true, description = "Target app.")
  private String app = "";

  @Option(
      names = "--from",
      paramLabel = "PRODUCT",
      required = true,
      description = "segment (and RudderStack), posthog, amplitude, mixpanel or csv.")
  private String from = "";

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "JSON that says what the columns of a CSV are: docs/import.md.")
  private @Nullable Path mapping;

  @Option(names = "--restart", description = "From the first line, whatever was imported before.")
  private boolean restart;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    ImportFile imported =
        new ImportFile(file, app, format(), Optional.ofNullable(mapping), restart);
    Running running = Running.find(options.settings());
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    AppKeys keys = new AppKeys(running.data(), running.portal(), err);
    try {
      imported.run(
          running.urls().gateway(),
          keys,
          running.data().root().resolve("imports"),
          err,
          Boolean.getBoolean("causality.terminal"),
          out::println);
      return Main.DONE;
    } catch (LoadFile.UnusableFileException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    } catch (IOException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()));
    }
  }

  private ImportFormat format() {
    return Arrays.stream(ImportFormat.values())
        .filter(known -> known.label().equals(from))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--from must be one of "
                        + Arrays.stream(ImportFormat.values())
                            .map(ImportFormat::label)
                            .collect(Collectors.joining(", "))
                        + ", not '"
                        + from
                        + "'"));
  }
}
