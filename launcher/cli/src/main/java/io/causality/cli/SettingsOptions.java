package io.causality.cli;

import io.causality.cli.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Every environment key of {@link Settings} as a flag; a flag wins over the environment. */
final class SettingsOptions {
  private final Map<String, String> flags = new HashMap<>();

  @Option(names = "--data", paramLabel = "FOLDER", description = "CAUSALITY_DATA [.causality]")
  void data(@Nullable String value) {
    put(Settings.DATA, value);
  }

  @Option(names = "--gateway-port", paramLabel = "N", description = "CAUSALITY_GATEWAY_PORT [8080]")
  void gatewayPort(@Nullable String value) {
    put(Settings.GATEWAY_PORT, value);
  }

  @Option(
      names = "--management-port",
      paramLabel = "N",
      description = "CAUSALITY_MANAGEMENT_PORT [8081]")
  void managementPort(@Nullable String value) {
    put(Settings.MANAGEMENT_PORT, value);
  }

  @Option(names = "--portal-port", paramLabel = "N", description = "CAUSALITY_PORTAL_PORT [8090]")
  void portalPort(@Nullable String value) {
    put(Settings.PORTAL_PORT, value);
  }

  @Option(names = "--trino-heap-mb", paramLabel = "N", description = "CAUSALITY_TRINO_HEAP_MB")
  void trinoHeap(@Nullable String value) {
    put(Settings.TRINO_HEAP, value);
  }

  @Option(names = "--gateway-heap-mb", paramLabel = "N", description = "CAUSALITY_GATEWAY_HEAP_MB")
  void gatewayHeap(@Nullable String value) {
    put(Settings.GATEWAY_HEAP, value);
  }

  @Option(names = "--flink-heap-mb", paramLabel = "N", description = "CAUSALITY_FLINK_HEAP_MB")
  void flinkHeap(@Nullable String value) {
    put(Settings.FLINK_HEAP, value);
  }

  @Option(names = "--portal-heap-mb", paramLabel = "N", description = "CAUSALITY_PORTAL_HEAP_MB")
  void portalHeap(@Nullable String value) {
    put(Settings.PORTAL_HEAP, value);
  }

  @Option(names = "--admin-email", paramLabel = "MAIL", description = "CAUSALITY_ADMIN_EMAIL")
  void adminEmail(@Nullable String value) {
    put(Settings.ADMIN_EMAIL, value);
  }

  @Option(names = "--admin-password", paramLabel = "TEXT", description = "CAUSALITY_ADMIN_PASSWORD")
  void adminPassword(@Nullable String value) {
    put(Settings.ADMIN_PASSWORD, value);
  }

  @Option(names = "--admin-token", paramLabel = "TEXT", description = "CAUSALITY_ADMIN_TOKEN")
  void adminToken(@Nullable String value) {
    put(Settings.ADMIN_TOKEN, value);
  }

  private void put(String key, @Nullable String value) {
    if (value != null) {
      flags.put(key, value);
    }
  }

  /** What flags and environment say together. */
  Settings settings() {
    return Settings.of(environment());
  }

  /** The environment with the flags in it, for a child that shall see the same. */
  Map<String, String> environment() {
    Map<String, String> both = new HashMap<>(System.getenv());
    both.putAll(flags);
    return both;
  }
}
