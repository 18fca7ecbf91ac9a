package io.causality.cli;

import io.causality.cli.backup.Backup;
import io.causality.cli.settings.DataFolder;
import java.io.PrintWriter;
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
    name = "backup",
    mixinStandardHelpOptions = true,
    description =
        "Copies everything that the product keeps into a folder. A running product is held still"
            + " for the moment that the last changes take.")
final class BackupCommand implements Callable<Integer> {
  @Mixin private final SettingsOptions options = new SettingsOptions();

  @Parameters(paramLabel = "FOLDER", description = "Where to; must be new or empty.")
  private @Nullable Path folder;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    DataFolder data = new DataFolder(options.settings().data());
    Path to = Objects.requireNonNull(folder).toAbsolutePath().normalize();
    if (to.startsWith(data.root())) {
      spec.commandLine().getErr().println("the backup must not lie in the data folder");
      return Main.USAGE;
    }
    Backup.Made made = Backup.make(data, to);
    out.printf(
        "%d files, %.1f MB, in %s; the product stood still for %.2f s%n",
        made.files(), made.bytes() / 1e6, to, made.stoodStill().toMillis() / 1e3);
    return Main.DONE;
  }
}
