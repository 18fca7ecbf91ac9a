package io.causality.cli.load;

import io.causality.cli.portal.AppKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Sends one file to one app.
 *
 * @param file a path, or {@code -} for standard input
 * @param app where its events go; empty: guessed
 * @param format what it is; empty: guessed
 */
public record LoadFile(String file, Optional<String> app, Optional<LogFormat> format) {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String STANDARD_INPUT = "-";

  /** A file that cannot be loaded as asked; the message says why. */
  public static final class UnusableFileException extends IOException {
    private static final long serialVersionUID = 1L;

    UnusableFileException(String message) {
      super(message);
    }
  }

  /** Told of the outcome also when the load breaks off. */
  public interface Outcome {
    /** Called once, last. */
    void report(LoadReport report);
  }

  /** Loads it; returns when every line has its answer. */
  public void run(
      String gatewayUrl, AppKeys keys, PrintWriter err, boolean terminal, Outcome outcome)
      throws IOException, InterruptedException {
    try (InputStream raw = open();
        LineSource lines = LineSource.open(raw)) {
      LogFormat actual = format.isPresent() ? format.get() : guess(lines);
      String target = app.isPresent() ? app.get() : guessApp(actual);
      err.println("loading " + file + " (" + actual.label() + ") into the app " + target);
      GatewayClient gateway =
          new GatewayClient(
              URI.create(gatewayUrl + "/v1/events/batch"), new AppKey(target, keys), PATIENCE);
      Loader loader = new Loader(gateway, "events", new Acknowledged(Optional.empty()), err);
      long began = System.nanoTime();
      try (Progress progress =
          new Progress(err, terminal, size(), lines::bytesRead, loader::accepted)) {
        loader.load(lines, new EventWriter(actual), 0);
      } finally {
        double seconds = (System.nanoTime() - began) / 1e9;
        outcome.report(new LoadReport(loader.accepted(), loader.rejected(), seconds));
      }
    }
  }

  private InputStream open() throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return System.in;
    }
    if (!Files.isReadable(Path.of(file)) || Files.isDirectory(Path.of(file))) {
      throw new UnusableFileException("cannot read " + file);
    }
    return Files.newInputStream(Path.of(file));
  }

  private OptionalLong size() throws IOException {
    return file.equals(STANDARD_INPUT)
        ? OptionalLong.empty()
        : OptionalLong.of(Files.size(Path.of(file)));
  }

  private static LogFormat guess(LineSource lines) throws IOException {
    String first = lines.peek().orElseThrow(() -> new UnusableFileException("the file is empty"));
    return LogFormat.guess(first)
        .orElseThrow(
            () ->
                new UnusableFileException(
                    "the first line is of no known format; name it with --format"));
  }

  /** A log's app is named as its format; events go to the app that the file is named after. */
  private String guessApp(LogFormat actual) throws UnusableFileException {
    if (actual != LogFormat.EVENTS) {
      return actual.label();
    }
    String name = Path.of(file).getFileName().toString().toLowerCase(Locale.ROOT);
    String app = name.replaceAll("\\..*$", "").replaceAll("[^a-z0-9_-]", "_");
    if (!app.matches("[a-z0-9][a-z0-9_-]{0,62}")) {
      throw new UnusableFileException("which app do the events belong to? name it with --app");
    }
    return app;
  }
}
