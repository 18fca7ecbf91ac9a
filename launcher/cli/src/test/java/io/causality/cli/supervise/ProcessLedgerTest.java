package io.causality.cli.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.testkit.Await;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLedgerTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir private Path folder;

  /** As below a container's first process that looks after nobody. */
  @Test
  void aKilledProcessIsGoneAlthoughItsParentNeverLooks() throws Exception {
    Process parent = new ProcessBuilder("sh", "-c", "sleep 600 & echo $!; exec sleep 600").start();
    try (BufferedReader out = parent.inputReader(StandardCharsets.US_ASCII)) {
      long pid = Long.parseLong(out.readLine());
      String identity = ProcessLedger.identity(pid).orElseThrow();
      assertThat(ProcessLedger.find(identity)).isPresent();
      Path file = folder.resolve("processes");
      Files.writeString(file, "part=" + identity + "\n");

      assertThat(new ProcessLedger(file).endOrphans()).containsExactly("part");
      assertThat(ProcessHandle.of(pid)).as("Java still calls it alive").isPresent();
      assertThat(ProcessLedger.find(identity)).isEmpty();
    } finally {
      parent.destroyForcibly();
      Await.until("the parent is gone", LIMIT, () -> !parent.isAlive());
    }
  }
}
