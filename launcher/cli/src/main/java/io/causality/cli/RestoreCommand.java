package io.causality.cli;

import io.causality.cli.backup.Restore;
import io.causality.cli.settings.DataFolder;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = "Fills an empty data folder from a backup; 'up' then goes on from there.")
final class RestoreCommand implements Callable<Integer> {
  @Mixin private final SettingsOptions options = new SettingsOptions();

  @Parameters(paramLabel = "FOLDER", description = "A backup.")
  private @Nullable Path folder;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    DataFolder data = new DataFolder(options.settings().data());
    long files = Restore.into(data, Objects.requireNonNull(folder).toAbsolutePath().normalize());
    spec.commandLine().getOut().printf("%d files, into %s%n", files, data.root());
    return Main.DONE;
  }
}
