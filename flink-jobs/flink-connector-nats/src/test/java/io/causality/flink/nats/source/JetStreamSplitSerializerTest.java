package io.causality.flink.nats.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.causality.flink.nats.source.JetStreamSplit.Knowledge;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class JetStreamSplitSerializerTest {
  private final JetStreamSplitSerializer splits = new JetStreamSplitSerializer();
  private final JetStreamEnumeratorStateSerializer states =
      new JetStreamEnumeratorStateSerializer();

  @Property
  void splitsComeBackAsTheyWere(
      @ForAll @StringLength(min = 1, max = 50) String subject,
      @ForAll @LongRange(min = 1) long next,
      @ForAll Knowledge knowledge,
      @ForAll long created)
      throws IOException {
    var split = new JetStreamSplit(subject, next, knowledge, created);
    assertThat(splits.deserialize(splits.getVersion(), splits.serialize(split))).isEqualTo(split);
  }

  @Property
  void enumeratorStatesComeBackAsTheyWere(
      @ForAll Set<@StringLength(max = 20) String> known, @ForAll List<Knowledge> unassigned)
      throws IOException {
    var list = unassigned.stream().map(k -> new JetStreamSplit("s" + k, 7, k, 9)).toList();
    var state = new JetStreamEnumeratorState(known, list);
    assertThat(states.deserialize(states.getVersion(), states.serialize(state))).isEqualTo(state);
  }

  @Test
  void splitsOfTheFirstVersionStayReadable() throws IOException {
    var bytes =
        HexFormat.of()
            .parseHex("0008" + "6576656e74732e33" + "000000000000002a" + "72" + "00000000000003e8");
    assertThat(splits.deserialize(1, bytes))
        .isEqualTo(new JetStreamSplit("events.3", 42, Knowledge.READ, 1000));
  }

  @Test
  void statesOfAnUnknownVersionAreRefused() {
    assertThatThrownBy(() -> splits.deserialize(2, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 2");
    assertThatThrownBy(() -> states.deserialize(2, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 2");
  }
}
