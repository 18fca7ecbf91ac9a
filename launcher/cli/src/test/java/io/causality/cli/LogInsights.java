package io.causality.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What insights say of a log that was loaded, beside plain loops over its file: hours, top pages,
 * sessions with a pause of thirty minutes, paths. The file alone cannot tell which of two lines of
 * the same second arrived first: that is asked of the lake.
 *
 * @param zone in which the hours are those of the log's days
 */
record LogInsights(RunningProduct product, String app, LogTruth truth, ZoneId zone) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PAUSE_S = 30 * 60;
  private static final int MOST_STEPS = 5;
  private static final int MOST_EDGES = 10_000;
  private static final int TOP = 20;

  void verify() throws IOException, InterruptedException {
    hours();
    topPages();
    List<List<LogTruth.Line>> sessions = sessions();
    sessionsOf(sessions);
    paths(sessions);
  }

  private ObjectNode spec(String json) throws IOException {
    ObjectNode spec = (ObjectNode) JSON.readTree(json.replace('\'', '"'));
    return spec.put("timezone", zone.getId())
        .put("from", day(Comparator.naturalOrder()))
        .put("to", day(Comparator.reverseOrder()));
  }

  private String day(Comparator<LocalDate> order) {
    return truth.lines().stream()
        .map(line -> line.time().atZone(zone).toLocalDate())
        .min(order)
        .orElseThrow()
        .toString();
  }

  private JsonNode ask(ObjectNode spec) throws IOException, InterruptedException {
    return product.insight(app, spec);
  }

  private void hours() throws IOException, InterruptedException {
    JsonNode result =
        ask(
            spec(
                "{'kind':'trends','interval':'hour','series':[{'event':'page_view'},{'event':null,'math':'dau'}]}"));
    Map<String, Long> views = new TreeMap<>();
    Map<String, Long> people = new TreeMap<>();
    for (int i = 0; i < result.get("periods").size(); i++) {
      OffsetDateTime hour = OffsetDateTime.parse(result.get("periods").get(i).asText());
      String name = hour.withOffsetSameInstant(ZoneOffset.UTC).toString().replace('T', ' ');
      long count = result.at("/series/0/data/" + i).asLong();
      if (count > 0) {
        views.put(name.substring(0, 13), count);
        people.put(name.substring(0, 13), result.at("/series/1/data/" + i).asLong());
      }
    }
    assertThat(views).isEqualTo(truth.countsBy(LogTruth.Line::hour));
    Map<String, Set<String>> hosts = new TreeMap<>();
    for (LogTruth.Line line : truth.lines()) {
      hosts.computeIfAbsent(line.hour(), hour -> new HashSet<>()).add(line.host());
    }
    Map<String, Long> hostsOfHours = new TreeMap<>();
    hosts.forEach((hour, of) -> hostsOfHours.put(hour, (long) of.size()));
    assertThat(people).isEqualTo(hostsOfHours);
  }

  private void topPages() throws IOException, InterruptedException {
    JsonNode series =
        ask(spec(
                "{'kind':'trends','aggregate':true,'series':[{'event':'page_view'}],"
                    + "'breakdown':{'keys':['page_path'],'limit':"
                    + TOP
                    + "}}"))
            .get("series");
    Map<String, Long> pages = new TreeMap<>();
    series.forEach(line -> pages.put(line.at("/breakdown/0").asText(), line.get("total").asLong()));
    Map<String, Long> expected = new TreeMap<>();
    expected.put("Other", (long) truth.lines().size());
    truth.countsBy(LogTruth.Line::path).entrySet().stream()
        .sorted(Comparator.comparingLong(page -> -page.getValue()))
        .limit(TOP)
        .forEach(
            page -> {
              expected.put(page.getKey(), page.getValue());
              expected.merge("Other", -page.getValue(), Long::sum);
            });
    assertThat(pages).isEqualTo(expected);
  }

  /** The lines of each session, in order. */
  private List<List<LogTruth.Line>> sessions() throws IOException, InterruptedException {
    Map<String, Long> arrival = product.counts(app, "SELECT event_id, stream_seq FROM events");
    Map<String, List<LogTruth.Line>> persons = new TreeMap<>();
    for (LogTruth.Line line : truth.lines()) {
      persons.computeIfAbsent(line.person(), person -> new ArrayList<>()).add(line);
    }
    List<List<LogTruth.Line>> sessions = new ArrayList<>();
    for (List<LogTruth.Line> lines : persons.values()) {
      lines.sort(
          Comparator.comparing(LogTruth.Line::time)
              .thenComparing(line -> arrival.get(line.event())));
      long before = Long.MIN_VALUE / 2;
      for (LogTruth.Line line : lines) {
        if (line.time().getEpochSecond() - before >= PAUSE_S) {
          sessions.add(new ArrayList<>());
        }
        sessions.getLast().add(line);
        before = line.time().getEpochSecond();
      }
    }
    return sessions;
  }

  private void sessionsOf(List<List<LogTruth.Line>> sessions)
      throws IOException, InterruptedException {
    List<String> expected = new ArrayList<>();
    for (List<LogTruth.Line> lines : sessions) {
      LogTruth.Line first = lines.getFirst();
      LogTruth.Line last = lines.getLast();
      long seconds = last.time().getEpochSecond() - first.time().getEpochSecond();
      expected.add(
          String.join(
              " ",
              first.time().toString().replace("Z", ".000Z"),
              first.person(),
              Long.toString(seconds),
              Integer.toString(lines.size()),
              item(first),
              item(last),
              Boolean.toString(lines.size() == 1)));
    }
    List<String> answered = new ArrayList<>();
    ObjectNode spec = spec("{'kind':'sessions','limit':2500}");
    JsonNode cursor;
    do {
      JsonNode page = ask(spec);
      for (JsonNode session : page.get("sessions")) {
        List<String> values = new ArrayList<>();
        for (String name :
            List.of("start", "person_id", "duration_s", "page_views", "entry", "exit", "bounce")) {
          values.add(session.get(name).asText());
        }
        answered.add(String.join(" ", values));
      }
      cursor = page.get("cursor");
      spec.set("cursor", cursor);
    } while (!cursor.isNull());
    assertThat(answered).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(
            ask(spec(
                    "{'kind':'trends','aggregate':true,'series':[{'event':'page_view','math':'unique_session'}]}"))
                .at("/series/0/total")
                .asInt())
        .isEqualTo(sessions.size());
  }

  private static String item(LogTruth.Line line) {
    String path = line.path();
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private void paths(List<List<LogTruth.Line>> sessions) throws IOException, InterruptedException {
    Map<String, Long> counts = new HashMap<>();
    for (List<LogTruth.Line> lines : sessions) {
      List<String> items = new ArrayList<>();
      for (LogTruth.Line line : lines) {
        if (items.isEmpty() || !items.getLast().equals(item(line))) {
          items.add(item(line));
        }
      }
      for (int i = 1; i < Math.min(items.size(), MOST_STEPS); i++) {
        counts.merge(
            i + "_" + items.get(i - 1) + " " + (i + 1) + "_" + items.get(i), 1L, Long::sum);
      }
    }
    JsonNode edges =
        ask(spec("{'kind':'paths','include':['page'],'edge_limit':" + MOST_EDGES + "}"))
            .get("edges");
    Map<String, Long> answered = new TreeMap<>();
    edges.forEach(
        edge ->
            answered.put(
                edge.get("source").asText() + " " + edge.get("target").asText(),
                edge.get("value").asLong()));
    assertThat(counts).containsAllEntriesOf(answered);
    assertThat(answered).hasSize(Math.min(MOST_EDGES, counts.size()));
    assertThat(edges.at("/0/value").asLong())
        .isEqualTo(counts.values().stream().mapToLong(Long::longValue).max().orElseThrow());
  }
}
