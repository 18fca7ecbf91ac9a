package io.causality.bench.insights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the generator knows of its shop comes out of every kind of insight, through the portal's API
 * and a real Trino: what it counted while it generated, and what it planted, whose numbers follow
 * from the plan alone.
 */
class TruthsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int EVENTS = 20_000;

  /** How many planted people of the funnel came to each step, and decoys to all but the first. */
  private static final int[] REACHED = {500, 320, 210, 90, 45};

  private static final int DECOYS = 50;
  private static final int RARE = 617;
  private static final int WEEKS = 6;

  @TempDir private static Path folder;
  private static GeneratedShop shop;
  private static JsonNode planted;
  private static String range;

  @BeforeAll
  static void start() throws Exception {
    shop = new GeneratedShop(folder, EVENTS);
    planted = shop.truths().path("planted");
    range =
        "\"from\":\"%s\",\"to\":\"%s\""
            .formatted(
                shop.truths().path("range_from").asText(), shop.truths().path("last_day").asText());
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @Test
  void everythingThatWasCountedWhileItWasGenerated() throws Exception {
    var questions = new Questions(shop.truths());
    try (DuckLake duck = shop.duck(questions)) {
      for (Question question : questions.all()) {
        JsonNode answer = question.ofInsight().apply(ask(question.spec()));
        JsonNode expected =
            question.truth() != null
                ? question.truth()
                : question.ofDuck().apply(duck.rows(question.duck()));
        assertThat(expected.isEmpty()).as(question.name()).isFalse();
        assertThat(Answers.equal(answer, expected))
            .as("%s: %s instead of %s", question.name(), answer, expected)
            .isTrue();
      }
    }
  }

  /**
   * 617 people with an event on each of two days, the sixth and seventh of the range: amounts of 1
   * to 617 on the first, of half as much on the second. What a person's events of 7 (30) days count
   * reaches as far behind.
   */
  private static Stream<Map.Entry<String, double[]>> maths() {
    Map<String, double[]> maths = new LinkedHashMap<>();
    maths.put("total", new double[] {RARE, RARE});
    maths.put("dau", new double[] {RARE, RARE});
    maths.put("weekly_active", days(8, RARE));
    maths.put("monthly_active", days(25, RARE));
    maths.put("unique_session", new double[] {RARE, RARE});
    maths.put("first_time", new double[] {RARE, 0});
    maths.put("sum", new double[] {190_653, 95_326.5});
    maths.put("avg", new double[] {309, 154.5});
    maths.put("min", new double[] {1, 0.5});
    maths.put("max", new double[] {617, 308.5});
    maths.put("median", new double[] {309, 154.5});
    maths.put("p75", new double[] {463, 231.5});
    maths.put("p90", new double[] {555.4, 277.7});
    maths.put("p95", new double[] {586.2, 293.1});
    maths.put("p99", new double[] {610.84, 305.42});
    maths.put("count_per_person_avg", new double[] {1, 1});
    return maths.entrySet().stream();
  }

  private static double[] days(int count, double each) {
    double[] days = new double[count];
    Arrays.fill(days, each);
    return days;
  }

  @ParameterizedTest
  @MethodSource("maths")
  void eachMathOfATrend(Map.Entry<String, double[]> math) throws Exception {
    JsonNode line = ask(trends(rare(math.getKey()), "")).at("/series/0");
    double[] expected = new double[30];
    System.arraycopy(math.getValue(), 0, expected, 5, math.getValue().length);
    same(line.path("data"), expected);
    assertThat(line.path("total").asDouble())
        .isCloseTo(Arrays.stream(expected).sum(), Offset.offset(1e-6));
  }

  @Test
  void oneNumberOverTheWholeRange() throws Exception {
    Map<String, Double> truths =
        Map.of(
            "total", 1_234.0,
            "dau", 617.0,
            "unique_session", 1_234.0,
            "first_time", 617.0,
            "sum", 285_979.5,
            "avg", 231.75,
            "min", 0.5,
            "max", 617.0,
            "count_per_person_avg", 2.0);
    List<String> maths = List.copyOf(truths.keySet());
    String series = maths.stream().map(TruthsIT::rare).collect(Collectors.joining(","));
    JsonNode lines = ask(trends(series, ",\"aggregate\":true")).path("series");
    for (int i = 0; i < maths.size(); i++) {
      assertThat(lines.get(i).path("total").asDouble())
          .as(maths.get(i))
          .isEqualTo(truths.get(maths.get(i)));
      assertThat(lines.get(i).path("data").isEmpty()).isTrue();
    }
  }

  @Test
  void formulasRunningSumsComparisonsAndBreakdowns() throws Exception {
    String sumAndTotal = rare("sum") + "," + rare("total");
    JsonNode lines = ask(trends(sumAndTotal, ",\"formula\":\"A / B\"")).path("series");
    assertThat(lines.size()).isEqualTo(1);
    double[] averages = new double[30];
    averages[5] = 309;
    averages[6] = 154.5;
    same(lines.at("/0/data"), averages);

    double[] running = days(30, 1_234);
    Arrays.fill(running, 0, 5, 0);
    running[5] = 617;
    same(ask(trends(rare("total"), ",\"cumulative\":true")).at("/series/0/data"), running);

    JsonNode byCountry =
        ask(trends(rare("dau"), ",\"breakdown\":{\"keys\":[\"country\"]}")).path("series");
    assertThat(byCountry.size()).isEqualTo(1);
    assertThat(byCountry.at("/0/breakdown/0").asText()).isEqualTo("CH");

    LocalDate second = LocalDate.parse(planted.at("/rare/first_day").asText()).plusDays(1);
    ObjectNode compared = trends(rare("total"), ",\"compare\":\"previous_period\"");
    compared.put("from", second.toString()).put("to", second.plusDays(1).toString());
    JsonNode both = ask(compared).path("series");
    same(both.at("/0/data"), RARE, 0);
    same(both.at("/1/data"), 0, RARE);
  }

  @Test
  void aFunnelsStepsTimesAndOrders() throws Exception {
    JsonNode steps = ask(funnel("")).path("steps");
    for (int i = 0; i < REACHED.length; i++) {
      assertThat(steps.at("/" + i + "/count").asInt()).isEqualTo(REACHED[i]);
      for (String time : List.of("avg_s", "median_s")) {
        JsonNode seconds = steps.at("/" + i + "/" + time);
        if (i == 0) {
          assertThat(seconds.isNull()).isTrue();
        } else {
          assertThat(seconds.asDouble()).isEqualTo(600);
        }
      }
    }
    assertThat(counts(funnel(",\"order\":\"strict\""))).containsExactly(500, 320, 210, 90, 45);
    // The decoys did all steps but the first: four of them, in whatever order.
    assertThat(counts(funnel(",\"order\":\"unordered\""))).containsExactly(550, 370, 260, 140, 45);
    // Ten minutes from step to step: the third falls on the window's edge.
    assertThat(counts(funnel(",\"window\":{\"value\":20,\"unit\":\"minute\"}")))
        .containsExactly(500, 320, 210, 0, 0);
    // Whoever sent an invitation did so between the second step and the fourth.
    assertThat(
            counts(
                funnel(
                    ",\"exclusions\":[{\"event\":\"Invite Sent\",\"from_step\":1,\"to_step\":3}]")))
        .containsExactly(290, 110, 0, 0, 0);
    JsonNode byCountry =
        ask(funnel(",\"breakdown\":{\"keys\":[\"country\"],\"attribution\":\"step\",\"step\":4}"))
            .path("steps");
    assertThat(byCountry.at("/4/count").asInt()).isEqualTo(45);
    assertThat(byCountry.at("/4/breakdown/0").asText()).isEqualTo("CH");
  }

  @Test
  void aFunnelsTrendsAndTimeToConvert() throws Exception {
    JsonNode trends = ask(funnel(",\"output\":\"trends\""));
    double[] entered = new double[30];
    double[] converted = new double[30];
    double[] rates = new double[30];
    for (int day = 0; day < 10; day++) {
      entered[10 + day] = 50;
      converted[10 + day] = day < 5 ? 5 : 4;
      rates[10 + day] = day < 5 ? 10 : 8;
    }
    same(trends.path("entered"), entered);
    same(trends.path("converted"), converted);
    same(trends.path("rate_pct"), rates);
    assertThat(ask(funnel(",\"output\":\"time_to_convert\"")))
        .isEqualTo(
            JSON.readTree(
                "{\"bins\":[[2400,45],[2460,0],[2520,0],[2580,0],[2640,0]],\"avg_s\":2400,\"median_s\":2400}"));
  }

  @Test
  void thePlantedPathTakesAMinuteFromPageToPage() throws Exception {
    ObjectNode spec = paths();
    JsonNode edges = ask(spec).path("edges");
    assertThat(edges)
        .isEqualTo(
            JSON.readTree(
                """
                [{"source":"1_/planted/a","target":"2_/planted/b","value":777,"avg_ms":60000},
                 {"source":"2_/planted/b","target":"3_/planted/c","value":777,"avg_ms":60000}]
                """));
    assertThat(people(spec, "{\"breakdown\":[\"2_/planted/b\",\"3_/planted/c\"]}"))
        .isEqualTo(devices("paths", 0, 777));
  }

  private static ObjectNode paths() {
    return spec(
        "{\"kind\":\"paths\",\"include\":[\"page\"],\"start\":\"/planted/a\"," + range + "}");
  }

  @Test
  void lessonsOfEachWeekLiveReturnAndStick() throws Exception {
    JsonNode lessons = planted.path("retention_week_first_time");
    String to = lessons.path("to").asText();
    String weeks =
        "\"from\":\"%s\",\"to\":\"%s\",\"interval\":\"week\",\"series\":{\"event\":\"%s\"}}"
            .formatted(
                LocalDate.parse(to).minusDays(7L * WEEKS - 1), to, lessons.path("event").asText());
    double[] begun = new double[WEEKS];
    double[] returning = new double[WEEKS];
    double[] dormant = new double[WEEKS];
    double[] stick = new double[WEEKS];
    for (int week = 0; week < WEEKS; week++) {
      begun[week] = lessons(week, 0);
      for (int cohort = 0; cohort < week; cohort++) {
        returning[week] += lessons(cohort, week - cohort);
        dormant[week] -= lessons(cohort, week - 1 - cohort) - lessons(cohort, week - cohort);
      }
      for (int later = 0; week + later < WEEKS; later++) {
        boolean last = week + later + 1 == WEEKS;
        stick[later] += lessons(week, later) - (last ? 0 : lessons(week, later + 1));
      }
    }
    ObjectNode lifecycle = spec("{\"kind\":\"lifecycle\"," + weeks);
    JsonNode states = ask(lifecycle);
    same(states.path("new"), begun);
    same(states.path("returning"), returning);
    same(states.path("resurrecting"), 0, 0, 0, 0, 0, 0);
    same(states.path("dormant"), dormant);
    assertThat(people(lifecycle, "{\"series\":\"new\",\"period\":3}"))
        .isEqualTo(devices("lessons", 300, 370));
    ObjectNode stickiness = spec("{\"kind\":\"stickiness\"," + weeks);
    same(ask(stickiness).path("data"), stick);
    // Nobody but the first of the first week comes in all six: of a hundred, halved five times.
    assertThat(people(stickiness, "{\"interval\":6}")).isEqualTo(devices("lessons", 0, 3));
    ObjectNode retention =
        spec(
            """
            {"kind":"retention","mode":"first_time","target":{"event":"EVENT"},"returning":{"event":"EVENT"},
             "period":"week","intervals":6,"to":"TO"}\
            """
                .replace("EVENT", lessons.path("event").asText())
                .replace("TO", to));
    assertThat(people(retention, "{\"period\":1,\"interval\":2}"))
        .isEqualTo(devices("lessons", 100, 122));
  }

  /** Of the people who began in a week, who came so many weeks later. */
  private static int lessons(int cohort, int weeksLater) {
    return (100 - 10 * cohort) >> weeksLater;
  }

  @Test
  void sessionsWithoutIdsAreCutByPauses() throws Exception {
    JsonNode sessions =
        ask(spec(
                "{\"kind\":\"sessions\",\"filters\":[{\"key\":\"page_path\",\"op\":\"icontains\",\"value\":\"/planted/\"}],"
                    + range
                    + "}"))
            .path("sessions");
    assertThat(sessions.size()).isEqualTo(777);
    Set<String> persons = new TreeSet<>();
    for (JsonNode session : sessions) {
      persons.add(session.path("person_id").asText());
      assertThat(session.path("session_id").isNull()).isTrue();
      assertThat(session.path("duration_s").asInt()).isEqualTo(120);
      assertThat(session.path("events").asInt()).isEqualTo(3);
      assertThat(session.path("page_views").asInt()).isEqualTo(3);
      assertThat(session.path("entry").asText()).isEqualTo("/planted/a");
      assertThat(session.path("exit").asText()).isEqualTo("/planted/c");
      assertThat(session.path("bounce").asBoolean()).isFalse();
    }
    assertThat(persons).isEqualTo(devices("paths", 0, 777));
  }

  @Test
  void peopleBehindANumberBecomeCohorts() throws Exception {
    String dropped = "{\"step\":3,\"outcome\":\"dropped\"}";
    assertThat(people(funnel(""), dropped)).isEqualTo(devices("funnel", 45, 90));
    assertThat(people(trends(rare("dau"), ""), "{\"series\":0,\"period\":6}"))
        .isEqualTo(devices("rare", 0, RARE));

    ObjectNode draft =
        JSON.createObjectNode().put("name", "left at the plan").put("kind", "static");
    draft.set("people_of", cell(funnel(""), dropped));
    String leftAtThePlan = cohort(draft);
    ObjectNode dynamic = JSON.createObjectNode().put("name", "decoys").put("kind", "dynamic");
    dynamic.set(
        "definition",
        JSON.readTree(
            "{\"all\":[{\"did\":{\"event\":\"Plan Chosen\"}},{\"did_not\":{\"event\":\"Trial"
                + " Started\"}}]}"));
    String decoys = cohort(dynamic);
    String planChosen = "{\"event\":\"Plan Chosen\",\"math\":\"dau\"}";
    for (Map.Entry<String, Integer> truth :
        Map.of(
                in(leftAtThePlan, "in"),
                45,
                in(leftAtThePlan, "not_in"),
                45 + DECOYS,
                in(decoys, "in"),
                DECOYS,
                in(decoys, "not_in"),
                90)
            .entrySet()) {
      ObjectNode spec =
          trends(planChosen, ",\"aggregate\":true,\"filters\":[" + truth.getKey() + "]");
      assertThat(ask(spec).at("/series/0/total").asInt())
          .as(truth.getKey())
          .isEqualTo(truth.getValue());
    }
  }

  private static String in(String cohort, String op) {
    return "{\"on\":\"cohort\",\"value\":\"%s\",\"op\":\"%s\"}".formatted(cohort, op);
  }

  private static String cohort(ObjectNode draft) throws Exception {
    String path = "/api/apps/" + shop.app() + "/cohorts";
    return shop.portal().answer(path, draft).path("id").asText();
  }

  private static String rare(String math) {
    return "{\"event\":\"%s\",\"math\":\"%s\",\"math_property\":\"%s\"}"
        .formatted(planted.at("/rare/event").asText(), math, planted.at("/rare/property").asText());
  }

  private static ObjectNode trends(String series, String more) {
    return spec("{\"kind\":\"trends\",\"series\":[" + series + "]" + more + "," + range + "}");
  }

  private static ObjectNode funnel(String more) {
    String steps =
        Stream.of(
                "Trial Started",
                "Workspace Created",
                "Invite Sent",
                "Plan Chosen",
                "Subscription Paid")
            .map(event -> "{\"event\":\"" + event + "\"}")
            .collect(Collectors.joining(","));
    return spec("{\"kind\":\"funnel\",\"steps\":[" + steps + "]" + more + "," + range + "}");
  }

  private static ObjectNode spec(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static JsonNode ask(JsonNode spec) throws Exception {
    return shop.portal().insight(shop.app(), spec).path("result");
  }

  private static List<Integer> counts(ObjectNode funnel) throws Exception {
    return ask(funnel).path("steps").findValuesAsText("count").stream()
        .map(Integer::valueOf)
        .toList();
  }

  private static ObjectNode cell(ObjectNode query, String cell) {
    return spec(cell).set("query", query);
  }

  private static Set<String> people(ObjectNode query, String cell) throws Exception {
    JsonNode answer =
        shop.portal()
            .answer(
                "/api/apps/" + shop.app() + "/insights/people",
                cell(query, cell).put("limit", 10_000));
    Set<String> people = new TreeSet<>(answer.path("people").findValuesAsText("person_id"));
    assertThat(answer.path("total").asInt()).isEqualTo(people.size());
    return people;
  }

  /** The persons of a planted group from one number up to another. */
  private static Set<String> devices(String group, int from, int to) {
    String first = planted.at("/first_device/" + group).asText();
    int number = Integer.parseInt(first.substring(first.lastIndexOf('-') + 1));
    String name = first.substring(0, first.lastIndexOf('-') + 1);
    return IntStream.range(number + from, number + to)
        .mapToObj(person -> name + person)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void same(JsonNode numbers, double... expected) {
    assertThat(numbers.size()).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(numbers.get(i).asDouble())
          .as("%d of %s", i, numbers)
          .isCloseTo(expected[i], Offset.offset(1e-9));
    }
  }
}
