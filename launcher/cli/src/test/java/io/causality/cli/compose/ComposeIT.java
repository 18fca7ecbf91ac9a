package io.causality.cli.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.servers.Credentials;
import io.causality.servers.Installation;
import io.causality.servers.NatsServer;
import io.causality.servers.Ports;
import io.causality.servers.PostgresServer;
import io.causality.servers.S3Server;
import io.causality.testkit.Await;
import io.causality.testkit.Servers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The compose file without a Docker engine: what it must say, and that our services start from the
 * entry point and the environment that stand in it.
 */
class ComposeIT {
  private static final Path ROOT = Path.of(System.getProperty("causality.root"));
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)(:\\?[^}]*)?}");
  private static final Pattern WITH_DEFAULT = Pattern.compile("\\$\\{[A-Z0-9_]+:-([^}]*)}");
  private static final Duration START = Duration.ofMinutes(2);
  private static final String SECRET = "a-long-value-of-the-tests-for-every-secret";

  private static Compose compose;

  private final List<Process> started = new ArrayList<>();

  @TempDir private Path folder;

  @BeforeAll
  static void read() throws IOException {
    compose = Compose.read(ROOT.resolve("docker-compose.yml"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Process process : started) {
      process.destroy();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void everythingIsPinnedBoundedWatchedAndOnLoopback() {
    compose
        .services()
        .forEach(
            (name, service) -> {
              assertThat((String) service.get("image")).as(name).matches(".+:v?[0-9]+\\..+");
              assertThat(service.toString()).as(name).contains("limits={cpus=", "memory=");
              if (!"no".equals(service.get("restart"))) {
                assertThat(service.get("restart")).as(name).isEqualTo("unless-stopped");
                boolean ours =
                    name.equals("gateway") || name.equals("jobs") || name.equals("portal");
                assertThat(service.containsKey("healthcheck") || ours).as(name).isTrue();
              }
              for (Object port : compose.list(name, "ports")) {
                assertThat((String) port).as(name).startsWith("127.0.0.1:");
              }
            });
  }

  @Test
  void everySecretIsAskedForAndExplained() throws IOException {
    Set<String> asked = new TreeSet<>();
    Matcher variables = VARIABLE.matcher(Files.readString(ROOT.resolve("docker-compose.yml")));
    while (variables.find()) {
      assertThat(variables.group(2)).as(variables.group(1)).isNotNull();
      asked.add(variables.group(1));
    }
    try (Stream<String> lines = Files.lines(ROOT.resolve("docker/env.example"))) {
      assertThat(lines.filter(line -> !line.startsWith("#")).map(line -> line.replace("=", "")))
          .containsExactlyInAnyOrderElementsOf(asked);
    }
  }

  @Test
  void whatDependsOnOthersWaitsForTheirHealth() {
    compose
        .services()
        .forEach(
            (name, service) -> {
              if (service.get("depends_on") instanceof Map<?, ?> needs) {
                assertThat(compose.services().keySet()).containsAll((Set<String>) needs.keySet());
                assertThat(needs.values().toString()).as(name).doesNotContain("service_started");
              }
            });
  }

  @Test
  void natsTakesItsConfiguration() throws Exception {
    ProcessBuilder check =
        new ProcessBuilder(
            Installation.find().natsServer().toString(),
            "-t",
            "-c",
            ROOT.resolve("docker/nats.conf").toString());
    check.environment().put("CAUSALITY_NATS_PASSWORD", SECRET);
    Process process = check.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  @Test
  void ourServicesBecomeReadyFromTheirEntryPoints() throws Exception {
    Installation installation = Installation.find();
    Credentials natsUser = new Credentials("causality", SECRET);
    PostgresServer postgres = Servers.postgres();
    S3Server s3 = Servers.s3();
    s3.createBucket("causality");
    try (NatsServer nats =
        new NatsServer(installation, folder.resolve("nats"), Ports.free(), natsUser)) {
      nats.start();
      Map<String, String> surroundings =
          Map.of(
              "nats://nats:4222", nats.url(),
              "http://s3:9000", s3.endpoint(),
              "http://trino:8080", Servers.trino().url(),
              "jdbc:postgresql://postgres:5432/causality", postgres.createDatabase());
      Map<String, String> secrets =
          Map.of(
              "CAUSALITY_S3_ACCESS_KEY", s3.accessKey(),
              "CAUSALITY_S3_SECRET_KEY", s3.secretKey(),
              "CAUSALITY_DB_USER", postgres.user(),
              "CAUSALITY_DB_PASSWORD", postgres.password(),
              "CAUSALITY_ADMIN_EMAIL", "admin@example.com");
      Path java17 = installation.java17();
      Path java25 = installation.java25();
      run(
          "jobs",
          "flink-jobs/jobs/target",
          java17,
          "io.causality.jobs.JobsMain",
          surroundings,
          secrets);
      run(
          "gateway",
          "ingest-gateway/target",
          java25,
          "io.causality.gateway.GatewayMain",
          surroundings,
          secrets);
      run(
          "portal",
          "portal/target",
          java25,
          "io.causality.portal.PortalMain",
          surroundings,
          secrets);
    }
  }

  @Test
  void theObjectStoreAnswersFromItsEntryPoint() throws Exception {
    Path app = image("s3", ROOT.resolve("launcher/servers/target"), Installation.find().s3proxy());
    Path logging = app.resolve("logback.xml");
    Files.copy(ROOT.resolve("docker/s3/logback.xml"), logging);
    int port = Ports.free();
    Map<String, String> environment = new TreeMap<>(compose.environment("s3"));
    assertThat(environment)
        .containsOnlyKeys(
            "CAUSALITY_S3_LISTEN",
            "CAUSALITY_S3_DATA",
            "CAUSALITY_S3_ACCESS_KEY",
            "CAUSALITY_S3_SECRET_KEY");
    environment.compute(
        "CAUSALITY_S3_LISTEN", (key, url) -> url.replace("0.0.0.0:9000", "127.0.0.1:" + port));
    environment.put(
        "CAUSALITY_S3_DATA",
        Files.createDirectories(app.resolve("data/causality")).getParent().toString());
    environment.put("CAUSALITY_S3_ACCESS_KEY", "user");
    environment.put("CAUSALITY_S3_SECRET_KEY", SECRET);
    environment.put("JAVA_OPTIONS", "-Xmx128m -Dlogback.configurationFile=" + logging);
    start(
        app,
        Installation.find().java25(),
        "io.causality.servers.objects.ObjectStoreMain",
        environment);
    HttpClient http = HttpClient.newHttpClient();
    Await.until(
        "the store refuses who has no key",
        START,
        () ->
            http.send(
                        HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + port + "/causality/object"))
                            .PUT(HttpRequest.BodyPublishers.ofString("x"))
                            .build(),
                        HttpResponse.BodyHandlers.discarding())
                    .statusCode()
                == 403);
  }

  /**
   * As the image has it: the jar, lib/, plugins/, the entry point; and the compose file's
   * environment.
   */
  private void run(
      String service,
      String target,
      Path java,
      String mainClass,
      Map<String, String> surroundings,
      Map<String, String> secrets)
      throws Exception {
    Path app = image(service, ROOT.resolve(target), ROOT.resolve(target).resolve("lib"));
    Map<String, String> environment = new TreeMap<>();
    String managementPort = "";
    for (Map.Entry<String, String> entry : compose.environment(service).entrySet()) {
      String key = entry.getKey();
      String value = surroundings.getOrDefault(entry.getValue(), entry.getValue());
      if (VARIABLE.matcher(value).matches() || key.equals("CAUSALITY_DB_USER")) {
        value = secrets.getOrDefault(key, SECRET);
      } else if (WITH_DEFAULT.matcher(value).matches()) {
        value = WITH_DEFAULT.matcher(value).replaceAll("$1");
      } else if (key.endsWith("_PORT")) {
        value = Integer.toString(Ports.free());
      } else if (value.startsWith("/data")) {
        value = app + value;
      } else if (value.equals("0.0.0.0")) {
        value = "127.0.0.1";
      }
      managementPort = key.endsWith("MANAGEMENT_PORT") ? value : managementPort;
      environment.put(key, value);
    }
    environment.put("JAVA_OPTIONS", "-Xmx512m -XX:+UseSerialGC");
    environment.put("FLINK_PLUGINS_DIR", app.resolve("plugins").toString());
    environment.put("CAUSALITY_PORTAL_UI", app.resolve("ui").toString());
    Process process = start(app, java, mainClass, environment);
    String port = managementPort;
    Await.until(
        service + " is ready",
        START,
        () -> {
          assertThat(process.isAlive()).as(() -> tail(app.resolve("log"))).isTrue();
          return new ProcessBuilder(app.resolve("entrypoint.sh").toString(), "ready", port)
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .start()
                  .waitFor()
              == 0;
        });
  }

  /** Starts the image's entry point, which the Dockerfile must name; what it says goes to "log". */
  private Process start(Path app, Path java, String mainClass, Map<String, String> environment)
      throws IOException {
    assertThat(Files.readString(ROOT.resolve("docker/Dockerfile")))
        .contains("ENTRYPOINT [\"/app/entrypoint.sh\", \"" + mainClass + "\"]");
    ProcessBuilder builder =
        new ProcessBuilder(app.resolve("entrypoint.sh").toString(), mainClass)
            .directory(app.toFile())
            .redirectErrorStream(true)
            .redirectOutput(app.resolve("log").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("PATH", java.getParent() + ":" + System.getenv("PATH"));
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private Path image(String service, Path target, Path lib) throws IOException {
    Path app = folder.resolve(service);
    Files.createDirectories(app.resolve("ui"));
    Files.copy(ROOT.resolve("docker/entrypoint.sh"), app.resolve("entrypoint.sh"));
    assertThat(app.resolve("entrypoint.sh").toFile().setExecutable(true)).isTrue();
    try (Stream<Path> files = Files.list(target)) {
      Path jar = files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
      Files.copy(jar, app.resolve(jar.getFileName()));
    }
    Files.createSymbolicLink(app.resolve("lib"), lib.toAbsolutePath());
    Path plugins = target.resolve("plugins");
    if (Files.isDirectory(plugins)) {
      Files.createSymbolicLink(app.resolve("plugins"), plugins.toAbsolutePath());
    }
    return app;
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
