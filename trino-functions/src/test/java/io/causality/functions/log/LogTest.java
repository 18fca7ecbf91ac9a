package io.causality.functions.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogTest {
  private final LogStore store = new LogStore();

  private void add(int group, long time, long sequence, long mask, String text) {
    store.ensureCapacity(group + 1);
    if (text == null) {
      store.add(group, time, sequence, mask);
    } else {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      store.add(group, time, sequence, mask, utf8, 0, utf8.length);
    }
  }

  private String read(int group) {
    Events events = new Events();
    events.read(store.bytes(group), 0, store.length(group));
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < events.size(); i++) {
      String text = events.text(i) == Events.NO_TEXT ? "-" : events.name(events.text(i));
      all.append(events.time(i) + " " + events.mask(i) + " " + text + "; ");
    }
    return all.toString();
  }

  @Test
  void extremesAndRepeatedTextsComeBack() {
    add(0, Long.MIN_VALUE, Long.MAX_VALUE, (1L << 62) - 1, "a");
    add(0, Long.MAX_VALUE, Long.MIN_VALUE, 0, "a");
    add(0, 0, 0, 1, null);
    add(0, 1, 0, 1, "a");
    add(0, 2, 0, 1, "");
    add(0, 3, 0, 1, "");
    assertThat(read(0))
        .isEqualTo(
            "-9223372036854775808 4611686018427387903 a; 0 1 -; 1 1 a; 2 1 ; 3 1 ;"
                + " 9223372036854775807 0 a; ");
  }

  @Test
  void equalTimesAreInOrderOfSequence() {
    add(0, 5, 9, 1, null);
    add(0, 5, 3, 2, null);
    add(0, 4, 10, 4, null);
    assertThat(read(0)).isEqualTo("4 4 -; 5 2 -; 5 1 -; ");
  }

  @Test
  void logsAreJoinedAndGoOn() {
    add(0, 100, 1, 1, "x");
    add(1, 50, 2, 2, "x");
    store.append(0, store.bytes(1), 0, store.length(1));
    add(0, 60, 3, 3, "x");
    assertThat(read(0)).isEqualTo("50 2 x; 60 3 x; 100 1 x; ");
    store.replace(0, store.bytes(1), 0, store.length(1));
    assertThat(read(0)).isEqualTo("50 2 x; ");
  }

  @Test
  void manyGroupsKeepApartAndAreCounted() {
    for (int i = 0; i < 10_000; i++) {
      add(i % 1000, i, i, 1, "t" + i % 3);
    }
    assertThat(read(7)).startsWith("7 1 t1; 1007 1 t2; ").hasSizeGreaterThan(80);
    assertThat(store.memoryBytes()).isBetween(60_000L, 400_000L);
  }

  @Test
  void bytesThatAreNoLogAreRefused() {
    Events events = new Events();
    assertThatThrownBy(() -> events.read(new byte[] {(byte) 0x80}, 0, 1))
        .isInstanceOf(BadLogException.class);
    assertThatThrownBy(() -> events.read(new byte[] {1, 0, 0, 100}, 0, 4))
        .isInstanceOf(BadLogException.class);
    assertThatThrownBy(() -> add(0, 0, 0, -1, null)).hasMessageContaining("mask -1");
  }
}
