package io.causality.cli.supervise;

import io.causality.cli.settings.DataFolder;
import io.causality.cli.settings.Secrets;
import io.causality.cli.settings.Settings;
import io.causality.servers.Installation;
import io.causality.servers.NatsServer;
import io.causality.servers.PostgresServer;
import io.causality.servers.S3Server;
import io.causality.servers.TrinoServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parts of the product and how they are wired: the one place that names them all. */
public final class Product {
  /** Who stops first: events are let in last and no longer than all behind them works. */
  public static final List<String> STOP_ORDER =
      List.of("gateway", "flink", "portal", "trino", "s3", "postgres", "nats");

  private static final String BUCKET = "causality";
  private static final Duration EACH_SECOND = Duration.ofSeconds(1);

  private final Settings settings;
  private final Secrets secrets;
  private final DataFolder data;
  private final Path root;
  private final Installation installation;
  private final InnerPorts ports;
  private final String natsUrl;
  private final String s3Endpoint;

  /**
   * The addresses at which our own services look for a server: the server's, or what stands between
   * them.
   */
  public interface Links {
    /** Straight. */
    Links DIRECT = (server, port) -> port;

    /** The port to use for the server of this name, whose own port is {@code port}. */
    int port(String server, int port) throws IOException;
  }

  private Product(
      Settings settings,
      Secrets secrets,
      Path root,
      Installation installation,
      InnerPorts ports,
      Links links)
      throws IOException {
    this.natsUrl = "nats://127.0.0.1:" + links.port("nats", ports.nats());
    this.s3Endpoint = "http://127.0.0.1:" + links.port("s3", ports.s3());
    this.settings = settings;
    this.secrets = secrets;
    this.data = new DataFolder(settings.data());
    this.root = root;
    this.installation = installation;
    this.ports = ports;
  }

  /**
   * All parts, in the order in which status lists them.
   *
   * @param root the project's folder, built
   * @param links how our own services reach NATS and S3
   */
  public static List<Part> parts(
      Settings settings, Secrets secrets, Path root, Installation installation, Links links)
      throws IOException {
    DataFolder data = new DataFolder(settings.data());
    InnerPorts ports = InnerPorts.ensure(data.ports());
    return new Product(settings, secrets, root, installation, ports, links).parts();
  }

  private List<Part> parts() {
    NatsServer nats = new NatsServer(installation, data.part("nats"), ports.nats(), secrets.nats());
    PostgresServer postgres =
        new PostgresServer(
            installation, data.part("postgres"), ports.postgres(), secrets.postgres());
    S3Server s3 = new S3Server(installation, data.part("s3"), ports.s3(), secrets.s3());
    s3.createBucket(BUCKET);
    TrinoServer trino =
        new TrinoServer(
            installation,
            List.of(root.resolve("trino-functions/target/plugin")),
            data.part("trino"),
            ports.trino(),
            s3,
            settings.trinoHeapMegabytes(),
            TrinoServer.Life.LONG);
    return List.of(
        new Part(nats, List.of(), Duration.ofSeconds(10), EACH_SECOND),
        new Part(postgres, List.of(), Duration.ofSeconds(15), EACH_SECOND),
        new Part(s3, List.of(), Duration.ofSeconds(5), EACH_SECOND),
        new Part(trino, List.of(), Duration.ofSeconds(5), Duration.ofSeconds(3)),
        new Part(flink(s3), List.of("nats", "s3"), Duration.ofSeconds(20), EACH_SECOND),
        new Part(gateway(), List.of("nats"), Duration.ofSeconds(20), EACH_SECOND),
        new Part(
            portal(postgres, s3, trino),
            List.of("nats", "postgres"),
            Duration.ofSeconds(10),
            EACH_SECOND));
  }

  private JavaService gateway() {
    Map<String, String> environment =
        merge(
            nats(),
            Map.of(
                "CAUSALITY_GATEWAY_HOST", "127.0.0.1",
                "CAUSALITY_GATEWAY_PORT", Integer.toString(settings.gatewayPort()),
                "CAUSALITY_MANAGEMENT_PORT", Integer.toString(settings.managementPort())));
    return new JavaService(
        new JavaService.Spec(
            "gateway",
            installation.java25(),
            options(settings.gatewayHeapMegabytes(), "-XX:+UseParallelGC"),
            root.resolve("ingest-gateway/target"),
            "ingest-gateway",
            "io.causality.gateway.GatewayMain",
            data.part("gateway"),
            environment,
            settings.managementPort()));
  }

  private JavaService flink(S3Server s3) {
    Map<String, String> environment =
        merge(
            merge(nats(), s3(s3)),
            Map.of(
                "CAUSALITY_STATE_DIR", data.part("flink").resolve("state").toString(),
                "CAUSALITY_JOBS_MANAGEMENT_PORT", Integer.toString(ports.flinkManagement())));
    return new JavaService(
        new JavaService.Spec(
            "flink",
            installation.java17(),
            options(settings.flinkHeapMegabytes(), "-XX:+UseParallelGC"),
            root.resolve("flink-jobs/jobs/target"),
            "jobs",
            "io.causality.jobs.JobsMain",
            data.part("flink"),
            environment,
            ports.flinkManagement()));
  }

  private JavaService portal(PostgresServer postgres, S3Server s3, TrinoServer trino) {
    Map<String, String> environment =
        merge(
            merge(
                merge(nats(), s3(s3)),
                Map.of(
                    "CAUSALITY_PORTAL_UI",
                    root.resolve("portal-ui/dist").toString(),
                    "CAUSALITY_SECRET_KEY",
                    secrets.portalKey(),
                    "CAUSALITY_GATEWAY_URL",
                    "http://127.0.0.1:" + settings.gatewayPort())),
            Map.of(
                "CAUSALITY_PORTAL_HOST",
                "127.0.0.1",
                "CAUSALITY_PORTAL_PORT",
                Integer.toString(settings.portalPort()),
                "CAUSALITY_PORTAL_MANAGEMENT_PORT",
                Integer.toString(ports.portalManagement()),
                "CAUSALITY_DB_URL",
                postgres.url(),
                "CAUSALITY_DB_USER",
                postgres.user(),
                "CAUSALITY_DB_PASSWORD",
                postgres.password(),
                "CAUSALITY_TRINO_URL",
                trino.url(),
                Settings.ADMIN_EMAIL,
                secrets.adminEmail(),
                Settings.ADMIN_PASSWORD,
                secrets.adminPassword(),
                Settings.ADMIN_TOKEN,
                secrets.adminToken()));
    return new JavaService(
        new JavaService.Spec(
            "portal",
            installation.java25(),
            options(settings.portalHeapMegabytes(), "-XX:+UseSerialGC"),
            root.resolve("portal/target"),
            "portal",
            "io.causality.portal.PortalMain",
            data.part("portal"),
            environment,
            ports.portalManagement()));
  }

  private Map<String, String> nats() {
    return Map.of(
        "CAUSALITY_NATS_URL", natsUrl,
        "CAUSALITY_NATS_USER", secrets.nats().user(),
        "CAUSALITY_NATS_PASSWORD", secrets.nats().password());
  }

  private Map<String, String> s3(S3Server s3) {
    return Map.of(
        "CAUSALITY_S3_ENDPOINT",
        s3Endpoint,
        "CAUSALITY_S3_ACCESS_KEY",
        s3.accessKey(),
        "CAUSALITY_S3_SECRET_KEY",
        s3.secretKey(),
        "CAUSALITY_S3_BUCKET",
        BUCKET,
        "CAUSALITY_S3_REGION",
        S3Server.REGION);
  }

  private static List<String> options(int heapMegabytes, String collector) {
    return List.of(
        "-Xmx" + heapMegabytes + "m",
        collector,
        "-XX:+ExitOnOutOfMemoryError",
        "-Dfile.encoding=UTF-8",
        "-Duser.timezone=UTC",
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--add-opens=java.base/java.nio=ALL-UNNAMED");
  }

  private static Map<String, String> merge(Map<String, String> one, Map<String, String> other) {
    Map<String, String> both = new HashMap<>(one);
    both.putAll(other);
    return both;
  }
}
