package io.causality.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConfigTest {
  @Test
  void everythingThatIsWrongIsNamedAtOnce() {
    assertThatThrownBy(() -> Config.builder(" ", "ftp://x").flushAt(0).maxBatch(2001).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("a key is needed", "not ftp://x", "flushAt", "maxBatch");
  }
}
