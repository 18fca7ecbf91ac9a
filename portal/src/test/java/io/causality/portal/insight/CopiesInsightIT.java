package io.causality.portal.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.insight.oracle.Event;
import io.causality.proto.lake.DayCopies;
import io.causality.testkit.Await;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Insights and SQL read a copy exactly as long as it stands for its hours. */
class CopiesInsightIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final long DAY = Instant.parse("2026-11-02T00:00:00Z").toEpochMilli();
  private static final long HOUR = 3_600_000;

  private static Event event(int seq, int hour) {
    return Event.of(seq, "Paid", DAY + hour * HOUR, "d" + seq, null);
  }

  @Test
  void anHourIsReadFromTheCopyWhileBothHaveTheSameState() {
    try (InsightFixture insights = new InsightFixture("copies-insight-it", Map.of())) {
      insights.app("shop", List.of(event(1, 8), event(2, 9), event(3, 30)));
      // The copy has an event more than the files, so that one sees from where an answer comes.
      List<Event> copied =
          new ArrayList<>(List.of(event(1, 8), event(2, 9), event(4, 9), event(5, 9)));
      String file = insights.files().copy("shop", copied);
      assertThat(answers(insights)).isEqualTo(new Answers(3, 3, "[2,1]"));

      String copies = DayCopies.key("shop", LocalDate.parse("2026-11-02"));
      insights.lake(copies, file + " 08= 09=");
      await(insights, new Answers(5, 5, "[4,1]"));

      insights.lake("hour.shop.2026110209", "changed");
      await(insights, new Answers(3, 3, "[2,1]"));

      insights.lake(copies, file + " 08=other 09=changed");
      await(insights, new Answers(5, 5, "[4,1]"));

      // Of a file of two days count those that name it, and of these the hours that are as they
      // were.
      List<Event> joined =
          List.of(event(1, 8), event(2, 9), event(4, 9), event(3, 30), event(5, 30), event(6, 30));
      String both = insights.files().copy("shop", joined) + " days=2";
      insights.lake(copies, both + " 08= 09=changed");
      await(insights, new Answers(4, 4, "[3,1]"));
      insights.lake(DayCopies.key("shop", LocalDate.parse("2026-11-03")), both + " 06=");
      await(insights, new Answers(6, 6, "[3,3]"));
      insights.lake("hour.shop.2026110306", "late");
      await(insights, new Answers(4, 4, "[3,1]"));
    }
  }

  @Test
  void everyKindAnswersTheSameFromCopies() throws IOException {
    try (InsightFixture insights = new InsightFixture("all-kinds-copied-it", Map.of())) {
      insights.app("shop", Reference.events());
      Map<String, List<Event>> days =
          Reference.events().stream()
              // This hour is left to its files, beside a copy of the others of its day.
              .filter(event -> !hour(event).equals("2026-11-03T10"))
              .collect(
                  Collectors.groupingBy(
                      event -> hour(event).substring(0, 10), TreeMap::new, Collectors.toList()));
      List<String> copies = new ArrayList<>();
      days.forEach(
          (day, events) -> {
            copies.add(insights.files().copy("shop", events));
            String hours =
                events.stream()
                    .map(event -> " " + hour(event).substring(11) + "=")
                    .distinct()
                    .collect(Collectors.joining());
            insights.lake(DayCopies.key("shop", LocalDate.parse(day)), copies.getLast() + hours);
          });
      assertThat(copies).hasSize(3);
      Await.until("the copies are read", SOON, () -> sql(insights).containsAll(copies));

      for (String name : GoldenIT.NAMES) {
        JsonObject spec = new JsonObject(GoldenIT.read(name + ".spec.json"));
        assertThat(insights.result("shop", spec).encodePrettily() + "\n")
            .as(name)
            .isEqualTo(GoldenIT.read(name + ".result.json"));
      }
    }
  }

  private static String hour(Event event) {
    return Instant.ofEpochMilli(event.ts()).toString().substring(0, 13);
  }

  /** Names of the files of copies in the statements of a new question. */
  private static List<String> sql(InsightFixture insights) {
    JsonObject spec =
        new JsonObject(
            "{\"kind\":\"trends\",\"series\":[{\"event\":\"Paid\",\"label\":\""
                + System.nanoTime()
                + "\"}],\"from\":\"2026-11-01\",\"to\":\"2026-11-05\"}");
    String sql =
        insights.answer("shop", spec).getJsonObject("meta").getJsonArray("sql").getString(0);
    return Pattern.compile("[^/']+\\.parquet")
        .matcher(sql)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  @Test
  void whoAllowsAnAgeGetsTheKeptAnswerAndTheNextOneGetsANewOne() {
    try (InsightFixture insights = new InsightFixture("kept-answers-it", Map.of())) {
      insights.app("shop", List.of(event(1, 8)));
      JsonObject spec =
          new JsonObject(
              "{\"kind\":\"trends\",\"series\":[{\"event\":\"Paid\"}],"
                  + "\"from\":\"2026-11-02\",\"to\":\"2026-11-03\"}");
      String first = insights.answer("shop", spec).getJsonObject("meta").getString("computed_at");
      insights.lake("hour.shop.2026110310", "new");
      Await.until(
          "an answer of another state of the data",
          SOON,
          () -> !first.equals(aged(insights, spec).getString("computed_at")));
      JsonObject now = insights.answer("shop", spec).getJsonObject("meta");
      assertThat(now.getBoolean("cached")).isTrue();
      assertThat(now.getString("computed_at")).isGreaterThan(first);
    }
  }

  /** The meta of an answer of at most a minute's age: never one that had to be waited for. */
  private static JsonObject aged(InsightFixture insights, JsonObject spec) {
    JsonObject meta =
        insights
            .portal()
            .post("/api/apps/shop/insights/query?max_age_s=60", spec)
            .json()
            .getJsonObject("meta");
    assertThat(meta.getBoolean("cached")).isTrue();
    return meta;
  }

  /**
   * One reading.
   *
   * @param sql events by SQL
   * @param persons by SQL, resolved
   * @param trend events by day
   */
  private record Answers(long sql, long persons, String trend) {}

  private static Answers answers(InsightFixture insights) {
    JsonObject body = new JsonObject().put("app", "shop");
    // A filter that is never the same, so that no kept answer is given: hours alone changed.
    JsonObject spec =
        new JsonObject(
            "{\"kind\":\"trends\",\"series\":[{\"event\":\"Paid\",\"label\":\""
                + System.nanoTime()
                + "\"}],\"from\":\"2026-11-02\",\"to\":\"2026-11-03\"}");
    return new Answers(
        number(insights, body.copy().put("sql", "SELECT count(*) FROM events")),
        number(insights, body.copy().put("sql", "SELECT count(*) FROM persons")),
        insights
            .result("shop", spec)
            .getJsonArray("series")
            .getJsonObject(0)
            .getJsonArray("data")
            .encode());
  }

  private static long number(InsightFixture insights, JsonObject body) {
    return insights
        .portal()
        .post("/api/sql", body)
        .json()
        .getJsonArray("rows")
        .getJsonArray(0)
        .getLong(0);
  }

  private static void await(InsightFixture insights, Answers expected) {
    Await.until("the answers are " + expected, SOON, () -> answers(insights).equals(expected));
  }
}
