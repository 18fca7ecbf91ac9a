package io.causality.cli;

import io.causality.cli.settings.DataFolder;
import io.causality.cli.supervise.RunFile;
import io.causality.servers.LogTail;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The supervisor as a process of its own, for {@code up --detach}. */
final class Background {
  private static final Duration POLL = Duration.ofMillis(100);

  private Background() {}

  /**
   * Starts a supervisor, shows what it says, and returns when everything is ready.
   *
   * @throws CommandFailedException when it ended instead
   */
  static RunFile start(DataFolder data, Map<String, String> environment, PrintWriter err)
      throws IOException, InterruptedException {
    Path log = data.supervisorLog();
    Files.deleteIfExists(log);
    Files.createFile(log);
    ProcessBuilder builder = new ProcessBuilder(command());
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    Process supervisor = builder.start();
    try (RandomAccessFile said = new RandomAccessFile(log.toFile(), "r")) {
      while (true) {
        boolean alive = supervisor.isAlive();
        copyNew(said, err);
        if (!alive) {
          throw new CommandFailedException("nothing runs; the whole log is in " + log);
        }
        Optional<RunFile> running = RunFile.find(data);
        if (running.isPresent() && ready(running.get())) {
          copyNew(said, err);
          return running.get();
        }
        Thread.sleep(POLL);
      }
    }
  }

  /**
   * Waits for a supervisor that somebody else started.
   *
   * @return whether it is ready; false when it was killed, which leaves its file behind
   * @throws CommandFailedException when it gave up
   */
  static boolean awaitReady(DataFolder data, RunFile running, PrintWriter err)
      throws IOException, InterruptedException {
    if (ready(running)) {
      return true;
    }
    err.println("waiting until it is ready");
    while (!ready(running)) {
      if (RunFile.find(data).isEmpty()) {
        if (Files.exists(data.run())) {
          return false;
        }
        throw new CommandFailedException(
            "it ended instead of becoming ready:\n" + LogTail.of(data.supervisorLog(), 25));
      }
      Thread.sleep(POLL);
    }
    return true;
  }

  private static boolean ready(RunFile running) {
    @Nullable String status = StatusClient.get(running, "/status");
    return status != null && status.contains("\"ready\":true");
  }

  /** This program again, in a session of its own, so that it does not end with our terminal. */
  private static List<String> command() {
    ProcessHandle.Info self = ProcessHandle.current().info();
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.add("/usr/bin/setsid");
    }
    command.add(self.command().orElseThrow());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Main.class.getName(), "up", "--background"));
    return command;
  }

  private static void copyNew(RandomAccessFile said, PrintWriter err) throws IOException {
    byte[] fresh = new byte[(int) (said.length() - said.getFilePointer())];
    said.readFully(fresh);
    err.print(new String(fresh, StandardCharsets.UTF_8));
    err.flush();
  }
}
