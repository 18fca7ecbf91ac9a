package io.causality.bench.insights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is asked, and how answers are compared. Pure. */
final class Questions {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int EDGES = 50;
  private static final String ANY = "event_name NOT IN ('identify', 'alias', 'group')";

  private final JsonNode truths;
  private final LocalDate from;
  private final LocalDate to;
  private final int days;

  /**
   * @param truths as the generator wrote them
   */
  Questions(JsonNode truths) {
    this.truths = truths;
    from = LocalDate.parse(truths.path("range_from").asText());
    to = LocalDate.parse(truths.path("last_day").asText());
    days = (int) ChronoUnit.DAYS.between(from, to) + 1;
  }

  LocalDate from() {
    return from;
  }

  LocalDate to() {
    return to;
  }

  /** All of them. */
  List<Question> all() {
    return List.of(
        trendTotal(),
        dau(),
        sum(),
        breakdown(),
        rare(),
        funnel(),
        plantedFunnel(),
        retentionDay(),
        retentionWeek(),
        plantedRetention(),
        paths(),
        plantedPath(),
        lifecycle(),
        stickiness(),
        anomaly(),
        sessions());
  }

  private Question trendTotal() {
    return new Question(
        "trend total",
        trends("{\"event\":\"page_view\"}", ""),
        "/series/0/label",
        "SELECT ts::DATE, count(*) FROM recent_files WHERE event_name = 'page_view' GROUP BY 1",
        result -> result.at("/series/0/data"),
        this::byDay,
        recent(truths.at("/total/page_view")));
  }

  private Question dau() {
    return new Question(
        "dau",
        trends("{\"event\":null,\"math\":\"dau\"}", ""),
        "/series/0/label",
        "SELECT ts::DATE, count(DISTINCT person) FROM recent WHERE " + ANY + " GROUP BY 1",
        result -> result.at("/series/0/data"),
        this::byDay,
        recent(truths.at("/dau/*")));
  }

  private Question sum() {
    return new Question(
        "revenue",
        trends(
            "{\"event\":\"purchase_complete\",\"math\":\"sum\",\"math_property\":\"total_cents\"}",
            ""),
        "/series/0/label",
        "SELECT ts::DATE, sum(total_cents) FROM recent_files WHERE event_name = 'purchase_complete'"
            + " GROUP BY 1",
        result -> result.at("/series/0/data"),
        this::byDay,
        recent(truths.at("/sum_total_cents")));
  }

  private Question breakdown() {
    return new Question(
        "breakdown by country",
        trends("{\"event\":\"page_view\"}", ",\"breakdown\":{\"keys\":[\"country\"]}"),
        "/series/0/label",
        "SELECT coalesce(country, ''), count(*) FROM recent_files WHERE event_name = 'page_view'"
            + " GROUP BY 1, ts::DATE",
        result -> {
          var values = new TreeMap<String, Long>();
          result
              .path("series")
              .forEach(
                  series ->
                      values.put(
                          series.at("/breakdown/0").asText(), series.path("total").asLong()));
          return JSON.valueToTree(values);
        },
        rows -> {
          var values = new TreeMap<String, Long>();
          rows.forEach(row -> values.merge(text(row, 0), number(row, 1), Long::sum));
          return JSON.valueToTree(values);
        },
        truths.path("page_views_by_country"));
  }

  private Question rare() {
    return total("rare event", truths.at("/planted/rare/event").asText(), "/planted/rare/total");
  }

  private Question total(String name, String event, String truth) {
    return new Question(
        name,
        trends("{\"event\":\"" + event + "\"}", ",\"aggregate\":true"),
        "/series/0/label",
        "SELECT count(*) FROM recent_files WHERE event_name = '" + event + "'",
        result -> array(result.at("/series/0/total").asLong()),
        rows -> array(number(rows.get(0), 0)),
        array(truths.at(truth).asLong()));
  }

  private Question anomaly() {
    String event = truths.at("/planted/anomaly/event").asText();
    String hour = truths.at("/planted/anomaly/hour").asText();
    return new Question(
        "anomalous hour",
        trends("{\"event\":\"" + event + "\"}", ",\"interval\":\"hour\""),
        "/series/0/label",
        "SELECT date_trunc('hour', ts), count(*) FROM recent_files WHERE event_name = '"
            + event
            + "' GROUP BY 1",
        result -> {
          ObjectNode hours = JSON.createObjectNode();
          for (int i = 0; i < result.path("periods").size(); i++) {
            long count = result.at("/series/0/data").get(i).asLong();
            if (count != 0) {
              hours.put(
                  java.time.OffsetDateTime.parse(result.path("periods").get(i).asText())
                      .toInstant()
                      .toString(),
                  count);
            }
          }
          return hours;
        },
        rows -> {
          ObjectNode hours = JSON.createObjectNode();
          rows.forEach(
              row ->
                  hours.put(
                      ((java.time.OffsetDateTime) row.get(0)).toInstant().toString(),
                      number(row, 1)));
          return hours;
        },
        JSON.createObjectNode().put(hour, truths.at("/planted/anomaly/total").asLong()));
  }

  private Question funnel() {
    return funnel("funnel of 5 steps", truths.path("funnel"));
  }

  private Question plantedFunnel() {
    return funnel("planted funnel", truths.at("/planted/funnel"));
  }

  private Question funnel(String name, JsonNode steps) {
    ObjectNode spec = range("funnel");
    ArrayNode list = spec.putArray("steps");
    steps.path("events").forEach(event -> list.addObject().put("event", event.asText()));
    spec.putObject("window").put("value", 14).put("unit", "day");
    return new Question(
        name,
        spec,
        "/steps/0/label",
        duckFunnel(steps.path("events")),
        result -> {
          ArrayNode counts = JSON.createArrayNode();
          result.path("steps").forEach(step -> counts.add(step.path("count").asLong()));
          return counts;
        },
        rows -> {
          ArrayNode counts = JSON.createArrayNode();
          for (int i = 0; i < steps.path("events").size(); i++) {
            counts.add(number(rows.get(0), i));
          }
          return counts;
        },
        steps.path("count"));
  }

  /** For each event the latest start from which its step can be reached. */
  private static String duckFunnel(JsonNode events) {
    StringBuilder names = new StringBuilder();
    events.forEach(
        event ->
            names
                .append(names.isEmpty() ? "" : ", ")
                .append("'")
                .append(event.asText())
                .append("'"));
    StringBuilder sql =
        new StringBuilder("SELECT count(DISTINCT person) FILTER (WHERE s0 IS NOT NULL)");
    for (int step = 1; step < events.size(); step++) {
      sql.append(", count(DISTINCT person) FILTER (WHERE s" + step + " IS NOT NULL)");
    }
    String source =
        "(SELECT person, ts, stream_seq, event_name, CASE WHEN event_name = '"
            + events.get(0).asText()
            + "' THEN ts END AS s0 FROM recent WHERE event_name IN ("
            + names
            + "))";
    for (int step = 1; step < events.size(); step++) {
      String start =
          "max(s"
              + (step - 1)
              + ") OVER (PARTITION BY person ORDER BY ts, stream_seq"
              + " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)";
      source =
          "(SELECT *, CASE WHEN event_name = '"
              + events.get(step).asText()
              + "' AND ts - "
              + start
              + " <= INTERVAL 14 DAY THEN "
              + start
              + " END AS s"
              + step
              + " FROM "
              + source
              + ")";
    }
    return sql + " FROM " + source;
  }

  private Question retentionDay() {
    String active = "SELECT DISTINCT person, ts::DATE AS d FROM ever WHERE " + ANY;
    return retention(
        "retention by day, first time",
        parse(
            """
            {"kind":"retention","mode":"first_time","target":{"event":null},"returning":{"event":null},
             "period":"day","intervals":14,"to":"%s"}"""
                .formatted(to)),
        """
        WITH active AS (%s), cohorts AS (SELECT person, min(d) AS c FROM active GROUP BY 1)
        SELECT c - DATE '%s', d - c, count(*) FROM cohorts JOIN active USING (person)
        WHERE c >= DATE '%s' GROUP BY 1, 2
        """
            .formatted(active, to.minusDays(13), to.minusDays(13)),
        14,
        truths.path("retention_day_first_time"));
  }

  private Question retentionWeek() {
    LocalDate first = to.minusDays(27);
    return retention(
        "retention by week, recurring",
        parse(
            """
            {"kind":"retention","mode":"recurring","target":{"event":null},"returning":{"event":null},
             "period":"week","week_start":"sunday","intervals":4,"to":"%s"}"""
                .formatted(to)),
        """
        WITH active AS (SELECT DISTINCT person, (ts::DATE - DATE '%s') // 7 AS d FROM recent
          WHERE ts >= DATE '%s' AND %s)
        SELECT a.d, b.d - a.d, count(*) FROM active a JOIN active b ON a.person = b.person AND b.d >= a.d
        GROUP BY 1, 2
        """
            .formatted(first, first, ANY),
        4,
        truths.path("retention_week_recurring"));
  }

  private Question plantedRetention() {
    JsonNode planted = truths.at("/planted/retention_week_first_time");
    String event = planted.path("event").asText();
    int intervals = planted.path("intervals").asInt();
    LocalDate last = LocalDate.parse(planted.path("to").asText());
    LocalDate first = last.minusDays(7L * intervals - 1);
    return retention(
        "planted retention",
        parse(
            """
            {"kind":"retention","mode":"first_time","target":{"event":"%s"},"returning":{"event":"%s"},
             "period":"week","intervals":%d,"to":"%s"}"""
                .formatted(event, event, intervals, last)),
        """
        WITH active AS (SELECT DISTINCT person, (ts::DATE - DATE '%s') // 7 AS d FROM ever
          WHERE event_name = '%s'), cohorts AS (SELECT person, min(d) AS c FROM active GROUP BY 1)
        SELECT c, d - c, count(*) FROM cohorts JOIN active USING (person) GROUP BY 1, 2
        """
            .formatted(first, event),
        intervals,
        planted.path("matrix"));
  }

  private static Question retention(
      String name, ObjectNode spec, String duck, int intervals, JsonNode truth) {
    return new Question(
        name,
        spec,
        "/target/label",
        duck,
        result -> result.path("matrix"),
        rows -> {
          long[][] matrix = new long[intervals][];
          for (int i = 0; i < intervals; i++) {
            matrix[i] = new long[intervals - i];
          }
          rows.forEach(row -> matrix[(int) number(row, 0)][(int) number(row, 1)] = number(row, 2));
          return JSON.valueToTree(matrix);
        },
        truth);
  }

  private Question paths() {
    ObjectNode spec = range("paths");
    spec.putArray("include").add("page");
    spec.put("edge_limit", EDGES);
    // Another limit than asked for must not change the numbers that are compared.
    return new Question(
        "paths",
        spec,
        "/edge_limit",
        duckPaths("1", EDGES),
        Questions::edges,
        Questions::duckEdges,
        null);
  }

  private Question plantedPath() {
    JsonNode items = truths.at("/planted/path/items");
    ObjectNode spec = range("paths");
    spec.putArray("include").add("page");
    spec.put("start", items.get(0).asText());
    spec.put("edge_limit", EDGES);
    ArrayNode truth = JSON.createArrayNode();
    for (int i = 0; i + 1 < items.size(); i++) {
      truth
          .addArray()
          .add((i + 1) + "_" + items.get(i).asText())
          .add((i + 2) + "_" + items.get(i + 1).asText())
          .add(truths.at("/planted/path/count").asLong());
    }
    return new Question(
        "planted path",
        spec,
        "/edge_limit",
        duckPaths("page_path LIKE '/planted/%'", EDGES),
        Questions::edges,
        Questions::duckEdges,
        truth);
  }

  private static String duckPaths(String filter, int limit) {
    return """
        WITH v AS (SELECT person, ts, stream_seq,
            CASE WHEN page_path = '/' THEN '/' ELSE regexp_replace(page_path, '/$', '') END AS item
          FROM recent WHERE event_name = 'page_view' AND %s),
        c AS (SELECT *, CASE WHEN lag(ts) OVER w IS NULL OR ts - lag(ts) OVER w >= INTERVAL 1800 SECOND
            THEN 1 ELSE 0 END AS cut FROM v WINDOW w AS (PARTITION BY person ORDER BY ts, stream_seq)),
        s AS (SELECT *, sum(cut) OVER (PARTITION BY person ORDER BY ts, stream_seq) AS path FROM c),
        k AS (SELECT * FROM s QUALIFY cut = 1
          OR item <> lag(item) OVER (PARTITION BY person, path ORDER BY ts, stream_seq)),
        n AS (SELECT item, row_number() OVER w AS i, lead(item) OVER w AS following FROM k
          WINDOW w AS (PARTITION BY person, path ORDER BY ts, stream_seq))
        SELECT i || '_' || item, (i + 1) || '_' || following, count(*) FROM n
        WHERE i < 5 AND following IS NOT NULL GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT %d
        """
        .formatted(filter, limit);
  }

  private static JsonNode edges(JsonNode result) {
    ArrayNode edges = JSON.createArrayNode();
    for (JsonNode edge : result.path("edges")) {
      if (edges.size() < EDGES) {
        edges
            .addArray()
            .add(edge.path("source").asText())
            .add(edge.path("target").asText())
            .add(edge.path("value").asLong());
      }
    }
    return edges;
  }

  private static JsonNode duckEdges(List<List<@Nullable Object>> rows) {
    ArrayNode edges = JSON.createArrayNode();
    rows.forEach(row -> edges.addArray().add(text(row, 0)).add(text(row, 1)).add(number(row, 2)));
    return edges;
  }

  private Question lifecycle() {
    ObjectNode spec = range("lifecycle");
    spec.putObject("series").putNull("event");
    return new Question(
        "lifecycle by day",
        spec,
        "/series/label",
        """
        WITH active AS (SELECT DISTINCT person, ts::DATE AS d FROM ever WHERE %s),
        n AS (SELECT d, min(d) OVER p AS f, lag(d) OVER w AS before, lead(d) OVER w AS after FROM active
          WINDOW p AS (PARTITION BY person), w AS (PARTITION BY person ORDER BY d))
        SELECT d, count(*) FILTER (WHERE d = f), count(*) FILTER (WHERE before = d - 1),
          count(*) FILTER (WHERE d > f AND before < d - 1), 0 FROM n GROUP BY 1
        UNION ALL
        SELECT d + 1, 0, 0, 0, -count(*) FROM n WHERE after IS NULL OR after > d + 1 GROUP BY 1
        """
            .formatted(ANY),
        result ->
            JSON.createObjectNode()
                .<ObjectNode>set("new", result.path("new"))
                .<ObjectNode>set("returning", result.path("returning"))
                .<ObjectNode>set("resurrecting", result.path("resurrecting"))
                .set("dormant", result.path("dormant")),
        rows -> {
          long[][] counts = new long[4][days];
          for (List<@Nullable Object> row : rows) {
            int day = day(row);
            for (int i = 0; day >= 0 && day < days && i < 4; i++) {
              counts[i][day] += number(row, i + 1);
            }
          }
          ObjectNode out = JSON.createObjectNode();
          out.set("new", JSON.valueToTree(counts[0]));
          out.set("returning", JSON.valueToTree(counts[1]));
          out.set("resurrecting", JSON.valueToTree(counts[2]));
          out.set("dormant", JSON.valueToTree(counts[3]));
          return out;
        },
        truths.path("lifecycle_day"));
  }

  private Question stickiness() {
    ObjectNode spec = range("stickiness");
    spec.putObject("series").putNull("event");
    return new Question(
        "stickiness by day",
        spec,
        "/series/label",
        "SELECT n, count(*) FROM (SELECT person, count(DISTINCT ts::DATE) AS n FROM recent WHERE "
            + ANY
            + " GROUP BY 1) GROUP BY 1",
        result -> result.path("data"),
        rows -> {
          long[] counts = new long[days];
          rows.forEach(row -> counts[(int) number(row, 0) - 1] = number(row, 1));
          return JSON.valueToTree(counts);
        },
        truths.path("stickiness_day"));
  }

  /** The first thousand by start: their starts and numbers of events. */
  private Question sessions() {
    ObjectNode spec = range("sessions");
    spec.put("limit", 1_000);
    return new Question(
        "sessions",
        spec,
        "/limit",
        """
        WITH e AS (SELECT person, ts, stream_seq, session_id FROM recent WHERE %s),
        c AS (SELECT *, CASE WHEN lag(ts) OVER w IS NULL OR ts - lag(ts) OVER w >= INTERVAL 30 MINUTE
            THEN 1 ELSE 0 END AS cut FROM e WHERE session_id IS NULL
          WINDOW w AS (PARTITION BY person ORDER BY ts, stream_seq)),
        s AS (SELECT *, sum(cut) OVER (PARTITION BY person ORDER BY ts, stream_seq) AS n FROM c)
        SELECT start, events FROM (
          SELECT min(ts) AS start, count(*) AS events FROM e WHERE session_id IS NOT NULL GROUP BY session_id
          UNION ALL SELECT min(ts), count(*) FROM s GROUP BY person, n)
        ORDER BY 1, 2 LIMIT 1000
        """
            .formatted(ANY),
        result -> {
          ArrayNode starts = JSON.createArrayNode();
          for (JsonNode session : result.path("sessions")) {
            if (starts.size() < 1_000) {
              starts.add(java.time.Instant.parse(session.path("start").asText()).toEpochMilli());
            }
          }
          return starts;
        },
        rows -> {
          ArrayNode starts = JSON.createArrayNode();
          rows.forEach(
              row ->
                  starts.add(((java.time.OffsetDateTime) row.get(0)).toInstant().toEpochMilli()));
          return starts;
        },
        null);
  }

  private ObjectNode trends(String series, String more) {
    ObjectNode spec = range("trends");
    spec.setAll(parse("{\"series\":[" + series + "]" + more + "}"));
    return spec;
  }

  private ObjectNode range(String kind) {
    return JSON.createObjectNode()
        .put("kind", kind)
        .put("from", from.toString())
        .put("to", to.toString());
  }

  private static ObjectNode parse(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not JSON: " + json, e);
    }
  }

  private ArrayNode recent(JsonNode allDays) {
    ArrayNode recent = JSON.createArrayNode();
    for (int i = allDays.size() - days; i < allDays.size(); i++) {
      recent.add(allDays.get(i));
    }
    return recent;
  }

  private JsonNode byDay(List<List<@Nullable Object>> rows) {
    long[] counts = new long[days];
    rows.forEach(row -> counts[day(row)] = number(row, 1));
    return JSON.valueToTree(counts);
  }

  private int day(List<@Nullable Object> row) {
    return (int) ChronoUnit.DAYS.between(from, (LocalDate) row.get(0));
  }

  private static ArrayNode array(long value) {
    return JSON.createArrayNode().add(value);
  }

  private static String text(List<@Nullable Object> row, int column) {
    return String.valueOf(row.get(column));
  }

  private static long number(List<@Nullable Object> row, int column) {
    Object value = row.get(column);
    if (value instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalArgumentException("no number: " + value);
  }
}
