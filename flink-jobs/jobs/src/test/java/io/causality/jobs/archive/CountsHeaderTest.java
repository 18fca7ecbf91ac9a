package io.causality.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CountsHeaderTest {
  @Test
  void readsEventsPerApp() {
    assertThat(CountsHeader.parse("shop=3;blog=1")).isEqualTo(Map.of("shop", 3L, "blog", 1L));
  }

  @Test
  void whatCannotBeReadSaysNothing() {
    assertThat(CountsHeader.parse(null)).isEmpty();
    assertThat(CountsHeader.parse("")).isEmpty();
    assertThat(CountsHeader.parse("shop")).isEmpty();
    assertThat(CountsHeader.parse("shop=3;blog=x")).isEmpty();
  }
}
