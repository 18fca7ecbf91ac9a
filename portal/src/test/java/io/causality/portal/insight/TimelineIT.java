package io.causality.portal.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.portal.insight.oracle.Event;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One person's events, also those of the person's devices from before the person signed in. */
class TimelineIT {
  private static final long START = Instant.parse("2026-11-02T08:00:00Z").toEpochMilli();
  private static final long HOUR = 3_600_000;
  private static final String ODD = "o'dd /?&% person";

  private static InsightFixture insights;

  @BeforeAll
  static void start() {
    insights = new InsightFixture("timeline-it", Map.of());
    insights.app(
        "shop",
        List.of(
            Event.of(1, "page_view", START, "phone", null).page("https://s.example/a", "/a"),
            Event.of(2, "Signed up", START + 1_000, "phone", "ada").trait("country", "DE"),
            Event.of(3, "Paid", START + 30 * HOUR, "laptop", "ada").property("amount", 20L),
            Event.of(4, "Paid", START + 30 * HOUR, "laptop", "ada").session("s1"),
            Event.of(5, "page_view", START + 40 * HOUR, "laptop", null),
            Event.of(6, "Paid", START + 31 * HOUR, "tablet", "ben"),
            Event.of(7, "Paid", START + 32 * HOUR, null, "ben"),
            Event.of(8, "page_view", START + 33 * HOUR, "nobody's", null),
            Event.of(9, ODD, START + 34 * HOUR, null, ODD)));
    insights.app("other", List.of(Event.of(1, "Paid", START, "phone", "ada")));
  }

  @AfterAll
  static void stop() {
    insights.close();
  }

  private static PortalFixture.Answer ask(String person, String more) {
    return insights
        .portal()
        .get(
            "/api/apps/shop/people/timeline?person="
                + URLEncoder.encode(person, StandardCharsets.UTF_8)
                + more);
  }

  private static JsonObject timeline(String person, String more) {
    PortalFixture.Answer answer = ask(person, more);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> ids(JsonObject timeline) {
    return timeline.getJsonArray("events").stream()
        .map(event -> ((JsonObject) event).getString("event_id"))
        .toList();
  }

  @Test
  void aPersonHasTheEventsOfAllDevicesAlsoFromBeforeSigningIn() {
    JsonObject ada = timeline("ada", "");
    assertThat(ids(ada)).containsExactly("5", "4", "3", "2", "1");
    assertThat(ada.getJsonArray("events").getJsonObject(2))
        .isEqualTo(
            new JsonObject(
                """
                {"ts":"2026-11-03T14:00:00Z","event_id":"3","event_name":"Paid","device_id":"laptop","user_id":"ada",
                 "session_id":null,"page_path":null,"screen_name":null,"properties":{"amount":"20"}}
                """));
    ada.remove("events");
    assertThat(ada)
        .isEqualTo(
            new JsonObject(
                """
                {"person_id":"ada","first_seen":"2026-11-02T08:00:00Z","last_seen":"2026-11-04T00:00:00Z","events_total":5,
                 "devices":[{"device_id":"laptop","first_seen":"2026-11-03T14:00:00Z","last_seen":"2026-11-04T00:00:00Z","events":3},
                            {"device_id":"phone","first_seen":"2026-11-02T08:00:00Z","last_seen":"2026-11-02T08:00:01Z","events":2}],
                 "traits":{"country":"DE"},"cursor":null}
                """));
  }

  @Test
  void aDeviceStandsForItsPersonAndForItselfWhereItHasNone() {
    assertThat(timeline("laptop", "")).isEqualTo(timeline("ada", ""));
    JsonObject device = timeline("nobody's", "");
    assertThat(device.getString("person_id")).isEqualTo("nobody's");
    assertThat(ids(device)).containsExactly("8");
    assertThat(ids(timeline("ben", ""))).containsExactly("7", "6");
    assertThat(ids(timeline(ODD, ""))).containsExactly("9");
  }

  @Test
  void pagesFollowEachOtherWithoutGapAndWithoutRepeating() {
    for (int limit = 1; limit <= 5; limit++) {
      List<String> all = new ArrayList<>();
      String cursor = "";
      while (cursor != null) {
        JsonObject page =
            timeline("phone", "&limit=" + limit + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
        assertThat(page.getInteger("events_total")).isEqualTo(5);
        assertThat(ids(page)).hasSizeBetween(1, limit);
        all.addAll(ids(page));
        cursor = page.getString("cursor");
      }
      assertThat(all).as("pages of %d", limit).containsExactly("5", "4", "3", "2", "1");
    }
  }

  @Test
  void whoIsUnknownHasNoEventsAndWhatIsMalformedIsRefused() {
    JsonObject unknown = timeline("who", "");
    assertThat(unknown.getString("person_id")).isEqualTo("who");
    assertThat(unknown.getValue("first_seen")).isNull();
    assertThat(ids(unknown)).isEmpty();
    assertThat(ask("ada", "&cursor=nonsense").code()).isEqualTo("bad_request");
    assertThat(ask("ada", "&limit=0").code()).isEqualTo("bad_request");
    assertThat(ask("", "").code()).isEqualTo("bad_request");
  }
}
