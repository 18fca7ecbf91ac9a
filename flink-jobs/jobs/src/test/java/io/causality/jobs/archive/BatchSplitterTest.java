package io.causality.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.causality.jobs.TestEvents;
import io.causality.jobs.archive.Rejection.Reason;
import io.causality.proto.StreamNames;
import io.causality.proto.v1.CustomEvent;
import io.causality.proto.v1.DeviceContext;
import io.causality.proto.v1.EventBatch;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.ScreenView;
import io.causality.proto.v1.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchSplitterTest {
  private final List<StreamEvent> events = new ArrayList<>();
  private final List<Rejection> rejections = new ArrayList<>();

  private final BatchSplitter.Output output =
      new BatchSplitter.Output() {
        @Override
        public void event(StreamEvent event) {
          events.add(event);
        }

        @Override
        public void rejection(Rejection rejection) {
          rejections.add(rejection);
        }
      };

  private void split(byte[] message, Map<String, Long> counts) {
    BatchSplitter.split(7, message, counts, output);
  }

  private void split(EventEnvelope... batch) {
    split(EventBatch.newBuilder().addAllEvents(List.of(batch)).build().toByteArray(), Map.of());
  }

  @Test
  void eventsKeepTheirBytesAndGetTheirPlaceInTheStream() {
    EventEnvelope first = TestEvents.event("a").setUserId("u").build();
    EventEnvelope second =
        TestEvents.event("b")
            .setScreenView(ScreenView.newBuilder().setScreenName("home"))
            .setDeviceContext(DeviceContext.newBuilder().setLocale("de-CH"))
            .putTraits("plan", Value.newBuilder().setStringValue("pro").build())
            .build();

    split(first, second);

    assertThat(rejections).isEmpty();
    assertThat(events).extracting(StreamEvent::streamSeq).containsExactly(7L * 4096, 7L * 4096 + 1);
    assertThat(events).extracting(StreamEvent::parse).containsExactly(first, second);
    assertThat(events).extracting(StreamEvent::name).containsExactly("tick", "screen_view");
    assertThat(events).extracting(StreamEvent::linking).containsExactly(true, false);
    assertThat(events).extracting(StreamEvent::withTraits).containsExactly(false, true);
    assertThat(events).extracting(StreamEvent::withContext).containsExactly(false, true);
    assertThat(events).extracting(StreamEvent::person).containsExactly("u", second.getDeviceId());
  }

  @Test
  void oneBadEventDoesNotSpoilTheOthers() {
    byte[] broken = TestEvents.event("x").build().toByteArray();
    broken[2] = (byte) 0xff; // inside the id: not UTF-8
    byte[] message =
        EventBatch.newBuilder()
            .addEvents(TestEvents.event("a"))
            .build()
            .toByteString()
            .concat(field(ByteString.copyFrom(broken)))
            .concat(EventBatch.newBuilder().addEvents(TestEvents.event("b")).build().toByteString())
            .toByteArray();

    split(message, Map.of("shop", 3L));

    assertThat(events).extracting(event -> event.parse().getId()).containsExactly("a", "b");
    assertThat(events).extracting(StreamEvent::streamSeq).containsExactly(28672L, 28674L);
    assertThat(rejections)
        .singleElement()
        .satisfies(
            rejection -> {
              assertThat(rejection.reason()).isEqualTo(Reason.UNDECODABLE_MESSAGE);
              assertThat(rejection.appId()).isEqualTo("shop");
              assertThat(rejection.streamSeq()).isEqualTo(28673L);
              assertThat(rejection.payload()).isEqualTo(ByteString.copyFrom(broken));
            });
  }

  private static ByteString field(ByteString event) {
    return ByteString.copyFrom(new byte[] {10, (byte) event.size()}).concat(event);
  }

  @Test
  void aMessageThatIsNoBatchCountsForTheEventsThatItsHeaderNames() {
    byte[] message = "not protobuf".getBytes(StandardCharsets.UTF_8);

    split(message, Map.of("shop", 3L, "blog", 1L));

    assertThat(events).isEmpty();
    assertThat(rejections)
        .extracting(Rejection::appId, Rejection::events)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("shop", 3L),
            org.assertj.core.groups.Tuple.tuple("blog", 1L));
    assertThat(rejections)
        .allSatisfy(
            rejection -> assertThat(rejection.payload()).isEqualTo(ByteString.copyFrom(message)));
  }

  @Test
  void aMessageThatIsNoBatchAndSaysNothingCountsOnce() {
    split(new byte[0], Map.of());

    assertThat(rejections)
        .extracting(Rejection::appId, Rejection::events)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("", 1L));
  }

  @Test
  void eventsBeyondTheLimitHaveNoPlaceInTheStream() {
    EventBatch.Builder batch = EventBatch.newBuilder();
    for (int i = 0; i < StreamNames.EVENTS_PER_MESSAGE + 2; i++) {
      batch.addEvents(TestEvents.event("e" + i));
    }

    split(batch.build().toByteArray(), Map.of());

    assertThat(events).hasSize(StreamNames.EVENTS_PER_MESSAGE);
    assertThat(rejections)
        .extracting(Rejection::reason)
        .containsExactly(Reason.TOO_MANY_EVENTS, Reason.TOO_MANY_EVENTS);
  }

  @Test
  void whatTheLakeCannotHoldIsRejectedWithItsReason() {
    split(
        TestEvents.event("a").clearAppId().build(),
        TestEvents.event("a").setAppId("../x").build(),
        TestEvents.event("").build(),
        TestEvents.event("c").clearPayload().build(),
        TestEvents.event("d").setCustomEvent(CustomEvent.getDefaultInstance()).build(),
        TestEvents.event("e").setTimestampMs(-1).build(),
        TestEvents.event("f").setTimestampMs(Long.MAX_VALUE).build());

    assertThat(events).isEmpty();
    assertThat(rejections)
        .extracting(Rejection::reason)
        .containsExactly(
            Reason.NO_APP_ID,
            Reason.NO_APP_ID,
            Reason.NO_EVENT_ID,
            Reason.NO_EVENT_NAME,
            Reason.NO_EVENT_NAME,
            Reason.BAD_TIME,
            Reason.BAD_TIME);
  }

  @Test
  void equalIdsOfOneAppShareAKeyAndOthersDoNot() {
    split(
        TestEvents.event("a").build(),
        TestEvents.event("a").setUserId("later").build(),
        TestEvents.event("a").setAppId("blog").build(),
        TestEvents.event("b").build());

    assertThat(events.get(0).key()).isEqualTo(events.get(1).key());
    assertThat(events.stream().map(StreamEvent::key).distinct()).hasSize(3);
  }
}
