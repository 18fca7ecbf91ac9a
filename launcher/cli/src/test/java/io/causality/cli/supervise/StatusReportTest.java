package io.causality.cli.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusReportTest {
  private static final StatusReport REPORT =
      new StatusReport(
          false,
          Optional.of(new Urls(1, 2, 3)),
          List.of(
              new PartStatus(
                  "nats",
                  Optional.of(42L),
                  PartState.READY,
                  1_048_576,
                  Path.of("/d/nats.log"),
                  Optional.empty(),
                  0),
              new PartStatus(
                  "s3",
                  Optional.empty(),
                  PartState.RESTARTING,
                  0,
                  Path.of("/d/s3.log"),
                  Optional.of("was ended by signal 9"),
                  1)));

  @Test
  void isTheContractsDocument() throws Exception {
    JsonNode json = new ObjectMapper().readTree(REPORT.toJson());
    assertThat(json.get("ready").asBoolean()).isFalse();
    assertThat(json.at("/urls/gateway").asText()).isEqualTo("http://127.0.0.1:1");
    assertThat(json.at("/urls/management").asText()).isEqualTo("http://127.0.0.1:2");
    assertThat(json.at("/urls/portal").asText()).isEqualTo("http://127.0.0.1:3");
    JsonNode nats = json.at("/parts/0");
    assertThat(nats.get("name").asText()).isEqualTo("nats");
    assertThat(nats.get("pid").asLong()).isEqualTo(42);
    assertThat(nats.get("state").asText()).isEqualTo("ready");
    assertThat(nats.get("rss_bytes").asLong()).isEqualTo(1_048_576);
    assertThat(nats.get("log").asText()).isEqualTo("/d/nats.log");
    assertThat(json.at("/parts/1/pid").isNull()).isTrue();
    assertThat(json.at("/parts/1/problem").asText()).isEqualTo("was ended by signal 9");
  }

  @Test
  void readsWellToo() {
    assertThat(REPORT.toText())
        .startsWith("not ready\n")
        .containsPattern("nats +ready +42 +1 +0")
        .containsPattern("s3 +restarting +- +0 +1 +was ended by signal 9");
    assertThat(StatusReport.stopped().toText()).contains("./causality up");
  }
}
