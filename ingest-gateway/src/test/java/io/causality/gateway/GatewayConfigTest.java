package io.causality.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {
  @Test
  void hasDefaultsThatKeepItOnThisMachine() throws InvalidConfigException {
    GatewayConfig config = GatewayConfig.fromEnvironment(Map.of());
    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isEqualTo(8080);
    assertThat(config.managementPort()).isEqualTo(8081);
    assertThat(config.nats().url()).isEqualTo("nats://127.0.0.1:4222");
    assertThat(config.stream().partitions()).isEqualTo(8);
    assertThat(config.stream().maxAge()).isEqualTo(Duration.ofDays(7));
    assertThat(config.stream().maxBytes()).isEqualTo(10L << 30);
    assertThat(config.stream().replicas()).isEqualTo(1);
    assertThat(config.collect().decode().maxEvents()).isEqualTo(2000);
    assertThat(config.collect().decode().maxBodyBytes()).isEqualTo(20 << 20);
    assertThat(config.collect().trustForwardedFor()).isFalse();
  }

  @Test
  void takesEveryKeyFromTheEnvironment() throws InvalidConfigException {
    GatewayConfig config =
        GatewayConfig.fromEnvironment(
            Map.ofEntries(
                Map.entry("CAUSALITY_GATEWAY_HOST", "0.0.0.0"),
                Map.entry("CAUSALITY_GATEWAY_PORT", "1"),
                Map.entry("CAUSALITY_MANAGEMENT_PORT", "2"),
                Map.entry("CAUSALITY_GATEWAY_EVENT_LOOPS", "3"),
                Map.entry("CAUSALITY_GATEWAY_IDLE_TIMEOUT_MS", "4000"),
                Map.entry("CAUSALITY_GATEWAY_STOP_TIMEOUT_MS", "5000"),
                Map.entry("CAUSALITY_GATEWAY_IN_FLIGHT_BYTES", "6000000"),
                Map.entry("CAUSALITY_GATEWAY_RATE_PER_SECOND", "7"),
                Map.entry("CAUSALITY_NATS_URL", "nats://elsewhere:1"),
                Map.entry("CAUSALITY_NATS_USER", "u"),
                Map.entry("CAUSALITY_NATS_PASSWORD", "secret"),
                Map.entry("CAUSALITY_EVENTS_PARTITIONS", "9"),
                Map.entry("CAUSALITY_EVENTS_MAX_AGE_HOURS", "10"),
                Map.entry("CAUSALITY_EVENTS_MAX_BYTES", "1100000"),
                Map.entry("CAUSALITY_EVENTS_REPLICAS", "3"),
                Map.entry("CAUSALITY_GATEWAY_MESSAGE_BYTES", "120000"),
                Map.entry("CAUSALITY_GATEWAY_REQUEST_TIMEOUT_MS", "1300"),
                Map.entry("CAUSALITY_GATEWAY_ANSWER_TIMEOUT_MS", "1400"),
                Map.entry("CAUSALITY_GATEWAY_ROUND_OVERLAP", "15"),
                Map.entry("CAUSALITY_GATEWAY_ROUND_PAUSE_MS", "21"),
                Map.entry("CAUSALITY_GATEWAY_BODY_BYTES", "16000"),
                Map.entry("CAUSALITY_GATEWAY_BATCH_EVENTS", "17"),
                Map.entry("CAUSALITY_GATEWAY_EVENT_BYTES", "18000"),
                Map.entry("CAUSALITY_GATEWAY_PROPERTIES", "19"),
                Map.entry("CAUSALITY_GATEWAY_BODY_TIMEOUT_MS", "2000"),
                Map.entry("CAUSALITY_GATEWAY_TRUST_FORWARDED_FOR", "true")));
    assertThat(config.toString())
        .contains("0.0.0.0", "port=1", "managementPort=2", "eventLoops=3", "PT4S", "PT5S")
        .contains("inFlightBytes=6000000", "ratePerSecond=7", "nats://elsewhere:1", "user=u")
        .contains("partitions=9", "PT10H", "maxBytes=1100000", "replicas=3")
        .contains("maxMessageBytes=120000", "PT1.3S", "PT1.4S", "overlap=15", "PT0.021S")
        .contains("maxBodyBytes=16000", "maxEvents=17", "maxEventBytes=18000", "maxProperties=19")
        .contains("PT2S", "trustForwardedFor=true", "password=***")
        .doesNotContain("secret");
  }

  @Test
  void namesEveryWrongKeyAtOnce() {
    assertThatThrownBy(
            () ->
                GatewayConfig.fromEnvironment(
                    Map.of(
                        "CAUSALITY_GATEWAY_PORT", "http",
                        "CAUSALITY_EVENTS_PARTITIONS", "0",
                        "CAUSALITY_GATEWAY_TRUST_FORWARDED_FOR", "yes")))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("CAUSALITY_GATEWAY_PORT")
        .hasMessageContaining("CAUSALITY_EVENTS_PARTITIONS")
        .hasMessageContaining("CAUSALITY_GATEWAY_TRUST_FORWARDED_FOR");
  }
}
