package io.causality.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code ./causality chaos}; {@code -Dcausality.full=true} for longer. */
class ChaosIT {
  @TempDir private Path folder;

  @Test
  void nothingIsLostOrDoubledOverFaultsOfManyKinds() throws Exception {
    int faults = Boolean.getBoolean("causality.full") ? 60 : 6;
    RunningProduct.Outcome chaos =
        new RunningProduct(folder)
            .run(
                "chaos",
                "--json",
                "--faults=" + faults,
                "--seed=7",
                "--folder=" + folder.resolve("product"));
    assertThat(chaos.exit()).as("%s", chaos).isZero();
    JsonNode report = new ObjectMapper().readTree(chaos.lastLine());
    assertThat(report.get("faults").asInt()).isEqualTo(faults);
    assertThat(report.get("accepted").asLong()).isPositive();
    assertThat(report.get("lost").asLong()).isZero();
    assertThat(report.get("doubled").asLong()).isZero();
    assertThat(report.get("alerts").asLong()).isPositive();
    assertThat(report.get("alerts_lost").asLong()).isZero();
    assertThat(report.get("alerts_doubled").asLong()).isZero();
    assertThat(report.get("unknown").asLong()).isZero();
  }
}
