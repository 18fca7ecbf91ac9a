package io.causality.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.causality.cli.settings.DataFolder;
import io.causality.cli.supervise.ProcessLedger;
import io.causality.cli.supervise.RunFile;
import io.causality.servers.Ports;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code up} makes of a supervisor that is there, does not answer, and ends. */
class BackgroundTest {
  @TempDir private Path folder;
  private DataFolder data;
  private Process supervisor;
  private RunFile running;

  @BeforeEach
  void aSupervisorThatDoesNotAnswer() throws Exception {
    data = new DataFolder(folder);
    supervisor = new ProcessBuilder("sleep", "600").start();
    String identity = ProcessLedger.identity(supervisor.pid()).orElseThrow();
    running = new RunFile(identity, Ports.free(), "token", 1, 2, 3);
    running.write(data);
    Files.writeString(data.supervisorLog(), "nats did not come up");
  }

  @AfterEach
  void stop() {
    supervisor.destroyForcibly();
  }

  @Test
  void aKilledOneIsNoReasonToFail() throws Exception {
    assertThat(Background.awaitReady(data, running, endsWhenWaitedFor(() -> {}))).isFalse();
  }

  @Test
  void oneThatGaveUpIs() {
    assertThatExceptionOfType(CommandFailedException.class)
        .isThrownBy(
            () ->
                Background.awaitReady(
                    data, running, endsWhenWaitedFor(() -> Files.delete(data.run()))))
        .withMessageContaining("nats did not come up");
  }

  private interface Deed {
    void run() throws Exception;
  }

  /** Ends the supervisor once {@code up} says that it waits for it. */
  private PrintWriter endsWhenWaitedFor(Deed before) {
    return new PrintWriter(new StringWriter()) {
      @Override
      public void println(String line) {
        assertThat(line).isEqualTo("waiting until it is ready");
        try {
          before.run();
        } catch (Exception e) {
          throw new AssertionError(e);
        }
        supervisor.destroyForcibly();
      }
    };
  }
}
