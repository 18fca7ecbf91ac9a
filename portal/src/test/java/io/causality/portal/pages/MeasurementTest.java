package io.causality.portal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  @Test
  void onlyNumbersOfTheReadmeAreShown() throws Exception {
    String readme = Files.readString(Path.of(System.getProperty("causality.root"), "README.md"));
    for (Measurement measurement : Measurement.all()) {
      assertThat(readme).contains(measurement.value()).contains(measurement.command());
      if (measurement.unit().contains("GB")) {
        assertThat(readme).contains(measurement.unit().replace("and ", ""));
      }
    }
  }
}
