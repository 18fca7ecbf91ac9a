package io.causality.client;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The queue on the disk: a file to which each new event and each one that is done with is appended,
 * a line each, before the call returns. What a killed process had appended is the system's and is
 * found by the next; a line that was cut off is left out. The file is written anew without what is
 * done when that is most of it.
 *
 * <p>An event is {@code + seq json}, the end of one {@code - seq}. Where the disk refuses, the
 * queue goes on in memory. Not thread-safe: the queue calls it under its lock.
 */
final class Journal implements AutoCloseable {
  private static final long SMALL = 256 << 10;

  private final Path file;
  private final Log log;
  private final FileChannel lockFile;
  private final FileLock lock;
  private final Map<Long, byte[]> live = new LinkedHashMap<>();
  private @Nullable FileOutputStream out;
  private long nextSeq = 1;
  private long liveBytes;
  private long fileBytes;

  /**
   * Opens the journal in a folder and reads it.
   *
   * @throws IOException when the folder cannot be used, or another client uses it
   */
  Journal(Path folder, Log log) throws IOException {
    this.log = log;
    Files.createDirectories(folder);
    file = folder.resolve("events.journal");
    lockFile =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    lock = lock(folder);
    try {
      read();
      rewrite();
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private FileLock lock(Path folder) throws IOException {
    FileLock taken;
    try {
      taken = lockFile.tryLock();
    } catch (OverlappingFileLockException e) {
      taken = null;
    }
    if (taken == null) {
      lockFile.close();
      throw new IOException(folder + " is used by another client");
    }
    return taken;
  }

  /** The events that were not done with when the last process ended, in order. */
  List<Entry> kept() {
    long now = System.nanoTime();
    List<Entry> entries = new ArrayList<>();
    live.forEach((seq, json) -> entries.add(new Entry(seq, json, now)));
    return entries;
  }

  long nextSeq() {
    return nextSeq;
  }

  /** How many events stand in the file and are not done with. */
  int size() {
    return out == null ? 0 : live.size();
  }

  void add(Entry entry) {
    live.put(entry.seq, entry.json);
    liveBytes += entry.json.length;
    nextSeq = entry.seq + 1;
    ByteArrayOutputStream line = new ByteArrayOutputStream(entry.json.length + 32);
    line(line, entry.seq, entry.json);
    append(line.toByteArray());
  }

  void remove(List<Entry> gone) {
    StringBuilder lines = new StringBuilder();
    for (Entry entry : gone) {
      byte[] json = live.remove(entry.seq);
      if (json != null) {
        liveBytes -= json.length;
        lines.append("- ").append(entry.seq).append('\n');
      }
    }
    append(lines.toString().getBytes(StandardCharsets.US_ASCII));
    if (fileBytes > SMALL && fileBytes > 4 * liveBytes) {
      try {
        rewrite();
      } catch (IOException e) {
        failed(e);
      }
    }
  }

  private void append(byte[] bytes) {
    FileOutputStream open = out;
    if (open == null) {
      return;
    }
    try {
      open.write(bytes);
      fileBytes += bytes.length;
    } catch (IOException e) {
      failed(e);
    }
  }

  /** From here on the queue is in memory alone. */
  private void failed(IOException cause) {
    close(out);
    out = null;
    Quietly.logLater(
        log, Log.Level.WARNING, "the queue cannot be kept on the disk any more", cause);
  }

  private void read() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    byte[] bytes = Disk.read(file);
    int start = 0;
    for (int end = 0; end < bytes.length; end++) {
      if (bytes[end] == '\n') {
        entry(bytes, start, end);
        start = end + 1;
      }
    }
  }

  private void entry(byte[] bytes, int start, int end) {
    int at = start + 2;
    long seq = 0;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      seq = seq * 10 + bytes[at++] - '0';
    }
    if (seq == 0) {
      return;
    }
    nextSeq = Math.max(nextSeq, seq + 1);
    if (bytes[start] == '-') {
      byte[] json = live.remove(seq);
      liveBytes -= json == null ? 0 : json.length;
    } else if (bytes[start] == '+'
        && at + 1 < end
        && bytes[at + 1] == '{'
        && bytes[end - 1] == '}') {
      byte[] json = Arrays.copyOfRange(bytes, at + 1, end);
      live.put(seq, json);
      liveBytes += json.length;
    }
  }

  private void rewrite() throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    // The numbers go on where they were, whatever is left.
    byte[] last = ("- " + (nextSeq - 1) + "\n").getBytes(StandardCharsets.US_ASCII);
    lines.write(last, 0, last.length);
    live.forEach((seq, json) -> line(lines, seq, json));
    close(out);
    out = null;
    Disk.replace(file, lines.toByteArray());
    out = Disk.append(file);
    fileBytes = lines.size();
  }

  private static void line(ByteArrayOutputStream into, long seq, byte[] json) {
    byte[] start = ("+ " + seq + " ").getBytes(StandardCharsets.US_ASCII);
    into.write(start, 0, start.length);
    into.write(json, 0, json.length);
    into.write('\n');
  }

  @Override
  public void close() {
    close(out);
    out = null;
    try {
      lock.release();
    } catch (IOException e) {
      Quietly.logLater(
          log, Log.Level.WARNING, "the lock of the queue's folder could not be released", e);
    }
    close(lockFile);
  }

  private void close(@Nullable Closeable open) {
    if (open == null) {
      return;
    }
    try {
      open.close();
    } catch (IOException e) {
      Quietly.logLater(log, Log.Level.WARNING, "a file of the queue could not be closed", e);
    }
  }
}
