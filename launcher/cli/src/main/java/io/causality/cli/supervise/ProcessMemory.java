package io.causality.cli.supervise;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Memory of processes, as the kernel counts it. */
final class ProcessMemory {
  private static final String RESIDENT = "VmRSS:";

  private ProcessMemory() {}

  /** Resident bytes of a process and its children; 0 for one that is gone. */
  static long residentBytes(long pid) {
    Stream<Long> children =
        ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).map(ProcessHandle::pid);
    return Stream.concat(Stream.of(pid), children).mapToLong(ProcessMemory::ofOne).sum();
  }

  /** Whether the process runs; one that was killed and only waits to be collected does not. */
  static boolean isThere(long pid) {
    return ofOne(pid) > 0;
  }

  private static long ofOne(long pid) {
    Path status = Path.of("/proc/" + pid + "/status");
    try {
      if (Files.exists(status)) {
        return Files.readAllLines(status).stream()
            .filter(line -> line.startsWith(RESIDENT))
            .mapToLong(ProcessMemory::kilobytes)
            .sum();
      }
      Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
      String answer =
          new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      return answer.isEmpty() ? 0 : Long.parseLong(answer) * 1024;
    } catch (IOException e) {
      return 0; // it ended meanwhile
    }
  }

  private static long kilobytes(String line) {
    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
  }
}
