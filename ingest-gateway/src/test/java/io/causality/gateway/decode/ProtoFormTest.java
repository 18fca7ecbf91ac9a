package io.causality.gateway.decode;

import static io.causality.gateway.decode.Decoding.rejection;
import static io.causality.gateway.decode.Decoding.single;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.causality.gateway.problem.Problem;
import io.causality.proto.v1.AppStart;
import io.causality.proto.v1.Coordinates;
import io.causality.proto.v1.CustomEvent;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.IngestEventBatchRequest;
import io.causality.proto.v1.IngestEventRequest;
import io.causality.proto.v1.LongPress;
import io.causality.proto.v1.NetworkType;
import io.causality.proto.v1.ScreenView;
import io.causality.proto.v1.UserLogin;
import io.causality.proto.v1.Value;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ProtoFormTest {
  @Test
  void readsAPayloadWithoutFields() {
    EventEnvelope event = single("{\"deviceId\":\"d\",\"timestampMs\":\"1\",\"appStart\":{}}");
    assertThat(event.hasAppStart()).isTrue();
    assertThat(event.getTimestampMs()).isEqualTo(1);
  }

  @Test
  void ignoresWhatOnlyTheGatewaySets() {
    EventEnvelope event =
        single(
            """
            {"device_id":"d","receivedAtMs":5,"clockSkewMs":6,"timestampReplaced":true,"appId":"shop",
             "app_start":{"is_cold_start":true}}""");
    assertThat(event.getReceivedAtMs()).isZero();
    assertThat(event.getClockSkewMs()).isZero();
    assertThat(event.getTimestampReplaced()).isFalse();
    assertThat(event.getAppId()).isEmpty();
  }

  @Test
  void takesEnumsByNameAndNumber() {
    assertThat(
            single("{\"deviceId\":\"d\",\"networkChange\":{\"currentType\":\"NETWORK_TYPE_WIFI\"}}")
                .getNetworkChange()
                .getCurrentType())
        .isEqualTo(NetworkType.NETWORK_TYPE_WIFI);
    assertThat(
            single("{\"deviceId\":\"d\",\"networkChange\":{\"currentType\":5}}")
                .getNetworkChange()
                .getCurrentType())
        .isEqualTo(NetworkType.NETWORK_TYPE_CELLULAR_5G);
  }

  @Test
  void namesTheFieldThatIsWrong() {
    assertThat(rejection("{\"deviceId\":\"d\",\"screenView\":{}}"))
        .isEqualTo("screenView.screenName: is required");
    assertThat(rejection("{\"deviceId\":\"d\",\"screenView\":{\"screenName\":\"\"}}"))
        .isEqualTo("screenView.screenName: is required");
    assertThat(rejection("{\"deviceId\":\"d\",\"screenView\":{\"screenNam\":\"x\"}}"))
        .isEqualTo("screenView.screenNam: unknown field");
    assertThat(rejection("{\"deviceId\":\"d\",\"screenView\":[]}"))
        .isEqualTo("screenView: must be an object");
    assertThat(rejection("{\"deviceId\":\"d\",\"nothing\":{}}"))
        .isEqualTo("nothing: unknown field");
    assertThat(rejection("{\"deviceId\":\"d\",\"appStart\":{},\"appCrash\":{}}"))
        .isEqualTo("appCrash: is a second payload");
    assertThat(rejection("{\"deviceId\":\"d\",\"appStart\":{\"launchDurationMs\":1.5}}"))
        .isEqualTo("appStart.launchDurationMs: must be a whole number");
    assertThat(rejection("{\"deviceId\":\"d\",\"appStart\":{\"launchDurationMs\":1e30}}"))
        .isEqualTo("appStart.launchDurationMs: is out of range");
    assertThat(
            rejection(
                "{\"deviceId\":\"d\",\"appStart\":{\"launchDurationMs\":99999999999999999999}}"))
        .isEqualTo("appStart.launchDurationMs: is out of range");
    assertThat(rejection("{\"deviceId\":\"d\",\"textInput\":{\"textLength\":3000000000}}"))
        .isEqualTo("textInput.textLength: is out of range");
    assertThat(rejection("{\"deviceId\":\"d\",\"appStart\":{\"isColdStart\":\"true\"}}"))
        .isEqualTo("appStart.isColdStart: must be true or false");
    assertThat(rejection("{\"deviceId\":\"d\",\"longPress\":{\"coordinates\":{\"x\":\"NaN\"}}}"))
        .isEqualTo("longPress.coordinates.x: must be a finite number");
    assertThat(rejection("{\"deviceId\":\"d\",\"longPress\":{\"coordinates\":{\"x\":1e300}}}"))
        .isEqualTo("longPress.coordinates.x: is out of range");
    assertThat(rejection("{\"deviceId\":\"d\",\"networkChange\":{\"currentType\":\"FAX\"}}"))
        .isEqualTo("networkChange.currentType: is none of the allowed values");
    assertThat(
            rejection("{\"deviceId\":\"d\",\"userProfileUpdate\":{\"fieldsUpdated\":[\"a\",1]}}"))
        .isEqualTo("userProfileUpdate.fieldsUpdated[1]: must be a string");
    assertThat(rejection("{\"deviceId\":\"d\",\"userProfileUpdate\":{\"fieldsUpdated\":\"a\"}}"))
        .isEqualTo("userProfileUpdate.fieldsUpdated: must be an array");
    assertThat(
            rejection(
                "{\"deviceId\":\"d\",\"appStart\":{},\"properties\":{\"a\":{\"intValue\":1,\"boolValue\":true}}}"))
        .isEqualTo("properties.a.boolValue: is a second choice where only one is allowed");
    assertThat(rejection("{\"deviceId\":\"d\",\"appStart\":{},\"properties\":{\"a\":1}}"))
        .isEqualTo("properties.a: must be an object");
    assertThat(
            rejection(
                "{\"deviceId\":\"d\",\"customEvent\":{\"eventName\":\"" + "x".repeat(201) + "\"}}"))
        .isEqualTo("customEvent.eventName: has more than 200 characters");
  }

  @Test
  void protobufNamesTheFieldThatIsWrong() {
    assertThat(wrong(event -> event.clearPayload())).startsWith("event: is required");
    assertThat(wrong(event -> event.setScreenView(ScreenView.getDefaultInstance())))
        .isEqualTo("screen_view.screen_name: is required");
    assertThat(wrong(event -> event.setCustomEvent(CustomEvent.getDefaultInstance())))
        .isEqualTo("custom_event.event_name: is required");
    assertThat(wrong(event -> event.clearDeviceId())).startsWith("userId: userId or deviceId");
    assertThat(wrong(event -> event.setTimestampMs(-5))).startsWith("timestamp_ms: must lie");
    assertThat(wrong(event -> event.setAppId("other"))).startsWith("appId: ");
    assertThat(
            wrong(
                event ->
                    event.putProperties(
                        "x", Value.newBuilder().setDoubleValue(Double.NaN).build())))
        .isEqualTo("properties.value.double_value: must be a finite number");
    assertThat(
            wrong(
                event ->
                    event.setLongPress(
                        LongPress.newBuilder()
                            .setCoordinates(Coordinates.newBuilder().setX(Float.NaN)))))
        .isEqualTo("long_press.coordinates.x: must be a finite number");
    assertThat(wrong(event -> event.putTraits("a\u0001", Value.getDefaultInstance())))
        .contains("must not hold control characters");
  }

  @Test
  void aBrokenEventDoesNotSpoilTheOthersOfItsProtobufBatch() {
    byte[] body =
        IngestEventBatchRequest.newBuilder()
            .addEvents(good())
            .build()
            .toByteString()
            .concat(ByteString.copyFrom(new byte[] {0x0A, 2, 0x0A, 9}))
            .concat(IngestEventBatchRequest.newBuilder().addEvents(good()).build().toByteString())
            .toByteArray();
    DecodedEvents events = protobuf(body, BodyShape.BATCH);
    assertThat(events.accepted()).isEqualTo(2);
    assertThat(events.index(1)).isEqualTo(2);
    assertThat(events.rejected()).singleElement().extracting("index").isEqualTo(1);
  }

  @Test
  void refusesBrokenAndEmptyProtobuf() {
    byte[] broken = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
    ProtobufDecoder decoder = new ProtobufDecoder(Decoding.LIMITS);
    assertThat(
            Decoding.refusal(
                    decoder.decode(broken, broken.length, BodyShape.SINGLE, Decoding.SENDER))
                .problem())
        .isEqualTo(Problem.MALFORMED_BODY);
    for (BodyShape shape : BodyShape.values()) {
      assertThat(Decoding.refusal(decoder.decode(new byte[0], 0, shape, Decoding.SENDER)).problem())
          .isEqualTo(Problem.INVALID_REQUEST);
    }
  }

  @Test
  void aLoginsUserIsTheEventsUser() {
    byte[] body =
        IngestEventRequest.newBuilder()
            .setEvent(
                EventEnvelope.newBuilder().setUserLogin(UserLogin.newBuilder().setUserId("u3")))
            .build()
            .toByteArray();
    assertThat(Decoding.envelope(protobuf(body, BodyShape.SINGLE), 0).getUserId()).isEqualTo("u3");
  }

  private static String wrong(UnaryOperator<EventEnvelope.Builder> change) {
    byte[] body =
        IngestEventRequest.newBuilder()
            .setEvent(change.apply(good().toBuilder()))
            .build()
            .toByteArray();
    return protobuf(body, BodyShape.SINGLE).rejected().getFirst().reason();
  }

  private static DecodedEvents protobuf(byte[] body, BodyShape shape) {
    return Decoding.events(
        new ProtobufDecoder(Decoding.LIMITS).decode(body, body.length, shape, Decoding.SENDER));
  }

  private static EventEnvelope good() {
    return EventEnvelope.newBuilder()
        .setDeviceId("d")
        .setAppStart(AppStart.getDefaultInstance())
        .build();
  }
}
