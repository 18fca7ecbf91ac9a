package io.causality.flink.nats.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AckReplyTest {
  @Property
  void readsTheNumbersOfBothForms(
      @ForAll @LongRange(min = 0) long stream,
      @ForAll @LongRange(min = 0) long consumer,
      @ForAll @LongRange(min = 0) long nanos,
      @ForAll @LongRange(min = 0) long pending) {
    var numbers = stream + "." + consumer + "." + nanos + "." + pending;
    var expected = new AckReply(stream, consumer, nanos, pending);
    assertThat(AckReply.parse("$JS.ACK.EVENTS.c1.1." + numbers)).isEqualTo(expected);
    assertThat(AckReply.parse("$JS.ACK.hub.A7.EVENTS.c1.1." + numbers)).isEqualTo(expected);
    assertThat(AckReply.parse("$JS.ACK._.A7.EVENTS.c1.1." + numbers + ".rnd")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "_INBOX.x", "$JS.ACK.EVENTS.c1.1.2.3.4", "$JS.ACK.EVENTS.c1.1.2.3.4.x"})
  void refusesWhatIsNoReplyOfJetStream(String reply) {
    assertThatThrownBy(() -> AckReply.parse(reply)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsWhatAServerSends() {
    var reply = AckReply.parse("$JS.ACK.EVENTS.yDLSmSKI.1.9.4.1764021734000000123.17");
    assertThat(reply).isEqualTo(new AckReply(9, 4, 1764021734000000123L, 17));
  }
}
