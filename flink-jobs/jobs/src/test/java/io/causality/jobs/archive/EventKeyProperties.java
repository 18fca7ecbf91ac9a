package io.causality.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Example;

class EventKeyProperties {
  /** The keys of every deployment's state: a change would let all remembered events in again. */
  @Example
  void keysNeverChange() {
    assertThat(Long.toHexString(EventKey.of("shop", "0190f5a0-0000-7000-8000-000000000001")))
        .isEqualTo("9b8d2484e7c77edc");
  }

  @Example
  void similarIdsHaveDifferentKeys() {
    Set<Long> keys = new HashSet<>();
    for (int i = 0; i < 200_000; i++) {
      keys.add(EventKey.of("shop", "0-" + i + "-" + i % 50));
    }
    assertThat(keys).hasSize(200_000);
  }
}
