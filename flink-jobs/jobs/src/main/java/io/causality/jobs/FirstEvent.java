package io.causality.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * The event with which the detection began, kept in a file beside its checkpoints. A process that
 * is killed before the first of them is complete has raised alerts already: the next one begins at
 * the same event, and makes the same alerts again, so that none between is missing.
 */
final class FirstEvent {
  private static final String FILE = "first-event";

  /** A sequence has 19 digits at most. */
  private static final int MAX_BYTES = 20;

  private FirstEvent() {}

  /**
   * The stream's sequence from which on events are looked at: the one that was kept, else {@code
   * next}, which is kept from now on. A stream that was made anew since then begins at {@code next}
   * too.
   *
   * @param folder of the checkpoints
   * @param next sequence that the next event will have, at least 1
   * @throws IOException when the folder cannot be read or written to
   */
  static long remembered(URI folder, long next) throws IOException {
    Path file = new Path(new Path(folder), FILE);
    FileSystem files = file.getFileSystem();
    long kept = files.exists(file) ? read(files, file) : 0;
    if (kept >= 1 && kept <= next) {
      return kept;
    }
    try (OutputStream out = files.create(file, FileSystem.WriteMode.OVERWRITE)) {
      out.write(Long.toString(next).getBytes(StandardCharsets.US_ASCII));
    }
    return next;
  }

  /** 0 where a process was killed before it had written it, and so before it read an event. */
  private static long read(FileSystem files, Path file) throws IOException {
    try (InputStream in = files.open(file)) {
      String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.US_ASCII);
      return text.matches("[1-9][0-9]{0,17}") ? Long.parseLong(text) : 0;
    }
  }
}
