package io.causality.bench.insights;

import io.causality.servers.HttpProbe;
import io.causality.servers.Installation;
import io.causality.servers.Launch;
import io.causality.servers.NatsServer;
import io.causality.servers.Ports;
import io.causality.servers.Server;
import io.causality.testkit.Servers;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The portal as a process of its own, from the module's build, over the servers of the tests. */
final class PortalProcess extends Server {
  static final String TOKEN = "test-0123456789abcdef0123456789abcdef";

  private final Path folder;
  private final NatsServer nats;
  private final String bucket;
  private final int port = Ports.free();
  private final int managementPort = Ports.free();

  PortalProcess(Path folder, NatsServer nats, String bucket) {
    super("portal", folder.resolve("portal.log"));
    this.folder = folder;
    this.nats = nats;
    this.bucket = bucket;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  protected Launch prepare() {
    Path target = Path.of(System.getProperty("causality.root"), "portal", "target");
    return new Launch(
        List.of(
            Installation.find().java25().toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-cp",
            target.resolve("portal-0.1.0-SNAPSHOT.jar") + ":" + target.resolve("lib") + "/*",
            "io.causality.portal.PortalMain"),
        folder,
        Map.ofEntries(
            Map.entry("CAUSALITY_PORTAL_PORT", Integer.toString(port)),
            Map.entry("CAUSALITY_PORTAL_MANAGEMENT_PORT", Integer.toString(managementPort)),
            Map.entry("CAUSALITY_NATS_URL", nats.url()),
            Map.entry("CAUSALITY_DB_URL", Servers.postgres().createDatabase()),
            Map.entry("CAUSALITY_DB_USER", Servers.postgres().user()),
            Map.entry("CAUSALITY_DB_PASSWORD", Servers.postgres().password()),
            Map.entry("CAUSALITY_TRINO_URL", Servers.trino().url()),
            Map.entry("CAUSALITY_S3_BUCKET", bucket),
            Map.entry("CAUSALITY_ADMIN_EMAIL", "admin@corp.example"),
            Map.entry("CAUSALITY_ADMIN_PASSWORD", "Test-pass-2026!"),
            Map.entry("CAUSALITY_ADMIN_TOKEN", TOKEN)));
  }

  @Override
  public Optional<String> problem() {
    return HttpProbe.problem("http://127.0.0.1:" + managementPort + "/readyz");
  }
}
