package io.causality.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One server as a process: started on a port and folders that stay the same, so that it may be
 * killed and started again and goes on with its data. Thread-safe; starting and stopping exclude
 * each other, checks do not wait for them.
 */
public abstract class Server implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final Duration CHILDREN_GRACE = Duration.ofSeconds(2);

  private final String name;
  private final Path logFile;
  private volatile @Nullable Process process;

  /**
   * A server that is not running yet.
   *
   * @param name for messages
   * @param logFile gets what the process prints; its folder is made when needed
   */
  protected Server(String name, Path logFile) {
    this.name = name;
    this.logFile = logFile;
  }

  /** Prepares folders and configuration, and says how to start; called before every start. */
  protected abstract Launch prepare() throws IOException;

  /**
   * What keeps the server from doing its work now, or empty. Asks the server itself; answers in at
   * most a few seconds.
   */
  public abstract Optional<String> problem();

  /** How long a start may take before it counts as failed. */
  protected Duration startLimit() {
    return Duration.ofMinutes(3);
  }

  /** Asks the process to end in good order; the default is the system's SIGTERM. */
  protected void requestStop(ProcessHandle running) throws IOException {
    running.destroy();
  }

  /** Starts the process and returns at once; does nothing when it runs. */
  public final synchronized void launch() {
    if (alive()) {
      return;
    }
    try {
      process = Spawner.spawn(prepare(), logFile);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be started", e);
    }
  }

  /**
   * Starts the process and waits until it works.
   *
   * @throws ServerFailedException with the end of its log, when it dies or is not ready in time
   */
  public final synchronized void start() {
    launch();
    long end = System.nanoTime() + startLimit().toNanos();
    while (true) {
      Optional<String> problem = problem();
      if (!alive()) { // whoever answers on its port then is somebody else
        throw failed("ended while starting");
      }
      if (problem.isEmpty()) {
        return;
      }
      if (System.nanoTime() > end) {
        kill();
        throw failed("is not ready: " + problem.get());
      }
      pause();
    }
  }

  /**
   * Ends the process at once, as a crash would (SIGKILL), and waits until it and its children are
   * gone: while one of PostgreSQL's still ends, its data cannot be opened again.
   */
  public final synchronized void kill() {
    Process running = process;
    if (running != null) {
      List<ProcessHandle> children = running.descendants().toList();
      children.forEach(ProcessHandle::destroyForcibly);
      running.destroyForcibly();
      await(running, GRACE);
      awaitEnd(children);
    }
  }

  private void awaitEnd(List<ProcessHandle> processes) {
    long end = System.nanoTime() + CHILDREN_GRACE.toNanos();
    // Not for ever: one that has ended counts as alive until somebody collects it.
    while (processes.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < end) {
      pause();
    }
  }

  /** Ends the process in good order, or kills it when that takes longer than {@code grace}. */
  public final synchronized void stop(Duration grace) {
    Process running = process;
    if (running == null || !running.isAlive()) {
      return;
    }
    try {
      requestStop(running.toHandle());
    } catch (IOException e) {
      kill();
      return;
    }
    if (!await(running, grace)) {
      kill();
    }
  }

  /** Stops the process in good order. The data stays. */
  @Override
  public void close() {
    stop(GRACE);
  }

  /** Whether the process runs, whatever its health. */
  public final boolean alive() {
    Process running = process;
    return running != null && running.isAlive();
  }

  /**
   * Waits until the process has ended; true when it has (or never ran), false when {@code limit}
   * passed first.
   */
  public final boolean awaitExit(Duration limit) throws InterruptedException {
    Process running = process;
    return running == null || running.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Exit code of a process that has ended; 128 + n when signal n ended it. */
  public final int exitCode() {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return running.exitValue();
  }

  /** Process id of the last start. */
  public final long pid() {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return running.pid();
  }

  /** For messages and status: {@code nats}, {@code postgres}, {@code s3}, {@code trino}. */
  public final String name() {
    return name;
  }

  /** Everything that the process printed, over all its starts. */
  public final Path logFile() {
    return logFile;
  }

  /** The last lines of the log, for a message about a failure. */
  public final String logTail(int lines) {
    return LogTail.of(logFile, lines);
  }

  private static boolean await(Process running, Duration limit) {
    try {
      return running.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private ServerFailedException failed(String why) {
    return new ServerFailedException(name + " " + why + "\n" + logTail(20));
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFailedException(name + ": interrupted while waiting for it");
    }
  }
}
