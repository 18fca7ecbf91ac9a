package io.causality.proto;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.proto.v1.CustomEvent;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.ScreenView;
import org.junit.jupiter.api.Test;

class EventsTest {
  private static final EventEnvelope SENT =
      EventEnvelope.newBuilder()
          .setTimestampMs(1_000)
          .setClockSkewMs(-200)
          .setReceivedAtMs(5_000)
          .build();

  @Test
  void theTimeIsTheClientsOnTheGatewaysClock() {
    assertThat(Events.timeMs(SENT)).isEqualTo(800);
  }

  @Test
  void withoutATimestampOrWithOneThatWasReplacedTheTimeIsTheReceivedOne() {
    assertThat(Events.timeMs(SENT.toBuilder().clearTimestampMs().build())).isEqualTo(5_000);
    assertThat(Events.timeMs(SENT.toBuilder().setTimestampReplaced(true).build())).isEqualTo(5_000);
  }

  @Test
  void aTypedEventIsNamedByItsField() {
    EventEnvelope view =
        EventEnvelope.newBuilder().setScreenView(ScreenView.getDefaultInstance()).build();

    assertThat(Events.name(view)).isEqualTo("screen_view");
    assertThat(Events.category(view)).isEqualTo("screen");
  }

  @Test
  void anOpenEventHasItsOwnName() {
    EventEnvelope open =
        EventEnvelope.newBuilder()
            .setCustomEvent(CustomEvent.newBuilder().setEventName("$pageview"))
            .build();

    assertThat(Events.name(open)).isEqualTo("$pageview");
    assertThat(Events.category(open)).isEqualTo("custom");
  }

  @Test
  void withoutPayloadThereIsNoName() {
    assertThat(Events.name(SENT)).isEmpty();
    assertThat(Events.category(SENT)).isEmpty();
  }

  @Test
  void positionsInTheStreamAreUniqueAndInOrder() {
    assertThat(StreamNames.streamSeq(1, 0)).isEqualTo(4_096);
    assertThat(StreamNames.streamSeq(1, 4_095)).isLessThan(StreamNames.streamSeq(2, 0));
    assertThat(StreamNames.eventsSubject(3)).isEqualTo("events.3");
  }
}
