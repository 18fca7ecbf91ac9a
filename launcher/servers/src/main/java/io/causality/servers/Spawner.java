package io.causality.servers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts processes that do not outlive this one, where the system can promise that (Linux: {@code
 * setpriv --pdeathsig}). The kernel ties the promise to the thread that started the child, hence
 * the one thread that lives as long as the JVM.
 */
final class Spawner {
  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "causality-spawner");
            thread.setDaemon(true);
            return thread;
          });

  private Spawner() {}

  /** Starts the process; its output is appended to the log file. */
  static Process spawn(Launch launch, Path logFile) throws IOException {
    List<String> command = new ArrayList<>();
    // A session of its own: Ctrl-C reaches the supervisor alone, which then stops all in order.
    Programs.find("setsid").ifPresent(command::add);
    Programs.find("setpriv")
        .ifPresent(setpriv -> command.addAll(List.of(setpriv, "--pdeathsig", "KILL", "--")));
    command.addAll(launch.command());
    ProcessBuilder builder = new ProcessBuilder(command).directory(launch.directory().toFile());
    builder.environment().putAll(launch.environment());
    Files.createDirectories(logFile.toAbsolutePath().getParent());
    File log = logFile.toFile();
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    try {
      return THREAD.submit(builder::start).get();
    } catch (ExecutionException e) {
      throw new IOException("cannot start " + launch.command().get(0), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while starting " + launch.command().get(0), e);
    }
  }
}
