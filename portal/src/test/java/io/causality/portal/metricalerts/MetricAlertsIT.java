package io.causality.portal.metricalerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.portal.insight.InsightFixture;
import io.causality.portal.insight.oracle.Event;
import io.causality.portal.webhooks.Receiver;
import io.causality.testkit.Await;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MetricAlertsIT {
  private static final String APP = "numbers";
  private static final String PATH = "/api/apps/" + APP + "/metric-alerts";

  private static InsightFixture lake;
  private static PortalFixture portal;
  private static Receiver receiver;

  @BeforeAll
  static void start() {
    lake = new InsightFixture("metrics", Map.of());
    portal = lake.portal();
    receiver = new Receiver();
    lake.app(APP, events());
  }

  @AfterAll
  static void stop() {
    receiver.close();
    lake.close();
  }

  /** Five errors the day before yesterday, two yesterday, seven today so far. */
  private static List<Event> events() {
    Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
    List<Event> events = new ArrayList<>();
    int[] perDay = {5, 2, 7};
    for (int day = 0; day < perDay.length; day++) {
      for (int i = 0; i < perDay[day]; i++) {
        long at = today.minus(2L - day, ChronoUnit.DAYS).toEpochMilli() + i;
        events.add(Event.of(events.size() + 1, "error", at, "d" + i, "u" + i));
      }
    }
    return events;
  }

  @Test
  void aNumberThatGoesAboveIsTold() {
    receiver.at("/above", exchange -> Receiver.answer(exchange, 200, ""));
    String webhook = webhook("/above");
    JsonObject made = created(draft("above", 6).put("actions", actions(webhook)));
    assertThat(made.getString("period")).isEqualTo("current");
    Await.until(
        "it is delivered", Duration.ofSeconds(60), () -> !receiver.received("/above").isEmpty());
    JsonObject alert = new JsonObject(receiver.received("/above").getFirst().body());
    assertThat(alert.getJsonObject("rule").getString("id")).isEqualTo(made.getString("id"));
    assertThat(alert.getJsonObject("values").getInteger("value")).isEqualTo(7);
    assertThat(alert.getJsonObject("values").getInteger("previous")).isEqualTo(2);
    JsonObject checked = check(made);
    assertThat(checked.getJsonObject("last").getBoolean("holds")).isTrue();
    assertThat(raised(made)).as("it held before: nothing new").hasSize(1);
  }

  @Test
  void theLastWholePeriodIsWhatGoesBelowAndChanges() {
    JsonObject below = check(created(draft("below", 3)));
    assertThat(below.getJsonObject("last").getDouble("value")).isEqualTo(2);
    assertThat(raised(below)).hasSize(1);
    JsonObject notBelow = check(created(draft("below", 2)));
    assertThat(notBelow.getJsonObject("last").getBoolean("holds")).isFalse();
    assertThat(raised(notBelow)).isEmpty();
    JsonObject changes = check(created(draft("changes_by", 3)));
    check(changes);
    assertThat(raised(changes)).as("once for the period").hasSize(1);
    assertThat(raised(check(created(draft("changes_by", 4))))).isEmpty();
    assertThat(raised(check(created(draft("changes_by_percent", 60))))).hasSize(1);
    assertThat(raised(check(created(draft("changes_by_percent", 61))))).isEmpty();
  }

  @Test
  void whatCannotBeCheckedIsRefused() {
    JsonObject breakdown = draft("above", 1);
    breakdown.getJsonObject("query").put("breakdown", new JsonArray().add("platform"));
    assertThat(refused(breakdown)).startsWith("$.query");
    assertThat(refused(draft("above", 1).put("series", 1))).isEqualTo("$.series");
    assertThat(
            refused(
                draft("above", 1).put("actions", actions("00000000-0000-4000-8000-000000000001"))))
        .isEqualTo("$.actions[0].webhook");
    JsonObject wrong = draft("above", 1);
    wrong.getJsonObject("query").put("intervall", "day");
    assertThat(refused(wrong)).isEqualTo("$.query.intervall");
  }

  private static JsonObject draft(String condition, double value) {
    return new JsonObject()
        .put("name", condition + " " + value)
        .put(
            "query",
            new JsonObject(
                "{\"kind\":\"trends\",\"series\":[{\"event\":\"error\"}],\"from\":\"-7d\",\"interval\":\"day\"}"))
        .put("condition", condition)
        .put("value", value)
        .put("every_s", 3_600);
  }

  private static JsonArray actions(String webhook) {
    return new JsonArray().add(new JsonObject().put("webhook", webhook));
  }

  private static String webhook(String path) {
    return portal
        .post(
            "/api/webhooks",
            new JsonObject()
                .put("name", "w")
                .put("app", APP)
                .put("url", receiver.url(path))
                .put("allow_private", true))
        .json()
        .getString("id");
  }

  private static JsonObject created(JsonObject draft) {
    PortalFixture.Answer answer = portal.post(PATH, draft);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  private static JsonObject check(JsonObject alert) {
    PortalFixture.Answer answer =
        portal.post(PATH + "/" + alert.getString("id") + "/check", new JsonObject());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().getJsonObject("last").getString("error")).isNull();
    return answer.json();
  }

  private static JsonArray raised(JsonObject alert) {
    return portal
        .get("/api/apps/" + APP + "/alerts?rule=" + alert.getString("id"))
        .json()
        .getJsonArray("alerts");
  }

  private static String refused(JsonObject draft) {
    PortalFixture.Answer answer = portal.post(PATH, draft);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    return answer.json().getString("field");
  }
}
