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
import io.causality.testkit.TestAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
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
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
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
  private static final Pattern WITH_DEFAULT = Pattern.compile("\\$\\{([A-Z0-9_]+):-([^}]*)}");
  private static final Duration START = Duration.ofMinutes(2);
  private static final String SECRET = "a-long-value-of-the-tests-for-every-secret";

  /** Where a container has what lies in docker/tls. */
  private static final String MOUNTED = "/etc/causality/tls/";

  private static final Map<String, Program> PROGRAMS =
      Map.of(
          "jobs", new Program("flink-jobs/jobs/target", "io.causality.jobs.JobsMain"),
          "gateway", new Program("ingest-gateway/target", "io.causality.gateway.GatewayMain"),
          "portal", new Program("portal/target", "io.causality.portal.PortalMain"));

  private static Compose compose;

  private record Program(String target, String mainClass) {}

  private final List<Process> started = new ArrayList<>();

  /** What is set in .env beside the secrets. */
  private final Map<String, String> settings = new TreeMap<>();

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
    try (NatsServer nats = nats()) {
      run("jobs", nats);
      run("gateway", nats);
      run("portal", nats);
    }
  }

  @Test
  void certificatesAndAnOpenIdProviderComeFromTheSettings() throws Exception {
    TestAuthority authority = new TestAuthority(folder.resolve("tls"));
    TestAuthority.Keys keys = authority.issue("tls", "ip:127.0.0.1");
    settings.put("CAUSALITY_TLS_CERT_FILE", MOUNTED + keys.certificate().getFileName());
    settings.put("CAUSALITY_TLS_KEY_FILE", MOUNTED + keys.key().getFileName());
    settings.put("CAUSALITY_TLS_CA_FILE", MOUNTED + authority.certificate().getFileName());
    settings.put("CAUSALITY_PUBLIC_URL", "https://analytics.example.com");
    settings.put("CAUSALITY_OIDC_ISSUER", "https://id.example.com");
    settings.put("CAUSALITY_OIDC_CLIENT_ID", "causality");
    settings.put("CAUSALITY_OIDC_NAME", "Corp ID");
    try (NatsServer nats = nats();
        HttpClient http = trusting(authority)) {
      String gateway = run("gateway", nats).get("CAUSALITY_GATEWAY_PORT");
      String portal = run("portal", nats).get("CAUSALITY_PORTAL_PORT");
      assertThat(get(http, gateway, "/v1/no-such-path")).contains("requestId");
      assertThat(get(http, portal, "/api/sign-in")).contains("\"provider\":\"Corp ID\"");
    }
  }

  private NatsServer nats() throws Exception {
    NatsServer nats =
        new NatsServer(
            Installation.find(),
            folder.resolve("nats"),
            Ports.free(),
            new Credentials("causality", SECRET));
    nats.start();
    return nats;
  }

  private static HttpClient trusting(TestAuthority authority) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(authority.certificate())) {
      store.setCertificateEntry(
          "ours", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  private static String get(HttpClient http, String port, String path) throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
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
   * environment, but for addresses.
   *
   * @return the environment, once the service is ready
   */
  private Map<String, String> run(String service, NatsServer nats) throws Exception {
    PostgresServer postgres = Servers.postgres();
    S3Server s3 = Servers.s3();
    s3.createBucket("causality");
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
    Program program = PROGRAMS.get(service);
    Path target = ROOT.resolve(program.target());
    Path app = image(service, target, target.resolve("lib"));
    Map<String, String> environment = new TreeMap<>();
    String managementPort = "";
    for (Map.Entry<String, String> entry : compose.environment(service).entrySet()) {
      String key = entry.getKey();
      String value = surroundings.getOrDefault(entry.getValue(), entry.getValue());
      if (VARIABLE.matcher(value).matches() || key.equals("CAUSALITY_DB_USER")) {
        value = secrets.getOrDefault(key, SECRET);
      } else if (WITH_DEFAULT.matcher(value).matches()) {
        value = setting(service, value);
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
    Path java =
        service.equals("jobs") ? Installation.find().java17() : Installation.find().java25();
    Process process = start(app, java, program.mainClass(), environment);
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
    return environment;
  }

  /** What .env says, else the compose file; a file of its mount is where the test has it. */
  private String setting(String service, String value) {
    Matcher variable = WITH_DEFAULT.matcher(value);
    assertThat(variable.matches()).isTrue();
    String text = settings.getOrDefault(variable.group(1), variable.group(2));
    if (!text.startsWith(MOUNTED)) {
      return text;
    }
    assertThat(compose.list(service, "volumes").toString())
        .contains("./docker/tls:" + MOUNTED.replaceAll("/$", "") + ":ro");
    return folder.resolve("tls").resolve(Path.of(text).getFileName()).toString();
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
    Path app = Files.createTempDirectory(folder, service + "-");
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
