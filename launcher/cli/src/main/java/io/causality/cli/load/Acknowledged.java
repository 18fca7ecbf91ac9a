package io.causality.cli.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How far a file is done: batches end in any order, and what counts is the line before the first
 * one that has not ended. Kept in a file, where there is one, so that the next run goes on from
 * there. Thread-safe.
 */
final class Acknowledged {
  private final Optional<Path> file;

  /** Last lines of the batches that have begun and not ended. */
  private final TreeSet<Long> open = new TreeSet<>();

  /** Last lines of those that have ended, behind one that has not. */
  private final TreeSet<Long> ended = new TreeSet<>();

  private long done;

  /** Without a file, nothing is remembered. */
  Acknowledged(Optional<Path> file) throws IOException {
    this.file = file;
    if (file.isPresent() && Files.exists(file.get())) {
      String text = Files.readString(file.get()).strip();
      if (!text.matches("\\d{1,18}")) {
        throw new LoadFile.UnusableFileException(file.get() + " is damaged; delete it");
      }
      done = Long.parseLong(text);
    }
  }

  /** Lines at the file's start that are done. */
  synchronized long lines() {
    return done;
  }

  /** A batch that ends with that line was read. Called in the order of the file. */
  synchronized void begin(long lastLine) {
    open.add(lastLine);
  }

  /** The gateway has answered for that batch. */
  synchronized void end(long lastLine) throws IOException {
    open.remove(lastLine);
    ended.add(lastLine);
    Long before = open.isEmpty() ? ended.last() : ended.lower(open.first());
    if (before == null) {
      return;
    }
    done = before;
    ended.headSet(before, true).clear();
    if (file.isPresent()) {
      Files.createDirectories(file.get().toAbsolutePath().getParent());
      Path fresh = file.get().resolveSibling(file.get().getFileName() + ".fresh");
      Files.writeString(fresh, done + "\n");
      Files.move(
          fresh, file.get(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
