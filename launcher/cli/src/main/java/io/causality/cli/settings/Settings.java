package io.causality.cli.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What all commands share, from environment keys that are also flags (contract: "Command line and
 * environment").
 *
 * @param data folder of everything that the product keeps
 * @param gatewayPort where events come in
 * @param managementPort the gateway's health and metrics
 * @param portalPort the portal and its API
 * @param trinoHeapMegabytes heap of Trino
 * @param gatewayHeapMegabytes heap of the gateway
 * @param flinkHeapMegabytes heap of the Flink process
 * @param portalHeapMegabytes heap of the portal
 * @param admin the first administrator, as far as given
 */
public record Settings(
    Path data,
    int gatewayPort,
    int managementPort,
    int portalPort,
    int trinoHeapMegabytes,
    int gatewayHeapMegabytes,
    int flinkHeapMegabytes,
    int portalHeapMegabytes,
    Admin admin) {
  public static final String DATA = "CAUSALITY_DATA";
  public static final String GATEWAY_PORT = "CAUSALITY_GATEWAY_PORT";
  public static final String MANAGEMENT_PORT = "CAUSALITY_MANAGEMENT_PORT";
  public static final String PORTAL_PORT = "CAUSALITY_PORTAL_PORT";
  public static final String TRINO_HEAP = "CAUSALITY_TRINO_HEAP_MB";
  public static final String GATEWAY_HEAP = "CAUSALITY_GATEWAY_HEAP_MB";
  public static final String FLINK_HEAP = "CAUSALITY_FLINK_HEAP_MB";
  public static final String PORTAL_HEAP = "CAUSALITY_PORTAL_HEAP_MB";
  public static final String ADMIN_EMAIL = "CAUSALITY_ADMIN_EMAIL";
  public static final String ADMIN_PASSWORD = "CAUSALITY_ADMIN_PASSWORD";
  public static final String ADMIN_TOKEN = "CAUSALITY_ADMIN_TOKEN";

  /** The first administrator as the environment names it; what is absent is made once. */
  public record Admin(Optional<String> email, Optional<String> password, Optional<String> token) {
    @Override
    public String toString() {
      return "Admin[email=" + email.orElse("none") + ", password=***, token=***]";
    }
  }

  /**
   * Reads the keys of {@code values}; empty values count as absent.
   *
   * @throws BadSettingsException naming every bad key at once
   */
  public static Settings of(Map<String, String> values) {
    Reader in = new Reader(values);
    Settings settings =
        new Settings(
            Path.of(in.text(DATA).orElse(".causality")).toAbsolutePath().normalize(),
            in.number(GATEWAY_PORT, 8080, 1, 65_535),
            in.number(MANAGEMENT_PORT, 8081, 1, 65_535),
            in.number(PORTAL_PORT, 8090, 1, 65_535),
            in.number(TRINO_HEAP, 1024, 512, 1_048_576),
            in.number(GATEWAY_HEAP, 512, 128, 1_048_576),
            in.number(FLINK_HEAP, 768, 384, 1_048_576),
            in.number(PORTAL_HEAP, 320, 128, 1_048_576),
            new Admin(in.text(ADMIN_EMAIL), in.text(ADMIN_PASSWORD), in.text(ADMIN_TOKEN)));
    in.sameOnlyOnce(GATEWAY_PORT, settings.gatewayPort);
    in.sameOnlyOnce(MANAGEMENT_PORT, settings.managementPort);
    in.sameOnlyOnce(PORTAL_PORT, settings.portalPort);
    in.finish();
    return settings;
  }

  /** Collects problems instead of stopping at the first. */
  private static final class Reader {
    private final Map<String, String> values;
    private final List<String> problems = new ArrayList<>();
    private final Map<Integer, String> ports = new TreeMap<>();

    Reader(Map<String, String> values) {
      this.values = values;
    }

    Optional<String> text(String key) {
      return Optional.ofNullable(values.get(key)).map(String::strip).filter(v -> !v.isEmpty());
    }

    int number(String key, int fallback, int least, int most) {
      Optional<String> value = text(key);
      if (value.isEmpty()) {
        return fallback;
      }
      try {
        int number = Integer.parseInt(value.get());
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // reported below, like a number out of range
      }
      problems.add(
          "%s must be a whole number from %d to %d, not \"%s\""
              .formatted(key, least, most, value.get()));
      return fallback;
    }

    void sameOnlyOnce(String key, int port) {
      String other = ports.putIfAbsent(port, key);
      if (other != null) {
        problems.add("%s and %s are both %d".formatted(other, key, port));
      }
    }

    void finish() {
      if (!problems.isEmpty()) {
        throw new BadSettingsException(problems);
      }
    }
  }
}
