package io.causality.jobs.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.proto.v1.Signal;
import io.causality.proto.v1.SignalSlot;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class RoutedFormTest {
  private static final Signal PLAIN =
      Signal.newBuilder()
          .setTimeMs(1_769_860_800_000L)
          .setStreamSeq(7)
          .setEventId("e1")
          .setEventName("order")
          .setPersonId("ann")
          .setDeviceId("phone")
          .setPatterns(1)
          .build();

  private static Passing passed(Passing passing) throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(64);
    PassingSerializer.INSTANCE.serialize(passing, out);
    return PassingSerializer.INSTANCE.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }

  @Test
  void everyPartArrivesAsItWasAndKeepsNothingOfTheOneBeforeIt() throws Exception {
    Signal number = PLAIN.toBuilder().setPatterns(2).setNumber(0).build();
    Signal rest =
        PLAIN.toBuilder()
            .addSlots(SignalSlot.newBuilder().setSlot(1).addNodes("cart-1").addNodes(""))
            .putValues("$.total_cents", "95")
            .build();
    Signal all = rest.toBuilder().setNumber(-1.5).putValues("$.currency", "EUR").build();
    Passing.Routed routed =
        new Passing.Routed(
            "#3",
            List.of(
                new Passing.Part("shop/a@1\nann", all),
                new Passing.Part("shop/b@1\nann", PLAIN),
                new Passing.Part("shop/c@1\nphone", number),
                new Passing.Part("shop/d@1\n", rest)));
    assertThat(passed(routed)).isEqualTo(routed);
  }

  @Test
  void anEventOfNobodyPassesToo() throws Exception {
    Signal nobody = PLAIN.toBuilder().clearPersonId().clearDeviceId().setPatterns(0).build();
    Passing.Routed routed =
        new Passing.Routed("#0", List.of(new Passing.Part("shop/a@1\n", nobody)));
    assertThat(passed(routed)).isEqualTo(routed);
  }
}
