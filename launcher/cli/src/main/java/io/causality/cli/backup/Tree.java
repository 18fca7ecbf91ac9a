package io.causality.cli.backup;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A copy of folders that is brought up to date in passes, each copying what has changed since the
 * one before. Copies have owners, rights and extended attributes (S3Proxy keeps objects' types
 * there). For one thread.
 */
final class Tree {
  /** Within a tick of the file system's clock two changes of a file have the same time. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private final Path from;
  private final Path to;
  private Map<Path, State> copied = new HashMap<>();

  /** What a file was when it was copied; {@code settled}: a later change shows. */
  private record State(long size, FileTime modified, boolean settled) {}

  Tree(Path from, Path to) {
    this.from = from;
    this.to = to;
  }

  /** Makes the copy equal to these parts, as far as they hold still; how many files it copied. */
  int copy(List<Path> parts) throws IOException {
    Map<Path, BasicFileAttributes> now = new TreeMap<>();
    for (Path part : parts) {
      if (Files.exists(from.resolve(part))) {
        list(from.resolve(part), now);
      }
    }
    int files = 0;
    Map<Path, State> states = new HashMap<>();
    for (Map.Entry<Path, BasicFileAttributes> entry : now.entrySet()) {
      Path file = entry.getKey();
      BasicFileAttributes seen = entry.getValue();
      if (seen.isDirectory()) {
        directory(file);
        continue;
      }
      State before = copied.get(file);
      boolean same =
          before != null
              && before.settled()
              && before.size() == seen.size()
              && before.modified().equals(seen.lastModifiedTime());
      if (same) {
        states.put(file, before);
      } else if (copy(file)) {
        boolean settled = seen.lastModifiedTime().toInstant().plus(SETTLED).isBefore(Instant.now());
        states.put(file, new State(seen.size(), seen.lastModifiedTime(), settled));
        files++;
      }
    }
    for (Path gone : copied.keySet()) {
      if (!states.containsKey(gone)) {
        Files.deleteIfExists(to.resolve(gone));
      }
    }
    copied = states;
    return files;
  }

  private void list(Path part, Map<Path, BasicFileAttributes> found) throws IOException {
    Files.walkFileTree(
        part,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            found.put(from.relativize(folder), attributes);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && Kept.isKept(file)) {
              found.put(from.relativize(file), attributes);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException problem)
              throws IOException {
            return unlessGone(problem);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem)
              throws IOException {
            return problem == null ? FileVisitResult.CONTINUE : unlessGone(problem);
          }
        });
  }

  /** What went while we looked is none of the copy. */
  private static FileVisitResult unlessGone(IOException problem) throws IOException {
    if (problem instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw problem;
  }

  private void directory(Path folder) throws IOException {
    try {
      if (!Files.isDirectory(to.resolve(folder))) {
        Files.createDirectories(to.resolve(folder).getParent());
        Files.copy(from.resolve(folder), to.resolve(folder), COPY_ATTRIBUTES);
      }
    } catch (NoSuchFileException e) {
      return; // it went while we looked
    }
  }

  /** Whether it was there. */
  private boolean copy(Path file) throws IOException {
    try {
      Files.createDirectories(to.resolve(file).getParent());
      Files.copy(from.resolve(file), to.resolve(file), REPLACE_EXISTING, COPY_ATTRIBUTES);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
