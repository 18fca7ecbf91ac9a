package io.causality.cli;

import io.causality.cli.portal.PortalException;
import io.causality.cli.settings.BadSettingsException;
import io.causality.servers.MissingServerException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The table of contents of {@code ./causality}, and what its exit codes mean. */
@Command(
    name = "causality",
    mixinStandardHelpOptions = true,
    description = "Self-hosted behavioural analytics: events in over HTTP, out by SQL, once.",
    footer = {
      "",
      "Also: provision (get the servers), doctor (what is missing on this machine), test [--full],"
          + " bench, sbom (what it is built from, and under which licences).",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 something missing on this machine."
    },
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      LoadCommand.class,
      ImportCommand.class,
      SqlCommand.class,
      KeyCommand.class,
      ChaosCommand.class,
      BackupCommand.class,
      RestoreCommand.class
    })
public final class Main {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int MISSING = 3;

  private Main() {}

  /** Runs one command. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs one command and returns its exit code. */
  static int run(String... arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    CommandLine line = new CommandLine(new Main());
    line.setOut(out).setErr(err);
    line.setExecutionExceptionHandler((problem, command, result) -> explain(problem, err));
    int code = arguments.length == 0 ? usage(line, err) : line.execute(arguments);
    out.flush();
    err.flush();
    return code;
  }

  private static int usage(CommandLine line, PrintWriter err) {
    line.usage(err);
    return USAGE;
  }

  private static int explain(Exception problem, PrintWriter err) {
    return switch (problem) {
      case BadSettingsException bad -> say(err, bad.getMessage(), USAGE);
      case CommandLine.ParameterException bad -> say(err, bad.getMessage(), USAGE);
      case MissingServerException missing -> say(err, missing.getMessage(), MISSING);
      case CommandFailedException failed -> say(err, failed.getMessage(), FAILED);
      case PortalException refused -> say(err, refused.getMessage(), FAILED);
      case IOException failed -> say(err, "failed: " + reason(failed), FAILED);
      case UncheckedIOException failed -> say(err, "failed: " + reason(failed), FAILED);
      default -> {
        problem.printStackTrace(err);
        yield FAILED;
      }
    };
  }

  private static String reason(Exception failed) {
    Throwable cause = failed.getCause() == null ? failed : failed.getCause();
    String name = cause.getClass().getSimpleName();
    return cause.getMessage() == null ? name : name + ": " + cause.getMessage();
  }

  private static int say(PrintWriter err, @Nullable String message, int code) {
    err.println(message);
    return code;
  }
}
