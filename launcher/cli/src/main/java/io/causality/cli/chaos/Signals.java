package io.causality.cli.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Stops and continues processes with all their children, as the system's signals do. */
final class Signals {
  private Signals() {}

  static void pause(long pid) throws IOException, InterruptedException {
    send("STOP", pid);
  }

  static void resume(long pid) throws IOException, InterruptedException {
    send("CONT", pid);
  }

  /** To what is still there; a process that has just ended is no failure. */
  private static void send(String signal, long pid) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "kill -" + signal + " \"$@\"", "sh"));
    ProcessHandle.of(pid).stream()
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .forEach(process -> command.add(Long.toString(process.pid())));
    if (command.size() > 4) {
      new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }
  }
}
