package io.causality.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.causality.cli.sql.RowFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "sql", mixinStandardHelpOptions = true, description = "Runs a query and prints it.")
final class SqlCommand implements Callable<Integer> {
  @Mixin private final SettingsOptions options = new SettingsOptions();

  @Parameters(paramLabel = "QUERY", description = "One SELECT; the table is events.")
  private String query = "";

  @Option(names = "--app", paramLabel = "APP", description = "Look at this app alone.")
  private @Nullable String app;

  @Option(names = "--limit", paramLabel = "N", description = "Most rows [the portal's limit].")
  private @Nullable Integer limit;

  @Option(
      names = "--format",
      description = "${COMPLETION-CANDIDATES} [${DEFAULT-VALUE}].",
      converter = RowFormat.Converter.class,
      completionCandidates = RowFormat.Candidates.class,
      defaultValue = "table")
  private RowFormat format = RowFormat.TABLE;

  @Option(names = "--json", description = "The same as --format json.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Running running = Running.find(options.settings());
    OptionalInt rows = limit == null ? OptionalInt.empty() : OptionalInt.of(limit);
    JsonNode answer = running.portal().sql(query, Optional.ofNullable(app), rows);
    (json ? RowFormat.JSON : format).print(answer, spec.commandLine().getOut());
    return Main.DONE;
  }
}
