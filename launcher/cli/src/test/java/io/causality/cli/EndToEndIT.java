package io.causality.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.causality.servers.Installation;
import io.causality.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The promise of the product on the running product: real logs in over HTTP, exact numbers out of
 * SQL, whatever is killed meanwhile. {@code -Dcausality.full=true} kills for longer.
 */
class EndToEndIT {
  private static final Duration IN_THE_LAKE = Duration.ofMinutes(3);
  private static final Duration BACK = Duration.ofMinutes(3);
  private static final Duration WATCHED = Duration.ofSeconds(60);
  private static final List<String> PARTS =
      List.of("gateway", "nats", "flink", "s3", "trino", "portal", "postgres");

  @TempDir private static Path folder;
  private static RunningProduct product;

  @BeforeAll
  static void start() throws Exception {
    product = new RunningProduct(folder);
    RunningProduct.Outcome up = product.succeed("up", "--detach");
    assertThat(up.out()).contains("curl -s " + product.gateway(), "API token");
  }

  @AfterAll
  static void stop() throws Exception {
    ProductLogs logs = new ProductLogs(folder.resolve("data"));
    logs.useWrongSecrets(product.gateway(), product.portal());
    RunningProduct.Outcome down = product.run("down");
    assertThat(down.exit()).isZero();
    assertThat(product.run("status", "--json").out()).startsWith("{\"ready\":false");
    logs.holdNoSecret(); // after all that the tests did
  }

  static IntStream rounds() {
    return IntStream.rangeClosed(1, Boolean.getBoolean("causality.full") ? 5 : 1);
  }

  @Test
  void countsOfBothLogsAreThoseOfTheFilesAlsoAfterASecondLoad() throws Exception {
    Path apache = Path.of(EndToEndIT.class.getResource("/data/apache_logs.gz").toURI());
    Path nasa = Path.of(EndToEndIT.class.getResource("/data/nasa_19950801.tsv.gz").toURI());
    LogTruth apacheTruth = LogTruth.apache(apache);
    LogTruth nasaTruth = LogTruth.nasa(nasa);
    load(apache, apacheTruth);
    load(nasa, nasaTruth);
    verify("apache", apacheTruth);
    verify("nasa", nasaTruth);

    load(apache, apacheTruth);
    load(nasa, nasaTruth);
    String probe =
        product.succeed("key", "create", "after").lastLine(); // goes behind the second load
    assertThat(probe).isNotEmpty();
    try (Senders senders = Senders.start(product.gateway(), probe)) {
      Await.until(
          "what was sent after the second load is in the lake",
          IN_THE_LAKE,
          () -> !senders.accepted().isEmpty() && product.count("after") > 0);
    }
    verify("apache", apacheTruth);
    verify("nasa", nasaTruth);
    new LogInsights(product, "apache", apacheTruth, ZoneId.of("UTC")).verify();
    new LogInsights(product, "nasa", nasaTruth, ZoneId.of("America/New_York")).verify();
  }

  private static void load(Path file, LogTruth truth) throws Exception {
    load(product, file, truth);
  }

  private static void load(RunningProduct product, Path file, LogTruth truth) throws Exception {
    RunningProduct.Outcome load = product.succeed("load", file.toString());
    assertThat(load.lastLine())
        .startsWith("accepted " + truth.lines().size() + ", rejected 0, ")
        .endsWith(" events/s");
  }

  private static void verify(String app, LogTruth truth) throws Exception {
    verify(product, app, truth);
  }

  private static void verify(RunningProduct product, String app, LogTruth truth) throws Exception {
    Await.until(
        "all of " + app + " is in the lake",
        IN_THE_LAKE,
        () -> product.count(app) >= truth.lines().size());
    assertThat(product.count(app)).isEqualTo(truth.lines().size());
    JsonNode devices = product.rows(app, "SELECT count(DISTINCT device_id) FROM events");
    assertThat(devices.get(0).get(0).asLong()).isEqualTo(truth.hosts());
    Map<String, String> columns =
        Map.of(
            "status", "properties['status']",
            "path", "page_path",
            "hour", "date_format(ts, '%Y-%m-%d %H')");
    String grouped = "SELECT %s, count(*) FROM events GROUP BY 1";
    assertThat(product.counts(app, grouped.formatted(columns.get("status"))))
        .isEqualTo(truth.countsBy(LogTruth.Line::status));
    assertThat(product.counts(app, grouped.formatted(columns.get("path"))))
        .isEqualTo(truth.countsBy(LogTruth.Line::path));
    assertThat(product.counts(app, grouped.formatted(columns.get("hour"))))
        .isEqualTo(truth.countsBy(LogTruth.Line::hour));
  }

  @ParameterizedTest(name = "round {0}")
  @MethodSource("rounds")
  void everyAcceptedEventIsThereOnceWhateverPartIsKilled(int round) throws Exception {
    String app = "kills" + round;
    String key = product.succeed("key", "create", app).lastLine();
    Alerts alerts = new Alerts(folder.resolve("data"), app);
    alerts.takeEveryEvent(BACK);
    Senders senders = Senders.start(product.gateway(), key);
    try (senders) {
      for (String part : PARTS) {
        int before = senders.accepted().size();
        Await.until(
            "events flow before " + part + " is killed",
            BACK,
            () -> senders.accepted().size() > before + 200);
        kill(part);
      }
    }
    List<String> inTheLake = awaitInTheLake(product, app, senders.accepted());
    assertThat(senders.sent().containsAll(inTheLake)).isTrue();
    Await.until(
        "every event in the lake has raised its alert",
        IN_THE_LAKE,
        () -> alerts.events().containsAll(inTheLake));
    assertThat(alerts.events()).doesNotHaveDuplicates().isSubsetOf(senders.sent());
  }

  @Test
  void aBackupMadeWhileEventsComeBecomesAProductThatGoesOnFromThere() throws Exception {
    Path apache = Path.of(EndToEndIT.class.getResource("/data/apache_logs.gz").toURI());
    LogTruth truth = LogTruth.apache(apache);
    load(apache, truth);
    String key = product.succeed("key", "create", "kept").lastLine();
    Path backup = folder.resolve("backup");
    Set<String> before;
    Senders senders = Senders.start(product.gateway(), key);
    try (senders) {
      Await.until("events flow", BACK, () -> senders.accepted().size() > 500);
      before = Set.copyOf(senders.accepted());
      assertThat(product.succeed("backup", backup.toString()).out()).contains("stood still for");
      int meanwhile = senders.accepted().size();
      Await.until(
          "events flow after the backup",
          BACK,
          () ->
              product.status().get("ready").asBoolean()
                  && senders.accepted().size() > meanwhile + 200);
    }
    awaitInTheLake(product, "kept", senders.accepted());

    RunningProduct restored =
        new RunningProduct(Files.createDirectories(folder.resolve("restored")));
    restored.succeed("restore", backup.toString());
    restored.succeed("up", "--detach");
    try {
      List<String> kept = awaitInTheLake(restored, "kept", before);
      assertThat(senders.sent()).containsAll(kept);
      load(restored, apache, truth);
      try (Senders again = Senders.start(restored.gateway(), key); // the same ids once more
          Senders behind =
              Senders.start(
                  restored.gateway(), restored.succeed("key", "create", "behind").lastLine())) {
        Await.until("events flow", BACK, () -> again.accepted().containsAll(before));
        int sent = behind.accepted().size();
        Await.until(
            "what came behind is in the lake",
            IN_THE_LAKE,
            () -> behind.accepted().size() > sent && restored.count("behind") > sent);
      }
      awaitInTheLake(restored, "kept", before);
      verify(restored, "apache", truth);
    } finally {
      restored.succeed("down");
    }
  }

  private static List<String> awaitInTheLake(
      RunningProduct product, String app, Set<String> accepted) throws Exception {
    List<String> inTheLake = new ArrayList<>();
    Await.until(
        "every accepted event of " + app + " is in the lake",
        IN_THE_LAKE,
        () -> {
          inTheLake.clear();
          product
              .rows(app, "SELECT event_id FROM events")
              .forEach(row -> inTheLake.add(row.get(0).asText()));
          return new HashSet<>(inTheLake).containsAll(accepted);
        });
    assertThat(inTheLake).doesNotHaveDuplicates();
    return inTheLake;
  }

  /** Without a Prometheus on this machine only the names are compared. */
  @Test
  void everyPanelAndEveryAlertAsksForWhatIsThere() throws Exception {
    Map<String, String> targets = product.managementPorts();
    String key = product.succeed("key", "create", "watched").lastLine();
    try (Senders senders = Senders.start(product.gateway(), key)) {
      Await.until(
          "every metric has its name",
          WATCHED,
          () -> {
            product.count("watched"); // so that the portal has something to count
            String shown = product.metrics(targets.values());
            return WatchedQueries.names().stream().allMatch(shown::contains);
          });
      Optional<Path> program = Installation.find().prometheus();
      if (program.isPresent()) {
        verify(program.get(), targets);
      }
      assertThat(senders.accepted()).isNotEmpty();
    }
  }

  private static void verify(Path prometheusProgram, Map<String, String> targets) throws Exception {
    Path data = folder.resolve("prometheus");
    try (Prometheus prometheus = Prometheus.start(prometheusProgram, data, targets)) {
      Map<String, String> queries = WatchedQueries.all();
      for (Map.Entry<String, String> query : queries.entrySet()) {
        Await.until(
            "there is data for " + query.getKey(),
            WATCHED,
            () -> {
              boolean there = prometheus.hasData(query.getValue());
              if (!there) {
                product.count("watched");
              }
              return there;
            });
      }
      assertThat(queries.keySet()).containsAll(prometheus.healthyRules());
      assertThat(prometheus.healthyRules()).hasSizeGreaterThan(10);
    }
  }

  private static void kill(String part) throws IOException {
    long pid = product.pid(part);
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    Await.until(
        part + " is back after kill -9",
        BACK,
        () -> product.status().get("ready").asBoolean() && product.pid(part) != pid);
  }
}
