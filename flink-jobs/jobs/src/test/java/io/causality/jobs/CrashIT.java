package io.causality.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.causality.proto.CatalogEntries;
import io.causality.proto.StreamNames;
import io.causality.servers.NatsServer;
import io.causality.servers.S3Server;
import io.causality.testkit.Await;
import io.causality.testkit.Servers;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PushSubscribeOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int BATCH = 50;

  @TempDir Path folder;

  @Test
  void whateverIsKilledEveryEventIsInTheLakeOnce() throws Exception {
    try (NatsServer nats = Servers.newNats();
        S3Server s3 = Servers.newS3();
        ArchiveFixture fixture = new ArchiveFixture(nats, s3, folder.resolve("state"), Map.of());
        JobsProcess jobs =
            new JobsProcess(fixture.environment(), Path.of("target", "crash-it-jobs.log"));
        Load load = new Load(fixture)) {
      jobs.start();
      jobs.awaitReady();
      ruleThatTakesEveryEvent(fixture);
      load.start();
      awaitMore(fixture, load);

      jobs.kill();
      jobs.start();
      awaitMore(fixture, load);

      s3.kill();
      awaitPublished(load, 20);
      s3.start();
      awaitMore(fixture, load);

      nats.kill();
      nats.start();
      awaitMore(fixture, load);

      jobs.kill();
      s3.kill();
      s3.start();
      jobs.start();
      awaitMore(fixture, load);

      int published = load.stop();
      List<LakeReader.Row> rows = fixture.awaitEvents(published);
      assertThat(rows).extracting(row -> row.get("event_id")).doesNotHaveDuplicates();
      assertThat(rows).hasSize(published);
      Await.until(
          "the progress counts every event once",
          PATIENCE,
          () -> {
            JsonNode shop =
                new ObjectMapper().readTree(fixture.progress()).path("apps").path("shop");
            return shop.path("in_lake").asInt() == published;
          });
      String ticks =
          fixture
              .connection()
              .keyValue(StreamNames.CATALOG)
              .get(CatalogEntries.key("shop", "tick"))
              .getValueAsString();
      assertThat(CatalogEntries.parse(ticks).getCount()).isEqualTo(published);
      Await.until(
          "every event has raised its alert", PATIENCE, () -> alerts(fixture).size() >= published);
      assertThat(alerts(fixture)).hasSize(published).doesNotHaveDuplicates();
      assertThat(jobs.status("/livez")).isEqualTo(200);
      assertThat(jobs.body("/metrics"))
          .contains("causality_jobs_rows_total ")
          .contains("causality_jobs_checkpoint_age_seconds{flink_job=\"archive\"} ")
          .contains("causality_jobs_checkpoint_age_seconds{flink_job=\"detection\"} ")
          .contains("causality_jobs_pending_messages{flink_job=\"archive\"} 0\n")
          .contains("causality_jobs_stream_bytes ", "causality_jobs_stream_max_bytes ")
          .contains("causality_jobs_stream_trimmed_messages_total 0\n")
          .contains("causality_jobs_data_losses_total{flink_job=\"archive\"} 0\n")
          .contains("causality_jobs_state_free_bytes ");
    }
  }

  /** Waits until it runs: the detection begins with what comes after its first start. */
  private static void ruleThatTakesEveryEvent(ArchiveFixture fixture) throws Exception {
    String rule =
        """
        {"app": "shop", "id": "each", "version": 1, "name": "each", "lateness_s": 3600,
         "when": {"match": {"event": "tick"}}}\
        """;
    fixture
        .connection()
        .jetStream()
        .publish(StreamNames.ruleSubject("shop", "each"), rule.getBytes(StandardCharsets.UTF_8));
    Await.until(
        "the rule runs",
        PATIENCE,
        () -> {
          var status =
              fixture
                  .connection()
                  .keyValue(StreamNames.DETECTION)
                  .get(StreamNames.ruleKey("shop", "each"));
          return status != null && status.getValueAsString().contains("running");
        });
  }

  /** The event of each message in the stream of alerts. */
  private static List<String> alerts(ArchiveFixture fixture) throws Exception {
    List<String> events = new ArrayList<>();
    JetStreamSubscription subscription =
        fixture
            .connection()
            .jetStream()
            .subscribe(
                StreamNames.alertSubject("shop"),
                PushSubscribeOptions.builder().stream(StreamNames.ALERTS).ordered(true).build());
    for (Message message = subscription.nextMessage(Duration.ofSeconds(5));
        message != null;
        message = subscription.nextMessage(Duration.ofMillis(500))) {
      JsonNode alert = new ObjectMapper().readTree(message.getData());
      events.add(alert.path("matched_events").path(0).path("event_id").asText());
    }
    subscription.unsubscribe();
    return events;
  }

  /** Waits until events that are published from now on are in the lake. */
  private static void awaitMore(ArchiveFixture fixture, Load load) {
    int target = load.published() + 2 * BATCH;
    Await.until(
        "event " + target + " is in the lake",
        PATIENCE,
        () -> {
          JsonNode apps = new ObjectMapper().readTree(fixture.progress()).path("apps");
          return apps.path("shop").path("in_lake").asInt() >= target;
        });
  }

  private static void awaitPublished(Load load, int batches) {
    int target = load.published() + batches * BATCH;
    Await.until("more is published", PATIENCE, () -> load.published() >= target);
  }

  /** Publishes batches one after the other, each until it is acknowledged. */
  private static final class Load implements AutoCloseable {
    private final ArchiveFixture fixture;
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final AtomicInteger published = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "load");

    Load(ArchiveFixture fixture) {
      this.fixture = fixture;
    }

    void start() {
      thread.start();
    }

    int published() {
      return published.get();
    }

    private void run() {
      while (running.get()) {
        int from = published.get();
        try {
          fixture.publish(from / BATCH % 8, TestEvents.events("e", from, from + BATCH));
          published.addAndGet(BATCH);
          Thread.sleep(20);
        } catch (InterruptedException e) {
          return;
        } catch (Exception e) {
          // The server is away: the same batch again, of which the archive keeps one copy.
          reconnect();
        }
      }
    }

    private void reconnect() {
      Await.until(
          "the load is connected again",
          PATIENCE,
          () -> {
            fixture.reconnect();
            return true;
          });
    }

    int stop() throws InterruptedException {
      running.set(false);
      thread.join();
      return published.get();
    }

    @Override
    public void close() throws InterruptedException {
      stop();
    }
  }
}
