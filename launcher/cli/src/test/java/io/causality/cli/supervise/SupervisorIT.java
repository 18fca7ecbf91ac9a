package io.causality.cli.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.servers.HttpProbe;
import io.causality.testkit.Await;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path folder;
  private final List<String> said = new CopyOnWriteArrayList<>();

  private Supervisor supervise(List<String> stopOrder, Part... parts) {
    ProcessLedger ledger = new ProcessLedger(folder.resolve("processes"));
    return new Supervisor(List.of(parts), stopOrder, ledger, said::add);
  }

  private static PartStatus only(Supervisor supervisor) {
    return supervisor.parts().get(0);
  }

  @Test
  void startsAPartOnlyWhenWhatItNeedsIsReady() throws Exception {
    FakePart first = FakePart.living("first", folder);
    FakePart second = FakePart.living("second", folder);
    Supervisor supervisor =
        supervise(List.of("first", "second"), second.part("first"), first.part());
    assertThat(supervisor.start(LIMIT)).isEqualTo(new Supervisor.Start.Ready());
    assertThat(supervisor.ready()).isTrue();
    assertThat(said.get(0)).startsWith("first").contains("ready in");
    assertThat(said.get(1)).startsWith("second").contains("ready in");
    supervisor.stop();
  }

  @Test
  void startsAKilledPartAgainAndIsNotReadyMeanwhile() throws Exception {
    FakePart part = FakePart.living("part", folder);
    Supervisor supervisor = supervise(List.of("part"), part.part());
    supervisor.start(LIMIT);
    long before = only(supervisor).pid().orElseThrow();
    Files.delete(part.healthy());
    ProcessHandle.of(before).orElseThrow().destroyForcibly();
    Await.until("it is seen as not ready", LIMIT, () -> !supervisor.ready());
    Await.until("it is ready again", LIMIT, supervisor::ready);
    assertThat(only(supervisor).pid()).isPresent().get().isNotEqualTo(before);
    assertThat(only(supervisor).restarts()).isEqualTo(1);
    assertThat(said).contains("part was ended by signal 9; starting it again");
    supervisor.stop();
  }

  @Test
  void tellsWhenAPartThatRunsIsNotHealthyAnyMore() throws Exception {
    FakePart part = FakePart.living("part", folder);
    Supervisor supervisor = supervise(List.of("part"), part.part());
    supervisor.start(LIMIT);
    Files.delete(part.healthy());
    Await.until("it is unready", LIMIT, () -> only(supervisor).state() == PartState.UNREADY);
    assertThat(only(supervisor).problem()).contains("not healthy yet");
    Files.createFile(part.healthy());
    Await.until("it is ready again", LIMIT, supervisor::ready);
    assertThat(only(supervisor).restarts()).isZero();
    supervisor.stop();
  }

  @Test
  void givesUpOnAStartWhosePartKeepsDyingAndShowsItsLog() throws Exception {
    Supervisor supervisor =
        supervise(
            List.of("good", "bad"),
            FakePart.living("good", folder).part(),
            FakePart.dying("bad", folder).part());
    Supervisor.Start start = supervisor.start(LIMIT);
    supervisor.stop();
    assertThat(start)
        .isInstanceOfSatisfying(
            Supervisor.Start.Failed.class,
            failed -> {
              assertThat(failed.part()).isEqualTo("bad");
              assertThat(failed.reason())
                  .contains("ended with exit code 7")
                  .contains("no such file");
            });
    assertThat(said).anyMatch(line -> line.contains("next try in 500 ms"));
  }

  @Test
  void stopsInTheGivenOrder() throws Exception {
    Supervisor supervisor =
        supervise(
            List.of("c", "a", "b"),
            FakePart.living("a", folder).part(),
            FakePart.living("b", folder).part(),
            FakePart.living("c", folder).part());
    supervisor.start(LIMIT);
    supervisor.stop();
    supervisor.stop();
    assertThat(Files.readAllLines(folder.resolve("stopped"))).containsExactly("c", "a", "b");
    assertThat(supervisor.parts()).allMatch(part -> part.pid().isEmpty());
  }

  @Test
  void endsWhatAKilledSupervisorLeftBehindAndNobodyElse() throws Exception {
    FakePart part = FakePart.living("part", folder);
    part.launch();
    long pid = part.pid();
    Path file = folder.resolve("processes");
    new ProcessLedger(file).record(List.of(part.part()));
    String stranger = ProcessHandle.current().pid() + "@1";
    Files.writeString(file, Files.readString(file) + "stranger=" + stranger + "\n");

    assertThat(new ProcessLedger(file).endOrphans()).containsExactly("part");
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(new ProcessLedger(file).endOrphans()).isEmpty();
  }

  @Test
  void answersAStatusToWhoeverKnowsTheToken() throws IOException {
    StatusReport report = StatusReport.stopped();
    try (StatusEndpoint endpoint = StatusEndpoint.open(() -> report, "t0ken")) {
      String url = "http://127.0.0.1:" + endpoint.port() + "/status";
      var connection = URI.create(url).toURL().openConnection();
      connection.setRequestProperty("Authorization", "Bearer t0ken");
      assertThat(connection.getInputStream())
          .hasContent("{\"ready\":false,\"urls\":{},\"parts\":[]}");
      assertThat(HttpProbe.problem(url)).contains("answers 401");
    }
  }
}
