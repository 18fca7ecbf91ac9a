package io.causality.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description = "API keys of apps.",
    subcommands = KeyCommand.Create.class)
final class KeyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return Main.USAGE;
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes a key for an app, and the app where there is none; prints the key.")
  static final class Create implements Callable<Integer> {
    @Mixin private final SettingsOptions options = new SettingsOptions();

    @Parameters(paramLabel = "APP", description = "Id of the app.")
    private String app = "";

    @Option(names = "--name", description = "What the key is for [${DEFAULT-VALUE}].")
    private String name = "command line";

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      Running running = Running.find(options.settings());
      if (running.portal().createApp(app)) {
        spec.commandLine().getErr().println("made the app " + app);
      }
      JsonNode key = running.portal().createKey(app, name);
      spec.commandLine().getOut().println(json ? key.toString() : key.get("key").asText());
      return Main.DONE;
    }
  }
}
