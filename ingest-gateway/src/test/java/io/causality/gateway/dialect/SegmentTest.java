package io.causality.gateway.dialect;

import static io.causality.gateway.dialect.Reading.plain;
import static org.assertj.core.api.Assertions.assertThat;

import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.EventEnvelope.PayloadCase;
import io.causality.proto.v1.Platform;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SegmentTest {
  private final Dialect batch = Dialects.segment("");

  @Test
  void aTrackCallKeepsItsNameIdsTimePropertiesAndContext() throws Exception {
    Reading reading =
        Reading.of(
            Dialects.segment("track"),
            """
            {"type":"track","event":"Order Paid","messageId":"m1","userId":"u1","anonymousId":"a1",
             "timestamp":"2026-11-24T12:00:00.5Z","sentAt":"2026-11-24T12:00:03.000Z","writeKey":"ck_x",
             "properties":{"total":12.5,"items":[{"sku":"s"}],"gone":null},"integrations":{"All":true},
             "context":{"library":{"name":"analytics.js","version":"next-1.84"},"ip":"10.1.2.3",
               "page":{"path":"/x","url":"https://a.example/x?y=1","referrer":"https://b.example","title":"X"},
               "campaign":{"name":"summer","source":"mail"},"userAgent":"UA","locale":"de-CH",
               "timezone":"Europe/Zurich","app":{"version":7},"screen":{"width":390.6,"height":844},
               "location":{"country":"ch"},"traits":{"plan":"not of the event"}},"_metadata":{"bundled":[]}}""");
    assertThat(reading.body.key()).isEqualTo("ck_x");
    assertThat(reading.decoded.sentAtMs()).isEqualTo(1795521603000L);
    EventEnvelope event = reading.only();
    assertThat(event.getCustomEvent().getEventName()).isEqualTo("Order Paid");
    assertThat(event.getId()).isEqualTo("m1");
    assertThat(event.getUserId()).isEqualTo("u1");
    assertThat(event.getDeviceId()).isEqualTo("a1");
    assertThat(event.getTimestampMs()).isEqualTo(1795521600500L);
    assertThat(plain(event.getPropertiesMap()))
        .isEqualTo(Map.of("total", "12.5", "items", "[{\"sku\":\"s\"}]"));
    assertThat(event.getTraitsMap()).isEmpty();
    assertThat(event.getPage().getUrl()).isEqualTo("https://a.example/x?y=1");
    assertThat(event.getPage().getReferrer()).isEqualTo("https://b.example");
    assertThat(event.getCampaign().getName()).isEqualTo("summer");
    assertThat(event.getLibrary().getName()).isEqualTo("analytics.js");
    assertThat(event.getIp()).isEqualTo("10.1.2.3");
    assertThat(event.getUserAgent()).isEqualTo("UA");
    assertThat(event.getCountry()).isEqualTo("CH");
    assertThat(event.getDeviceContext().getPlatform()).isEqualTo(Platform.PLATFORM_WEB);
    assertThat(event.getDeviceContext().getAppVersion()).isEqualTo("7");
    assertThat(event.getDeviceContext().getScreenWidth()).isEqualTo(391);
    assertThat(event.getDeviceContext().getTimezone()).isEqualTo("Europe/Zurich");
  }

  @Test
  void eachKindOfCallInABatchBecomesItsEvent() throws Exception {
    Reading reading =
        Reading.of(
            batch,
            """
            {"batch":[
              {"type":"page","name":"Home","category":"Docs","userId":"u","properties":{"url":"https://a.example/"}},
              {"type":"screen","name":"Settings","anonymousId":"a","properties":{"from":"menu"}},
              {"type":"identify","userId":"u","anonymousId":"a","traits":{"plan":"pro","old":null},
               "context":{"traits":{"name":"N","plan":"free"}}},
              {"type":"group","userId":"u","groupId":"g1","traits":{"name":"Acme","seats":9}},
              {"type":"alias","userId":"u2","previousId":"a9"},
              {"type":"track","userId":7,"event":"add_to_cart","properties":{"product_id":"p","quantity":2,"x":1}}],
             "sentAt":"2026-11-24T12:00:00Z","context":{"library":{"name":"analytics-java","version":"3.5.4"}}}""");
    assertThat(reading.decoded.rejected()).isEmpty();
    EventEnvelope page = reading.events.get(0);
    assertThat(page.getCustomEvent().getEventName()).isEqualTo("page_view");
    assertThat(page.getPage().getUrl()).isEqualTo("https://a.example/");
    assertThat(plain(page.getPropertiesMap()))
        .containsEntry("name", "Home")
        .containsEntry("category", "Docs");
    assertThat(page.getLibrary().getVersion()).isEqualTo("3.5.4");
    assertThat(page.getDeviceContext().getPlatform()).isEqualTo(Platform.PLATFORM_BACKEND);
    EventEnvelope screen = reading.events.get(1);
    assertThat(screen.getPayloadCase()).isEqualTo(PayloadCase.SCREEN_VIEW);
    assertThat(screen.getScreenView().getScreenName()).isEqualTo("Settings");
    assertThat(plain(screen.getPropertiesMap())).containsEntry("from", "menu");
    EventEnvelope identify = reading.events.get(2);
    assertThat(identify.getCustomEvent().getEventName()).isEqualTo("identify");
    assertThat(plain(identify.getTraitsMap()))
        .isEqualTo(Map.of("name", "N", "plan", "pro", "old", "null"));
    EventEnvelope group = reading.events.get(3);
    assertThat(group.getCustomEvent().getEventName()).isEqualTo("group");
    assertThat(group.getTraitsMap()).as("the group's name is not the person's").isEmpty();
    assertThat(plain(group.getPropertiesMap()))
        .isEqualTo(Map.of("group_id", "g1", "name", "Acme", "seats", "9"));
    EventEnvelope alias = reading.events.get(4);
    assertThat(alias.getCustomEvent().getEventName()).isEqualTo("alias");
    assertThat(alias.getUserId()).isEqualTo("u2");
    assertThat(alias.getDeviceId()).as("so that its past is the user's").isEqualTo("a9");
    EventEnvelope typed = reading.events.get(5);
    assertThat(typed.getUserId()).isEqualTo("7");
    assertThat(typed.getAddToCart().getQuantity()).isEqualTo(2);
    assertThat(plain(typed.getPropertiesMap())).containsOnlyKeys("x");
  }

  @Test
  void aBadEventLeavesTheOthersAndIsNamed() throws Exception {
    Reading reading =
        Reading.of(
            batch,
            """
            {"batch":[{"type":"track","event":"a"},{"type":"dance","userId":"u"},7,
              {"userId":"u"},{"type":"track","userId":"u","event":"ok"},
              {"type":"track","userId":"u","event":"x","timestamp":"soon"}]}""");
    assertThat(reading.events).hasSize(1);
    assertThat(reading.decoded.rejected())
        .extracting(bad -> bad.index() + " " + bad.reason())
        .containsExactly(
            "0 userId: userId or deviceId is required",
            "1 type: must be track, identify, page, screen, group or alias",
            "2 event: must be an object",
            "3 type: is required",
            "5 timestamp: must be RFC 3339 or ms since the epoch");
    assertThat(batch.accepted(reading.decoded, 0, 0))
        .startsWith("{\"success\":true,\"rejected\":[{\"index\":0,")
        .doesNotContain("u\"");
  }

  @Test
  void timesWithoutAZoneAreUtc() throws Exception {
    for (String time :
        new String[] {
          "2015-05-17T00:00:00", "2015-05-17", "2015-05-17 00:00:00.000", "2015-05-17T02:00:00+0200"
        }) {
      EventEnvelope event =
          Reading.of(
                  Dialects.segment("track"),
                  "{\"event\":\"e\",\"userId\":\"u\",\"timestamp\":\"" + time + "\"}")
              .only();
      assertThat(event.getTimestampMs()).as(time).isEqualTo(1431820800000L);
    }
  }

  @Test
  void whatRudderStackCallsOriginalIsTheClientsTime() throws Exception {
    EventEnvelope event =
        Reading.of(
                batch,
                """
                {"batch":[{"type":"track","event":"e","userId":"u","channel":"server",
                  "originalTimestamp":"2015-05-17T00:00:00.000Z","timestamp":"2015-05-18T00:00:00Z"}]}""")
            .only();
    assertThat(event.getTimestampMs()).isEqualTo(1431820800000L);
    assertThat(event.getDeviceContext().getPlatform()).isEqualTo(Platform.PLATFORM_BACKEND);
  }

  @Test
  void refusesWhatIsNoBody() {
    assertThat(Reading.refusal(batch, "{\"batch\":[}").problem().code())
        .isEqualTo("malformed_body");
    assertThat(Reading.refusal(batch, "{} x").problem().code()).isEqualTo("malformed_body");
    assertThat(Reading.refusal(batch, "\"text\"").problem().code()).isEqualTo("invalid_request");
    assertThat(Reading.refusal(batch, "{\"batch\":[]}").problem().code())
        .isEqualTo("invalid_request");
    String many = "{\"type\":\"track\",\"event\":\"e\",\"userId\":\"u\"},".repeat(51);
    assertThat(
            Reading.refusal(batch, "{\"batch\":[" + many.substring(0, many.length() - 1) + "]}")
                .problem()
                .code())
        .isEqualTo("too_many_events");
  }

  @Test
  void anEventThatIsMuchTooLargeIsNotEvenHeld() throws Exception {
    String large = "[" + "0,".repeat(200_000) + "0]";
    Reading reading =
        Reading.of(
            batch,
            "{\"batch\":[{\"type\":\"track\",\"event\":\"e\",\"userId\":\"u\",\"properties\":{\"x\":"
                + large
                + "}},{\"type\":\"track\",\"event\":\"small\",\"userId\":\"u\"}]}");
    assertThat(reading.events).hasSize(1);
    assertThat(reading.decoded.rejected().getFirst().reason()).contains("at most");
  }
}
