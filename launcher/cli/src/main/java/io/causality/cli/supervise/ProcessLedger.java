package io.causality.cli.supervise;

import io.causality.cli.settings.PropertiesFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which processes belong to a data folder, on disk: process ids with their start times, so that a
 * later supervisor can end what a killed one left behind and never touches a stranger that was
 * given the same id. Thread-safe.
 */
public final class ProcessLedger {
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(20);

  private final Path file;

  /** A ledger kept in {@code file}. */
  public ProcessLedger(Path file) {
    this.file = file;
  }

  /** Writes down the processes that run now. */
  synchronized void record(List<Part> parts) {
    Map<String, String> entries = new TreeMap<>();
    for (Part part : parts) {
      if (part.server().alive()) {
        identity(part.server().pid()).ifPresent(id -> entries.put(part.name(), id));
      }
    }
    try {
      PropertiesFile.write(file, entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills what is still there of the processes written down; returns their names. */
  public synchronized List<String> endOrphans() throws IOException {
    List<String> ended =
        PropertiesFile.read(file).entrySet().stream()
            .filter(entry -> killIfSame(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    Files.deleteIfExists(file);
    return ended;
  }

  /**
   * A process's id and start, in one text; empty when there is no such process, or when it ended
   * and its parent has not looked yet, which some containers' first process never does.
   */
  public static Optional<String> identity(long pid) {
    return ProcessHandle.of(pid)
        .filter(process -> process.isAlive() && !ended(pid))
        .map(p -> pid + "@" + p.info().startInstant().map(s -> s.toEpochMilli()).orElse(0L));
  }

  /** The process of this {@link #identity}, if it still runs. */
  public static Optional<ProcessHandle> find(String identity) {
    long pid = Long.parseLong(identity.substring(0, identity.indexOf('@')));
    return identity(pid).filter(identity::equals).flatMap(same -> ProcessHandle.of(pid));
  }

  /** Waits until the process of this {@link #identity} has ended; false when it has not by then. */
  public static boolean awaitEnd(String identity, Duration limit) throws InterruptedException {
    long until = System.nanoTime() + limit.toNanos();
    while (find(identity).isPresent()) {
      if (System.nanoTime() > until) {
        return false;
      }
      Thread.sleep(POLL);
    }
    return true;
  }

  private static boolean killIfSame(String identity) {
    Optional<ProcessHandle> orphan = find(identity);
    orphan.ifPresent(
        process -> {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
          try {
            if (!awaitEnd(identity, KILL_LIMIT)) {
              throw new IllegalStateException("process " + identity + " cannot be ended");
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    return orphan.isPresent();
  }

  /**
   * Whether a process is a zombie with its last thread gone, and so its files closed. Java calls it
   * alive; where there is no /proc, so do we.
   */
  private static boolean ended(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try (Stream<Path> threads = Files.list(process.resolve("task"))) {
      String stat = Files.readString(process.resolve("stat"));
      // The name before the state is in parentheses, and may have some of its own.
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2) && threads.count() == 1;
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }
}
