package io.causality.cli.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Holds a process and all its descendants still while it is open. They go on when it is closed, and
 * also when this process dies: a shell waits for the end of our pipe to it and lets them go.
 */
final class Freezer implements AutoCloseable {
  private static final int MOST_ROUNDS = 20;
  private static final String KEEP =
      "trap '' INT TERM HUP; echo; read -r line; kill -CONT \"$@\" 2>/dev/null";

  private final List<Process> keepers = new ArrayList<>();

  private Freezer() {}

  /** Stops them; whoever is started meanwhile is stopped too. */
  static Freezer freeze(ProcessHandle root) throws IOException, InterruptedException {
    Freezer freezer = new Freezer();
    Set<Long> stopped = new LinkedHashSet<>();
    try {
      for (int round = 0; round < MOST_ROUNDS; round++) {
        List<Long> running =
            Stream.concat(Stream.of(root), root.descendants())
                .map(ProcessHandle::pid)
                .filter(pid -> !stopped.contains(pid))
                .toList();
        if (running.isEmpty()) {
          return freezer;
        }
        freezer.stop(running);
        stopped.addAll(running);
      }
      throw new IOException("processes are started faster than they can be held");
    } catch (IOException | InterruptedException e) {
      freezer.close();
      throw e;
    }
  }

  private void stop(List<Long> processes) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    // The keeper first: nobody is held whom nobody would let go.
    command.addAll(List.of("sh", "-c", KEEP, "sh"));
    processes.forEach(pid -> command.add(Long.toString(pid)));
    Process keeper =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    keepers.add(keeper);
    if (keeper.getInputStream().read() < 0) {
      throw new IOException("cannot start a shell");
    }
    List<String> stop = new ArrayList<>(command);
    stop.set(2, "kill -STOP \"$@\" 2>/dev/null");
    // Of a process that has just ended there is nothing to hold.
    new ProcessBuilder(stop).redirectErrorStream(true).start().waitFor();
  }

  /** Lets them go, those started last first. */
  @Override
  public void close() throws IOException, InterruptedException {
    for (Process keeper : keepers.reversed()) {
      keeper.getOutputStream().close();
      keeper.waitFor();
    }
    keepers.clear();
  }
}
