package io.causality.gateway.decode;

import static io.causality.gateway.decode.Decoding.rejection;
import static io.causality.gateway.decode.Decoding.single;
import static org.assertj.core.api.Assertions.assertThat;

import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.EventEnvelope.PayloadCase;
import io.causality.proto.v1.NetworkType;
import io.causality.proto.v1.Platform;
import io.causality.proto.v1.SwipeGesture.Direction;
import io.causality.proto.v1.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenFormTest {
  @Test
  void readsEveryKeyOfTheContract() {
    EventEnvelope event =
        single(
            """
            {"event":"$pageview","id":"i1","userId":"u","deviceId":"d","sessionId":"s",
             "timestamp":"2015-05-17T10:05:03Z","properties":{"plan":"pro"},"traits":{"name":"N"}}""");
    assertThat(event)
        .isEqualTo(
            EventEnvelope.newBuilder()
                .setId("i1")
                .setUserId("u")
                .setDeviceId("d")
                .setSessionId("s")
                .setTimestampMs(1431857103000L)
                .putProperties("plan", Value.newBuilder().setStringValue("pro").build())
                .putTraits("name", Value.newBuilder().setStringValue("N").build())
                .setCustomEvent(
                    io.causality.proto.v1.CustomEvent.newBuilder().setEventName("$pageview"))
                .build());
  }

  @Test
  void keepsTheTypesOfValues() {
    Map<String, Value> values =
        single(
                """
                {"deviceId":"d","properties":{"text":"x","whole":-7,"most":9223372036854775807,
                 "past":9223372036854775808,"real":10.0,"yes":true,"none":null,"empty":"",
                 "object":{"a": [1, {"b": "c"}]},"array":[ ]},"event":"e"}""")
            .getPropertiesMap();
    assertThat(values)
        .containsOnly(
            Map.entry("text", Value.newBuilder().setStringValue("x").build()),
            Map.entry("whole", Value.newBuilder().setIntValue(-7).build()),
            Map.entry("most", Value.newBuilder().setIntValue(Long.MAX_VALUE).build()),
            Map.entry("past", Value.newBuilder().setStringValue("9223372036854775808").build()),
            Map.entry("real", Value.newBuilder().setDoubleValue(10).build()),
            Map.entry("yes", Value.newBuilder().setBoolValue(true).build()),
            Map.entry("empty", Value.newBuilder().setStringValue("").build()),
            Map.entry(
                "object", Value.newBuilder().setStringValue("{\"a\":[1,{\"b\":\"c\"}]}").build()),
            Map.entry("array", Value.newBuilder().setStringValue("[]").build()));
  }

  @Test
  void aTraitOfNullDeletes() {
    assertThat(
            single("{\"event\":\"identify\",\"userId\":\"u\",\"traits\":{\"plan\":null}}")
                .getTraitsMap())
        .containsOnly(Map.entry("plan", Value.newBuilder().setNullValue(true).build()));
  }

  @Test
  void fillsTheTypedPayloadOfTheSameNameAndKeepsTheRest() {
    EventEnvelope event =
        single(
            """
            {"event":"swipe_gesture","deviceId":"d","properties":{"screen_name":"home","durationMs":"12",
             "direction":"left","start":{"x":1.5,"y":2},"end":{"x":"far"},"mood":"good"}}""");
    assertThat(event.getPayloadCase()).isEqualTo(PayloadCase.SWIPE_GESTURE);
    assertThat(event.getSwipeGesture().getScreenName()).isEqualTo("home");
    assertThat(event.getSwipeGesture().getDurationMs()).isEqualTo(12);
    assertThat(event.getSwipeGesture().getDirection()).isEqualTo(Direction.DIRECTION_LEFT);
    assertThat(event.getSwipeGesture().getStart().getX()).isEqualTo(1.5f);
    assertThat(event.getSwipeGesture().hasEnd()).isFalse();
    assertThat(event.getPropertiesMap())
        .containsOnly(
            Map.entry("end", Value.newBuilder().setStringValue("{\"x\":\"far\"}").build()),
            Map.entry("mood", Value.newBuilder().setStringValue("good").build()));
  }

  @Test
  void anOpenEventNeedsNoFieldOfTheTypedPayload() {
    EventEnvelope event =
        single("{\"event\":\"screen_view\",\"deviceId\":\"d\",\"properties\":{\"screen_name\":7}}");
    assertThat(event.hasScreenView()).isTrue();
    assertThat(event.getPropertiesMap()).containsOnlyKeys("screen_name");
  }

  @Test
  void aLoginsUserIsTheEventsUser() {
    assertThat(single("{\"event\":\"user_login\",\"properties\":{\"user_id\":\"u9\"}}").getUserId())
        .isEqualTo("u9");
  }

  @Test
  void readsTheContext() {
    EventEnvelope event =
        single(
            """
            {"event":"e","context":{
              "page":{"path":"/a","referrer":"/b","title":"T","search":"?x"},
              "campaign":{"source":"mail","medium":"m","name":"n","term":"t","content":"c","id":"?"},
              "app":{"version":"1","build":"2","name":"?"},"os":{"name":"iOS","version":"18"},
              "device":{"id":"d5","manufacturer":"Acme","model":"X","type":"mobile"},
              "library":{"name":"l","version":"3"},"location":{"country":"CH"},
              "locale":"de-CH","timezone":"Europe/Zurich","ip":"10.1.2.3","userAgent":"UA",
              "platform":"PLATFORM_IOS","network_type":"wifi","screenWidth":100,"isEmulator":true,
              "whatever":{"deep":[1]}}}""");
    assertThat(event.getPage().getUrl()).isEqualTo("/a");
    assertThat(event.getPage().getReferrer()).isEqualTo("/b");
    assertThat(event.getPage().getTitle()).isEqualTo("T");
    assertThat(event.getCampaign().getSource()).isEqualTo("mail");
    assertThat(event.getCampaign().getContent()).isEqualTo("c");
    assertThat(event.getDeviceId()).isEqualTo("d5");
    assertThat(event.getDeviceType()).isEqualTo("mobile");
    assertThat(event.getOsName()).isEqualTo("iOS");
    assertThat(event.getCountry()).isEqualTo("CH");
    assertThat(event.getLibrary().getVersion()).isEqualTo("3");
    assertThat(event.getIp()).isEqualTo("10.1.2.3");
    assertThat(event.getUserAgent()).isEqualTo("UA");
    assertThat(event.getDeviceContext().getAppVersion()).isEqualTo("1");
    assertThat(event.getDeviceContext().getBuildNumber()).isEqualTo("2");
    assertThat(event.getDeviceContext().getOsVersion()).isEqualTo("18");
    assertThat(event.getDeviceContext().getManufacturer()).isEqualTo("Acme");
    assertThat(event.getDeviceContext().getDeviceModel()).isEqualTo("X");
    assertThat(event.getDeviceContext().getLocale()).isEqualTo("de-CH");
    assertThat(event.getDeviceContext().getTimezone()).isEqualTo("Europe/Zurich");
    assertThat(event.getDeviceContext().getPlatform()).isEqualTo(Platform.PLATFORM_IOS);
    assertThat(event.getDeviceContext().getNetworkType()).isEqualTo(NetworkType.NETWORK_TYPE_WIFI);
    assertThat(event.getDeviceContext().getScreenWidth()).isEqualTo(100);
    assertThat(event.getDeviceContext().getIsEmulator()).isTrue();
  }

  @Test
  void anAppThatKeepsNoAddressesKeepsNoneOfTheContextEither() {
    DecodedEvents events =
        Decoding.events(
            Decoding.decode(
                """
                {"event":{"event":"e","userId":"u","context":{"ip":"1.2.3.4","userAgent":"UA"}}}""",
                BodyShape.SINGLE,
                new Sender("shop", false, false)));
    assertThat(Decoding.envelope(events, 0).getIp()).isEmpty();
    assertThat(Decoding.envelope(events, 0).getUserAgent()).isEmpty();
  }

  @Test
  void aSingleEventMayStandWithoutWrapper() {
    DecodedEvents events =
        Decoding.events(
            Decoding.decode(
                "{\"userId\":\"u\",\"event\":\"e\"}", BodyShape.SINGLE, Decoding.SENDER));
    assertThat(Decoding.envelope(events, 0).getCustomEvent().getEventName()).isEqualTo("e");
  }

  @Test
  void theIdIsTakenElseTheIdempotencyKeyElseMade() {
    assertThat(single("{\"event\":\"e\",\"userId\":\"u\",\"id\":\"a\"}").getId()).isEqualTo("a");
    assertThat(
            single("{\"event\":\"e\",\"userId\":\"u\",\"id\":\"\",\"idempotencyKey\":\"b\"}")
                .getId())
        .isEqualTo("b");
    assertThat(single("{\"event\":\"e\",\"userId\":\"u\"}").getId())
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  }

  @Test
  void halfASurrogatePairBecomesAReplacement() {
    assertThat(
            single("{\"event\":\"e\",\"userId\":\"u\",\"properties\":{\"a\":\"x\\ud83d\"}}")
                .getPropertiesOrThrow("a")
                .getStringValue())
        .isEqualTo("x\uFFFD");
  }

  @Test
  void namesTheFieldThatIsWrong() {
    assertThat(rejection("{\"event\":7}")).startsWith("event: must be a string");
    assertThat(rejection("[1]")).startsWith("event: must be an object");
    assertThat(rejection("{\"deviceId\":\"d\"}")).startsWith("event: is required");
    assertThat(rejection("{\"event\":\"\",\"userId\":\"u\"}")).startsWith("event: must not be");
    assertThat(rejection("{\"event\":\"e\"}")).startsWith("userId: userId or deviceId");
    assertThat(rejection("{\"event\":\"e\",\"deviceId\":\"\",\"userId\":\"\"}"))
        .startsWith("userId: userId or deviceId");
    assertThat(rejection("{\"event\":\"e\",\"deviceId\":{}}")).startsWith("deviceId: must be");
    assertThat(rejection("{\"event\":\"a\\u0000b\",\"userId\":\"u\"}"))
        .startsWith("event: must not hold control");
    assertThat(rejection("{\"event\":\"" + "x".repeat(201) + "\",\"userId\":\"u\"}"))
        .startsWith("event: has more than 200");
    assertThat(rejection("{\"event\":\"e\",\"id\":\"" + "x".repeat(129) + "\"}"))
        .startsWith("id: has more than 128");
    assertThat(rejection("{\"event\":\"e\",\"userID\":\"u\"}")).startsWith("userID: unknown");
    assertThat(rejection("{\"event\":\"e\",\"userId\":\"u\",\"timestamp\":\"yesterday\"}"))
        .startsWith("timestamp: must be");
    assertThat(rejection("{\"event\":\"e\",\"userId\":\"u\",\"timestamp\":-1}"))
        .startsWith("timestamp: must lie");
    assertThat(rejection("{\"event\":\"e\",\"userId\":\"u\",\"timestamp\":true}"))
        .startsWith("timestamp: must be");
    assertThat(rejection("{\"event\":\"e\",\"userId\":\"u\",\"properties\":[]}"))
        .startsWith("properties: must be an object");
    assertThat(rejection("{\"event\":\"e\",\"userId\":\"u\",\"properties\":{\"x\":1e999}}"))
        .startsWith("properties.x: is out of range");
    assertThat(rejection("{\"event\":\"e\",\"userId\":\"u\",\"properties\":{\"\":1}}"))
        .startsWith("properties: must not be empty");
    assertThat(rejection("{\"event\":\"e\",\"context\":{\"page\":{\"url\":1}}}"))
        .startsWith("context.page.url: must be");
    assertThat(rejection("{\"event\":\"e\",\"context\":{\"platform\":\"mainframe\"}}"))
        .startsWith("context.platform: is none");
    assertThat(rejection("{\"event\":\"e\",\"context\":{\"os\":\"linux\"}}"))
        .startsWith("context.os: must be an object");
    assertThat(rejection("{\"event\":\"e\",\"userId\":\"u\",\"appStart\":{}}"))
        .startsWith("event: cannot stand beside");
    assertThat(rejection("{\"event\":\"e\",\"userId\":\"u\",\"appId\":\"other\"}"))
        .startsWith("appId: the key belongs");
  }

  @Test
  void boundsPropertiesAndSize() {
    StringBuilder many = new StringBuilder("{\"event\":\"e\",\"userId\":\"u\",\"properties\":{");
    for (int i = 0; i < 1001; i++) {
      many.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":1");
    }
    assertThat(rejection(many + "}}")).isEqualTo("properties: has more than 1000 names");
    assertThat(
            rejection(
                "{\"event\":\"e\",\"userId\":\"u\",\"properties\":{\"x\":\""
                    + "y".repeat(70_000)
                    + "\"}}"))
        .startsWith("event: is larger than");
  }
}
