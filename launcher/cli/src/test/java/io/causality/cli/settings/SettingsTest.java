package io.causality.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void hasTheContractsDefaults() {
    Settings settings = Settings.of(Map.of());
    assertThat(settings.data()).isEqualTo(Path.of(".causality").toAbsolutePath());
    assertThat(settings.gatewayPort()).isEqualTo(8080);
    assertThat(settings.managementPort()).isEqualTo(8081);
    assertThat(settings.portalPort()).isEqualTo(8090);
    assertThat(settings.admin().token()).isEmpty();
  }

  @Test
  void readsEveryKey() {
    Settings settings =
        Settings.of(
            Map.ofEntries(
                Map.entry("CAUSALITY_DATA", "/somewhere/../data"),
                Map.entry("CAUSALITY_GATEWAY_PORT", "1"),
                Map.entry("CAUSALITY_MANAGEMENT_PORT", "2"),
                Map.entry("CAUSALITY_PORTAL_PORT", "3"),
                Map.entry("CAUSALITY_TRINO_HEAP_MB", "2048"),
                Map.entry("CAUSALITY_GATEWAY_HEAP_MB", "1000"),
                Map.entry("CAUSALITY_FLINK_HEAP_MB", "1001"),
                Map.entry("CAUSALITY_PORTAL_HEAP_MB", "1002"),
                Map.entry("CAUSALITY_ADMIN_EMAIL", "a@b.example"),
                Map.entry("CAUSALITY_ADMIN_PASSWORD", "secret-1"),
                Map.entry("CAUSALITY_ADMIN_TOKEN", "secret-2")));
    assertThat(settings.data()).isEqualTo(Path.of("/data"));
    assertThat(settings.gatewayPort()).isEqualTo(1);
    assertThat(settings.managementPort()).isEqualTo(2);
    assertThat(settings.portalPort()).isEqualTo(3);
    assertThat(settings.trinoHeapMegabytes()).isEqualTo(2048);
    assertThat(settings.gatewayHeapMegabytes()).isEqualTo(1000);
    assertThat(settings.flinkHeapMegabytes()).isEqualTo(1001);
    assertThat(settings.portalHeapMegabytes()).isEqualTo(1002);
    assertThat(settings.admin().email()).contains("a@b.example");
    assertThat(settings.admin().password()).contains("secret-1");
    assertThat(settings.admin().token()).contains("secret-2");
    assertThat(settings.toString()).doesNotContain("secret");
  }

  @Test
  void reportsEveryBadKeyAtOnce() {
    Map<String, String> bad =
        Map.of(
            "CAUSALITY_GATEWAY_PORT", "http",
            "CAUSALITY_PORTAL_PORT", "70000",
            "CAUSALITY_TRINO_HEAP_MB", "1");
    assertThatThrownBy(() -> Settings.of(bad))
        .isInstanceOf(BadSettingsException.class)
        .hasMessageContainingAll(
            "CAUSALITY_GATEWAY_PORT must be a whole number from 1 to 65535, not \"http\"",
            "CAUSALITY_PORTAL_PORT",
            "CAUSALITY_TRINO_HEAP_MB");
  }

  @Test
  void refusesOnePortForTwoThings() {
    assertThatThrownBy(() -> Settings.of(Map.of("CAUSALITY_PORTAL_PORT", "8080")))
        .hasMessageContaining("CAUSALITY_GATEWAY_PORT and CAUSALITY_PORTAL_PORT are both 8080");
  }

  @Test
  void takesAnEmptyValueForAnAbsentOne() {
    assertThat(Settings.of(Map.of("CAUSALITY_GATEWAY_PORT", " ")).gatewayPort()).isEqualTo(8080);
  }
}
