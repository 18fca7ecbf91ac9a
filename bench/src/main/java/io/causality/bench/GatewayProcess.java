package io.causality.bench;

import io.causality.servers.Installation;
import io.causality.servers.Launch;
import io.causality.servers.Server;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gateway as a process of its own, from the module's build. */
final class GatewayProcess extends Server {
  private final Path root;
  private final Path folder;
  private final String natsUrl;
  private final int port;
  private final int managementPort;

  /**
   * A gateway that is not running yet.
   *
   * @param root the project's folder, built
   */
  GatewayProcess(Path root, Path folder, String natsUrl, int port, int managementPort) {
    super("gateway", folder.resolve("gateway.log"));
    this.root = root;
    this.folder = folder;
    this.natsUrl = natsUrl;
    this.port = port;
    this.managementPort = managementPort;
  }

  @Override
  protected Launch prepare() throws IOException {
    Path target = root.resolve("ingest-gateway/target");
    Path jar = target.resolve("ingest-gateway-0.1.0-SNAPSHOT.jar");
    if (!Files.exists(jar)) {
      throw new IOException(jar + " is not there; build the project first");
    }
    return new Launch(
        List.of(
            Installation.find().java25().toString(),
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            jar + ":" + target.resolve("lib") + "/*",
            "io.causality.gateway.GatewayMain"),
        folder,
        Map.of(
            "CAUSALITY_NATS_URL",
            natsUrl,
            "CAUSALITY_GATEWAY_PORT",
            String.valueOf(port),
            "CAUSALITY_MANAGEMENT_PORT",
            String.valueOf(managementPort),
            "CAUSALITY_GATEWAY_RATE_PER_SECOND",
            "10000000"));
  }

  @Override
  public Optional<String> problem() {
    try {
      HttpURLConnection probe =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + managementPort + "/readyz").toURL().openConnection();
      int status = probe.getResponseCode();
      return status == 200 ? Optional.empty() : Optional.of("not ready: " + status);
    } catch (IOException e) {
      return Optional.of("does not answer: " + e.getMessage());
    }
  }
}
