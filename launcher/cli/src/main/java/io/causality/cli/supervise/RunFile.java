package io.causality.cli.supervise;

import io.causality.cli.settings.DataFolder;
import io.causality.cli.settings.PropertiesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;

/**
 * The supervisor that runs a data folder now, as the folder tells it. The bash script reads the
 * same file.
 *
 * @param identity of its process, see {@link ProcessLedger#identity}
 * @param statusPort where it answers {@code /status}
 * @param statusToken what a caller must show there
 * @param gatewayPort where events come in
 * @param managementPort the gateway's health
 * @param portalPort the portal
 */
public record RunFile(
    String identity,
    int statusPort,
    String statusToken,
    int gatewayPort,
    int managementPort,
    int portalPort) {

  /** The running supervisor; empty when none is, also when one was killed and left its file. */
  public static Optional<RunFile> find(DataFolder data) throws IOException {
    Map<String, String> values = PropertiesFile.read(data.run());
    String identity = values.get("identity");
    String token = values.get("status-token");
    if (identity == null || token == null || ProcessLedger.find(identity).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RunFile(
            identity,
            Integer.parseInt(values.get("status-port")),
            token,
            Integer.parseInt(values.get("gateway-port")),
            Integer.parseInt(values.get("management-port")),
            Integer.parseInt(values.get("portal-port"))));
  }

  /** Tells others of this supervisor. */
  public void write(DataFolder data) throws IOException {
    PropertiesFile.write(
        data.run(),
        Map.of(
            "identity", identity,
            "status-port", Integer.toString(statusPort),
            "status-token", statusToken,
            "gateway-port", Integer.toString(gatewayPort),
            "management-port", Integer.toString(managementPort),
            "portal-port", Integer.toString(portalPort)));
  }

  /** Forgets the supervisor that ended. */
  public static void delete(DataFolder data) throws IOException {
    Files.deleteIfExists(data.run());
  }

  /** The public addresses. */
  public Urls urls() {
    return new Urls(gatewayPort, managementPort, portalPort);
  }
}
