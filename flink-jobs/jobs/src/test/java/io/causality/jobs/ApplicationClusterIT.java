package io.causality.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.proto.StreamNames;
import io.causality.proto.lake.DayCopies;
import io.causality.testkit.Await;
import io.nats.client.KeyValue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs as a Flink cluster runs them that is not ours, set as the Helm chart sets it. */
class ApplicationClusterIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path folder;

  @Test
  void theArchiveGoesOnFromASavepoint() throws Exception {
    try (ArchiveFixture fixture = new ArchiveFixture(folder.resolve("unused"), Map.of())) {
      Map<String, String> environment = environment(fixture);
      environment.put("CAUSALITY_PARALLELISM", "2");
      String savepoint;
      fixture.publish(0, TestEvents.events("a", 0, 20));
      try (FlinkProcesses flink =
          new FlinkProcesses(
              folder.resolve("first"), ArchiveMain.class, fixture.s3(), environment)) {
        flink.start(Optional.empty());
        assertThat(awaitCheckpoint(flink)).isBetween(Instant.now().minus(PATIENCE), Instant.now());
        fixture.awaitEvents(20);
        assertThat(flink.managerMetrics())
            .containsPattern("causality_jobs_checkpoint_age_seconds\\{flink_job=\"archive\"} \\d");
        assertThat(flink.taskMetrics())
            .contains("causality_jobs_events_total 20")
            .contains("causality_jobs_pending_messages{flink_job=\"archive\"} 0");
        savepoint = flink.stopWithSavepoint(fixture.root() + "/flink/savepoints/archive");
      }
      fixture.publish(0, TestEvents.events("a", 0, 40));
      try (FlinkProcesses flink =
          new FlinkProcesses(
              folder.resolve("second"), ArchiveMain.class, fixture.s3(), environment)) {
        flink.start(Optional.of(savepoint));
        awaitCheckpoint(flink);
        List<LakeReader.Row> rows = fixture.awaitEvents(40);
        assertThat(rows).extracting(row -> row.get("event_id")).doesNotHaveDuplicates();
        assertThat(flink.taskMetrics()).contains("causality_jobs_duplicates_total 20");
        aKeeperCopiesDaysAndRemovesWhatIsTooOld(fixture, environment, flink);
      }
    }
  }

  /** It may remove files only by what it hears of the archive's checkpoints. */
  private static void aKeeperCopiesDaysAndRemovesWhatIsTooOld(
      ArchiveFixture fixture, Map<String, String> environment, FlinkProcesses flink)
      throws Exception {
    Map<String, String> settings = new HashMap<>(environment);
    settings.put("CAUSALITY_ARCHIVE_URL", flink.rest().toString());
    settings.put("CAUSALITY_COPY_INTERVAL_MS", "200");
    settings.put("CAUSALITY_COPY_SETTLE_MS", "0");
    try (JobsProcess keeper =
        new JobsProcess(KeeperMain.class, settings, Path.of("target", "keeper-it.log"))) {
      keeper.start();
      keeper.awaitReady();
      assertThat(keeper.body("/metrics")).contains("causality_jobs_stream_bytes ");
      KeyValue lake = fixture.connection().keyValue(StreamNames.LAKE);
      Await.until(
          "the day is copied",
          PATIENCE,
          () -> !lake.keys(DayCopies.keyPrefix("shop") + ">").isEmpty());
      fixture.keepDays(30);
      Await.until(
          "what is too old is gone",
          PATIENCE,
          () -> LakeReader.rows(fixture.root(), "events").isEmpty());
    }
  }

  @Test
  void theDetectionRunsAndStopsWithASavepoint() throws Exception {
    try (ArchiveFixture fixture = new ArchiveFixture(folder.resolve("unused"), Map.of());
        FlinkProcesses flink =
            new FlinkProcesses(
                folder.resolve("flink"), DetectionMain.class, fixture.s3(), environment(fixture))) {
      flink.start(Optional.empty());
      awaitCheckpoint(flink);
      assertThat(flink.stopWithSavepoint(fixture.root() + "/flink/savepoints/detection"))
          .startsWith(fixture.root());
    }
  }

  /** When the first checkpoint began, as the keeper asks for it. */
  private static Instant awaitCheckpoint(FlinkProcesses flink) {
    ArchiveRest rest = new ArchiveRest(flink.rest());
    AtomicReference<Instant> began = new AtomicReference<>();
    Await.until(
        "a checkpoint is complete",
        PATIENCE,
        () -> {
          flink.assertAlive();
          rest.newestCheckpoint().ifPresent(began::set);
          return began.get() != null;
        });
    return began.get();
  }

  private static Map<String, String> environment(ArchiveFixture fixture) {
    Map<String, String> environment = new HashMap<>(fixture.environment());
    environment.put("CAUSALITY_STATE_DIR", fixture.root() + "/flink/checkpoints");
    environment.put("CAUSALITY_DETECTION_CHECKPOINT_MS", "500");
    return environment;
  }
}
