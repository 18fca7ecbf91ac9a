package io.causality.cli;

import io.causality.cli.chaos.Chaos;
import io.causality.cli.chaos.Chaos.Plan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description =
        "Starts a product of its own, loads it while parts are killed, paused and cut off at random,"
            + " and counts what was lost or doubled.")
final class ChaosCommand implements Callable<Integer> {
  @Option(names = "--minutes", paramLabel = "N", description = "How long faults come [30].")
  private int minutes = 30;

  @Option(names = "--faults", paramLabel = "N", description = "At most so many faults.")
  private int faults = Integer.MAX_VALUE;

  @Option(names = "--rate", paramLabel = "N", description = "Events per second [300].")
  private int rate = 300;

  @Option(names = "--seed", paramLabel = "N", description = "The same faults again.")
  private @Nullable Long seed;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "Where its product lives; must be new [a temporary one, kept after a failure].")
  private @Nullable Path folder;

  @Option(names = "--json", description = "Print the report as one JSON document.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (minutes < 1 || faults < 1 || rate < 1 || rate > 10_000) {
      err.println("--minutes and --faults start at 1, --rate goes from 1 to 10000");
      return Main.USAGE;
    }
    long dealt = seed == null ? new Random().nextInt(1, 1_000_000) : seed;
    Plan plan = new Plan(Duration.ofMinutes(minutes), faults, rate, dealt, folder);
    Chaos.Result result = Chaos.run(plan, err::println);
    out.print(json ? result.json() + "\n" : result.text());
    return result.good() ? Main.DONE : Main.FAILED;
  }
}
