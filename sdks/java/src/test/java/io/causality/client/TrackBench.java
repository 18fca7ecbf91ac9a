package io.causality.client;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What a call of track costs its thread, with a full queue whose gateway does not answer, so that
 * nothing else runs: CPU time and allocated bytes. With an argument, the queue is on the disk.
 */
public final class TrackBench {
  private static final int ROUNDS = 5;
  private static final int CALLS = 200_000;

  public static void main(String[] args) throws IOException {
    Path storage = args.length == 0 ? null : Files.createTempDirectory("track-bench");
    try (ServerSocket silent = new ServerSocket(0)) {
      Config.Builder config =
          Config.builder("key", "http://127.0.0.1:" + silent.getLocalPort())
              .requestTimeout(Duration.ofHours(1));
      if (storage != null) {
        config.storage(storage);
      }
      Client client = new Client(config.build());
      for (int round = 1; round <= ROUNDS; round++) {
        measure(client, round);
      }
      client.close(Duration.ZERO);
    } finally {
      if (storage != null) {
        try (Stream<Path> files = Files.walk(storage)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toArray(Path[]::new)) {
            Files.delete(file);
          }
        }
      }
    }
  }

  private static void measure(Client client, int round) {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    long cpu = threads.getCurrentThreadCpuTime();
    long bytes = threads.getThreadAllocatedBytes(self);
    for (int i = 0; i < CALLS; i++) {
      client.track(
          Event.named("page_view")
              .userId("u1")
              .deviceId("d1")
              .property("path", "/")
              .property("status", 200)
              .property("ms", 1.5));
    }
    System.out.printf(
        "round %d: %d ns of CPU time and %d bytes for each call%n",
        round,
        (threads.getCurrentThreadCpuTime() - cpu) / CALLS,
        (threads.getThreadAllocatedBytes(self) - bytes) / CALLS);
  }
}
