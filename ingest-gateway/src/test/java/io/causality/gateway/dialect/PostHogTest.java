package io.causality.gateway.dialect;

import static io.causality.gateway.dialect.Reading.plain;
import static org.assertj.core.api.Assertions.assertThat;

import io.causality.gateway.problem.Problem;
import io.causality.gateway.problem.Refusal;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.EventEnvelope.PayloadCase;
import io.causality.proto.v1.Platform;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class PostHogTest {
  private final Dialect postHog = Dialects.postHog();

  @Test
  void aPageViewOfAnAnonymousBrowserIsTheDevices() throws Exception {
    Reading reading =
        Reading.of(
            postHog,
            """
            [{"uuid":"0190","event":"$pageview","timestamp":"2026-11-24T12:00:00.000Z",
              "$set_once":{"$initial_referrer":"$direct"},
              "properties":{"token":"ck_x","distinct_id":"d1","$device_id":"d1","$is_identified":false,
               "$session_id":"s1","$lib":"web","$lib_version":"1.449","$os":"Linux","$os_version":"6",
               "$current_url":"https://a.example/x","$host":"a.example","$pathname":"/x","$referrer":"$direct",
               "title":"X","$screen_width":1920,"$timezone":"UTC","utm_source":"mail","$browser":"Chrome","plan":"pro"}}]""");
    assertThat(reading.body.key()).isEqualTo("ck_x");
    EventEnvelope event = reading.only();
    assertThat(event.getCustomEvent().getEventName()).isEqualTo("page_view");
    assertThat(event.getId()).isEqualTo("0190");
    assertThat(event.getUserId()).isEmpty();
    assertThat(event.getDeviceId()).isEqualTo("d1");
    assertThat(event.getSessionId()).isEqualTo("s1");
    assertThat(event.getTimestampMs()).isEqualTo(1795521600000L);
    assertThat(event.getPage().getUrl()).isEqualTo("https://a.example/x");
    assertThat(event.getPage().getReferrer()).isEmpty();
    assertThat(event.getPage().getTitle()).isEqualTo("X");
    assertThat(event.getCampaign().getSource()).isEqualTo("mail");
    assertThat(event.getOsName()).isEqualTo("Linux");
    assertThat(event.getDeviceContext().getPlatform()).isEqualTo(Platform.PLATFORM_WEB);
    assertThat(event.getDeviceContext().getScreenWidth()).isEqualTo(1920);
    assertThat(plain(event.getPropertiesMap()))
        .isEqualTo(Map.of("$browser", "Chrome", "plan", "pro"));
    assertThat(plain(event.getTraitsOnceMap())).containsOnlyKeys("$initial_referrer");
    assertThat(event.toString()).as("keys are not stored").doesNotContain("ck_x");
  }

  @Test
  void identifyLinksTheAnonymousIdAndSetsTraits() throws Exception {
    EventEnvelope event =
        Reading.of(
                postHog,
                """
                {"event":"$identify","distinct_id":"u1","$set":{"email":"e"},"$set_once":{"first":"x"},
                 "properties":{"token":"t","$anon_distinct_id":"d7","$device_id":"d1","$is_identified":true,
                  "$user_id":"u1","$set":{"plan":"pro"},"$unset":["old"]}}""")
            .only();
    assertThat(event.getCustomEvent().getEventName()).isEqualTo("identify");
    assertThat(event.getUserId()).isEqualTo("u1");
    assertThat(event.getDeviceId()).isEqualTo("d7");
    assertThat(plain(event.getTraitsMap()))
        .isEqualTo(Map.of("email", "e", "plan", "pro", "old", "null"));
    assertThat(plain(event.getTraitsOnceMap())).isEqualTo(Map.of("first", "x"));
    assertThat(event.getPropertiesMap()).isEmpty();
  }

  @Test
  void aServersIdsAreUsersAndItsBatchHasItsTime() throws Exception {
    Reading reading =
        Reading.of(
            postHog,
            """
            {"api_key":"ck_y","sent_at":"2026-11-24T12:00:00Z","historical_migration":false,"batch":[
              {"distinct_id":"u1","event":"paid","type":"capture","uuid":"1","library":"posthog-node",
               "properties":{"total":3,"title":"a book","$lib":"posthog-node","$lib_version":"5"}},
              {"distinct_id":"u1","event":"$create_alias","properties":{"distinct_id":"u1","alias":"d5"}},
              {"distinct_id":"d6","event":"$create_alias","properties":{"alias":"u2","$device_id":"d6"}},
              {"distinct_id":"u1","event":"$groupidentify",
               "properties":{"$group_type":"company","$group_key":"acme","$group_set":{"seats":9}}},
              {"distinct_id":"u1","event":"$set","properties":{"$set":{"plan":"pro"}}},
              {"distinct_id":"u1","event":"$screen","properties":{"$screen_name":"Home","$lib":"posthog-android"}}]}""");
    assertThat(reading.body.key()).isEqualTo("ck_y");
    assertThat(reading.decoded.sentAtMs()).isEqualTo(1795521600000L);
    assertThat(reading.decoded.rejected()).isEmpty();
    EventEnvelope paid = reading.events.get(0);
    assertThat(paid.getCustomEvent().getEventName()).isEqualTo("paid");
    assertThat(paid.getUserId()).isEqualTo("u1");
    assertThat(paid.getDeviceId()).isEmpty();
    assertThat(plain(paid.getPropertiesMap())).isEqualTo(Map.of("total", "3", "title", "a book"));
    assertThat(paid.getDeviceContext().getPlatform()).isEqualTo(Platform.PLATFORM_BACKEND);
    EventEnvelope alias = reading.events.get(1);
    assertThat(alias.getCustomEvent().getEventName()).isEqualTo("alias");
    assertThat(alias.getUserId() + " " + alias.getDeviceId()).isEqualTo("u1 d5");
    EventEnvelope ofABrowser = reading.events.get(2);
    assertThat(ofABrowser.getUserId() + " " + ofABrowser.getDeviceId()).isEqualTo("u2 d6");
    EventEnvelope group = reading.events.get(3);
    assertThat(group.getCustomEvent().getEventName()).isEqualTo("group");
    assertThat(plain(group.getPropertiesMap()))
        .containsEntry("group_id", "acme")
        .containsEntry("$group_type", "company")
        .containsEntry("seats", "9");
    EventEnvelope set = reading.events.get(4);
    assertThat(set.getCustomEvent().getEventName()).isEqualTo("identify");
    assertThat(plain(set.getTraitsMap())).isEqualTo(Map.of("plan", "pro"));
    EventEnvelope screen = reading.events.get(5);
    assertThat(screen.getPayloadCase()).isEqualTo(PayloadCase.SCREEN_VIEW);
    assertThat(screen.getScreenView().getScreenName()).isEqualTo("Home");
    assertThat(screen.getDeviceContext().getPlatform()).isEqualTo(Platform.PLATFORM_ANDROID);
  }

  @Test
  void aFormOfABeaconIsReadPlainInBase64AndCompressed() throws Exception {
    String json = "{\"event\":\"e+\",\"distinct_id\":\"u\",\"properties\":{\"token\":\"t\"}}";
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(json.getBytes(StandardCharsets.UTF_8));
    }
    String[] forms = {
      json,
      Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)),
      Base64.getEncoder().encodeToString(zipped.toByteArray())
    };
    for (String form : forms) {
      String body = "data=" + URLEncoder.encode(form, StandardCharsets.UTF_8) + "&x=1";
      Reading reading =
          Reading.of(
              postHog,
              body.getBytes(StandardCharsets.UTF_8),
              Map.of("_", "1795521600000", "ver", "1"));
      assertThat(reading.only().getCustomEvent().getEventName()).isEqualTo("e+");
      assertThat(reading.decoded.sentAtMs()).isEqualTo(1795521600000L);
    }
    assertThat(Reading.refusal(postHog, "data=%%%").problem()).isEqualTo(Problem.MALFORMED_BODY);
  }

  @Test
  void whatMayBeTakenLaterIsToldABrowserInTheOneWayThatItTriesAgain() {
    assertThat(postHog.status(Refusal.retryable(Problem.RATE_LIMITED, "", 1), true)).isEqualTo(503);
    assertThat(postHog.status(Refusal.of(Problem.BODY_TIMEOUT, ""), true)).isEqualTo(503);
    assertThat(postHog.status(Refusal.of(Problem.UNKNOWN_KEY, ""), true)).isEqualTo(401);
    assertThat(postHog.status(Refusal.of(Problem.BODY_TOO_LARGE, ""), true)).isEqualTo(413);
    assertThat(postHog.status(Refusal.retryable(Problem.RATE_LIMITED, "", 1), false))
        .isEqualTo(429);
    assertThat(postHog.status(Refusal.of(Problem.BODY_TIMEOUT, ""), false)).isEqualTo(408);
  }
}
