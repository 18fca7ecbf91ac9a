package io.causality.cli.chaos;

import io.causality.cli.supervise.PartStatus;
import io.causality.cli.supervise.Product;
import io.causality.cli.supervise.Supervisor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The kinds of faults, dealt like cards: each kind comes once before any comes again, in an order
 * that the seed decides.
 */
final class Faults {
  private static final int CHUNK = 1 << 20;

  /** Makes a fault of one kind, with its random details. */
  private interface Kind {
    Fault make(Random random);
  }

  private final Supervisor supervisor;
  private final Random random;
  private final List<Kind> kinds = new ArrayList<>();
  private final List<Kind> deck = new ArrayList<>();

  /**
   * The faults that this machine can have.
   *
   * @param disks folders that are small disks of their own, with the part that writes there
   */
  Faults(Supervisor supervisor, Relay nats, Relay s3, List<Disk> disks, Random random) {
    this.supervisor = supervisor;
    this.random = random;
    for (String part : Product.STOP_ORDER) {
      kinds.add(r -> Fault.once("kill -9 " + part, () -> kill(part)));
      kinds.add(r -> pause(part, seconds(r, 2, 12)));
    }
    for (Relay.Mode mode : List.of(Relay.Mode.CUT, Relay.Mode.HANG)) {
      String what = mode == Relay.Mode.CUT ? "cut" : "silent";
      kinds.add(r -> network("network to nats " + what, nats, mode, seconds(r, 2, 10)));
      kinds.add(r -> network("network to s3 " + what, s3, mode, seconds(r, 2, 10)));
    }
    kinds.add(r -> network("s3 answers 503", s3, Relay.Mode.UNAVAILABLE, seconds(r, 2, 10)));
    kinds.add(
        r ->
            Fault.once(
                "kill -9 flink and s3 together",
                () -> {
                  kill("flink");
                  kill("s3");
                }));
    kinds.add(
        r ->
            Fault.once(
                "kill -9 nats and gateway together",
                () -> {
                  kill("nats");
                  kill("gateway");
                }));
    for (Disk disk : disks) {
      kinds.add(r -> full(disk, seconds(r, 3, 8)));
    }
  }

  /** A folder that is a disk of its own. */
  record Disk(String part, Path folder) {}

  /** How many kinds there are. */
  int kinds() {
    return kinds.size();
  }

  Fault next() {
    if (deck.isEmpty()) {
      deck.addAll(kinds);
      Collections.shuffle(deck, random);
    }
    return deck.removeLast().make(random);
  }

  private static Duration seconds(Random random, int least, int most) {
    return Duration.ofMillis(random.nextInt(least * 1000, most * 1000));
  }

  private Optional<Long> pid(String part) {
    return supervisor.parts().stream()
        .filter(status -> status.name().equals(part))
        .findFirst()
        .flatMap(PartStatus::pid);
  }

  private void kill(String part) {
    pid(part).flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly);
  }

  private Fault pause(String part, Duration lasts) {
    Optional<Long> pid = pid(part);
    return new Fault(
        "pause " + part,
        () -> {
          if (pid.isPresent()) {
            Signals.pause(pid.get());
          }
        },
        lasts,
        () -> {
          if (pid.isPresent()) {
            Signals.resume(pid.get());
          }
        });
  }

  private static Fault network(String name, Relay relay, Relay.Mode mode, Duration lasts) {
    return new Fault(name, () -> relay.set(mode), lasts, () -> relay.set(Relay.Mode.PASS));
  }

  private static Fault full(Disk disk, Duration lasts) {
    Path ballast = disk.folder().resolve(".ballast");
    return new Fault(
        "disk of " + disk.part() + " full",
        () -> fill(ballast),
        lasts,
        () -> Files.deleteIfExists(ballast));
  }

  private static void fill(Path ballast) throws IOException {
    byte[] chunk = new byte[CHUNK];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      for (int size = CHUNK; size >= 1; ) {
        try {
          out.write(chunk, 0, size);
        } catch (IOException noSpaceForSoMuch) {
          size /= 2; // until not one byte more fits
        }
      }
    }
  }
}
