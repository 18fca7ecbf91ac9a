package io.causality.cli.load;

import io.causality.cli.portal.AppKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Sends an export of another product to an app. How far it came is kept, so that an import that was
 * broken off goes on from there, and one that is complete sends nothing.
 *
 * @param mapping what the columns of a CSV are; empty for the others
 * @param restart true: from the first line, whatever was imported before
 */
public record ImportFile(
    Path file, String app, ImportFormat format, Optional<Path> mapping, boolean restart) {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /**
   * Imports it; returns when every line has its answer.
   *
   * @param progressFolder where is kept how far files came
   */
  public void run(
      String gatewayUrl,
      AppKeys keys,
      Path progressFolder,
      PrintWriter err,
      boolean terminal,
      LoadFile.Outcome outcome)
      throws IOException, InterruptedException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new LoadFile.UnusableFileException("cannot read " + file);
    }
    if ((format == ImportFormat.CSV) != mapping.isPresent()) {
      throw new LoadFile.UnusableFileException("a CSV, and nothing else, needs --mapping");
    }
    Path progressFile = progressFolder.resolve(fingerprint());
    if (restart) {
      Files.deleteIfExists(progressFile);
    }
    Acknowledged acknowledged = new Acknowledged(Optional.of(progressFile));
    try (InputStream raw = Files.newInputStream(file);
        LineSource lines = LineSource.open(raw)) {
      ImportWriter writer = new ImportWriter(format, columns(lines));
      long done = acknowledged.lines();
      err.println("importing " + file + " (" + format.label() + ") into the app " + app);
      if (done > 0) {
        err.println(done + " lines were imported before; --restart begins anew");
      }
      GatewayClient gateway =
          new GatewayClient(
              URI.create(gatewayUrl + format.path()), new AppKey(app, keys), PATIENCE);
      Loader loader = new Loader(gateway, format.array(), acknowledged, err);
      long began = System.nanoTime();
      try (Progress progress =
          new Progress(
              err,
              terminal,
              OptionalLong.of(Files.size(file)),
              lines::bytesRead,
              loader::accepted)) {
        loader.load(lines, writer, done);
      } finally {
        double seconds = (System.nanoTime() - began) / 1e9;
        outcome.report(new LoadReport(loader.accepted(), loader.rejected(), seconds));
      }
    }
  }

  private Optional<CsvMapping> columns(LineSource lines) throws IOException {
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    String header =
        lines.peek().orElseThrow(() -> new LoadFile.UnusableFileException("the file is empty"));
    return Optional.of(CsvMapping.read(mapping.get(), header));
  }

  /** Of the file, as it is now, and of where it goes. */
  private String fingerprint() throws IOException {
    String what =
        String.join(
            "\n",
            file.toRealPath().toString(),
            String.valueOf(Files.size(file)),
            String.valueOf(Files.getLastModifiedTime(file).toMillis()),
            app,
            format.label());
    return UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)) + ".lines";
  }
}
