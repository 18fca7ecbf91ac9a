package io.causality.bench.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.causality.bench.ask.Verdicts.Verdict;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks a running product the questions of {@code ask-bench} and prints one JSON document: per
 * family how many answers were right, wrong and declined, whether all runs gave the same, and
 * seconds.
 *
 * <p>Arguments: portal URL, app, file of the events that were sent, file of the questions, and
 * optionally runs. The admin's token is taken from {@code CAUSALITY_ADMIN_TOKEN}. Exits with 1 when
 * under 90 % of the families that have answers are right or more than 2 % of all are wrong.
 */
public final class AskBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NOW = "2026-11-01T09:00:00Z";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int RUNS = 3;
  private static final double RIGHT_PCT = 90;
  private static final double WRONG_PCT = 2;

  /** Families whose right answer is none. */
  private static final Set<String> NONE = Set.of("ambiguous", "unanswerable", "hostile");

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI ask;
  private final String token;
  private final SentEvents events;
  private final Map<String, Map<Verdict, Integer>> families = new TreeMap<>();
  private final List<Long> millis = new ArrayList<>();
  private int changed;

  private AskBench(URI ask, String token, SentEvents events) {
    this.ask = ask;
    this.token = token;
    this.events = events;
  }

  /** Runs the bench; see the class for the arguments. */
  public static void main(String[] args) throws Exception {
    String token = System.getenv("CAUSALITY_ADMIN_TOKEN");
    if (args.length < 4 || token == null) {
      System.err.println(
          "usage: CAUSALITY_ADMIN_TOKEN=… AskBench PORTAL_URL APP EVENTS_FILE QUESTIONS_FILE"
              + " [RUNS]");
      System.exit(2);
      return;
    }
    int runs = args.length > 4 ? Integer.parseInt(args[4]) : RUNS;
    ObjectNode report =
        run(URI.create(args[0]), token, args[1], Path.of(args[2]), Path.of(args[3]), runs);
    System.out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report));
    System.exit(
        report.path("right_pct_of_answerable").asDouble() >= RIGHT_PCT
                && report.path("wrong_pct_of_all").asDouble() <= WRONG_PCT
            ? 0
            : 1);
  }

  /**
   * Asks everything.
   *
   * @param lines the events that were sent
   */
  public static ObjectNode run(
      URI portal, String token, String app, Path lines, Path questions, int runs)
      throws IOException, InterruptedException, SQLException {
    try (var events = new SentEvents(lines)) {
      URI ask = portal.resolve("/api/apps/" + app + "/ask");
      var bench = new AskBench(ask, token, events);
      bench.awaitEvents();
      for (JsonNode group : JSON.readTree(questions.toFile())) {
        bench.group(group, runs);
      }
      return bench.report(runs);
    }
  }

  /** Returns when all that was sent is counted: the names are known by then, too. */
  private void awaitEvents() throws IOException, InterruptedException, SQLException {
    ObjectNode group = JSON.createObjectNode();
    List<List<@Nullable Object>> sent = events.rows("SELECT count(*) FROM e");
    long end = System.nanoTime() + PATIENCE.toNanos();
    JsonNode answer = JSON.nullNode();
    while (System.nanoTime() < end) {
      answer = answer(group, "How many events were recorded ever?", null);
      if (Verdicts.of(group, answer, sent) == Verdict.RIGHT) {
        millis.clear();
        return;
      }
      Thread.sleep(1_000);
    }
    throw new IOException("not all events came: " + sent + " were sent, asked for them " + answer);
  }

  private void group(JsonNode group, int runs)
      throws IOException, InterruptedException, SQLException {
    List<List<@Nullable Object>> expected = expected(group);
    for (JsonNode question : group.path("ask")) {
      JsonNode first = null;
      for (int run = 0; run < runs; run++) {
        JsonNode answer = answer(group, question.asText(), thread(group));
        if (first == null) {
          first = answer;
          judge(group, question.asText(), answer, expected);
        } else if (!first.path("result").equals(answer.path("result"))
            || !first.path("status").equals(answer.path("status"))) {
          changed++;
        }
      }
    }
  }

  /** The thread in which the question is asked; null where it stands alone. */
  private @Nullable String thread(JsonNode group) throws IOException, InterruptedException {
    String conversation = null;
    for (JsonNode before : group.path("after")) {
      conversation = answer(group, before.asText(), conversation).path("conversation").asText();
    }
    return conversation;
  }

  private @Nullable List<List<@Nullable Object>> expected(JsonNode group) throws SQLException {
    if (group.has("sql")) {
      return events.rows(group.path("sql").asText());
    }
    if (!group.has("rows")) {
      return null;
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    group.path("rows").forEach(row -> rows.add(Verdicts.cells(row)));
    return rows;
  }

  private void judge(
      JsonNode group,
      String question,
      JsonNode answer,
      @Nullable List<List<@Nullable Object>> expected) {
    Verdict verdict = Verdicts.of(group, answer, expected);
    families
        .computeIfAbsent(group.path("family").asText(), family -> new EnumMap<>(Verdict.class))
        .merge(verdict, 1, Integer::sum);
    if (verdict != Verdict.RIGHT) {
      System.err.println(
          verdict
              + " "
              + question
              + "\n  "
              + answer.path("status").asText()
              + " "
              + answer.path("text").asText()
              + " "
              + answer.at("/result/rows")
              + " "
              + answer.path("definition")
              + "\n  expected "
              + expected);
    }
  }

  private JsonNode answer(JsonNode group, String question, @Nullable String conversation)
      throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    body.put("question", question);
    body.put("now", group.path("now").asText(NOW));
    body.put("timezone", group.path("timezone").asText("UTC"));
    if (conversation != null) {
      body.put("conversation", conversation);
    }
    long began = System.nanoTime();
    HttpResponse<byte[]> response =
        http.send(
            HttpRequest.newBuilder(ask)
                .timeout(Duration.ofMinutes(5))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build(),
            BodyHandlers.ofByteArray());
    millis.add((System.nanoTime() - began) / 1_000_000);
    return JSON.readTree(response.body());
  }

  private ObjectNode report(int runs) {
    ObjectNode result = JSON.createObjectNode();
    result.put("bench", "ask");
    result.put("engine", "interpreter");
    int asked = 0;
    int withAnswer = 0;
    int right = 0;
    int wrong = 0;
    ObjectNode byFamily = result.putObject("families");
    for (Map.Entry<String, Map<Verdict, Integer>> family : families.entrySet()) {
      ObjectNode one = byFamily.putObject(family.getKey());
      int sum = 0;
      for (Verdict verdict : Verdict.values()) {
        int count = family.getValue().getOrDefault(verdict, 0);
        one.put(verdict.name().toLowerCase(Locale.ROOT), count);
        sum += count;
      }
      int good = family.getValue().getOrDefault(Verdict.RIGHT, 0);
      one.put("right_pct", Math.round(1000.0 * good / sum) / 10.0);
      asked += sum;
      wrong += family.getValue().getOrDefault(Verdict.WRONG, 0);
      if (!NONE.contains(family.getKey())) {
        withAnswer += sum;
        right += good;
      }
    }
    result.put("questions", asked);
    result.put("right_pct_of_answerable", Math.round(1000.0 * right / withAnswer) / 10.0);
    result.put("wrong_pct_of_all", Math.round(1000.0 * wrong / asked) / 10.0);
    result.put("runs", runs);
    result.put("questions_with_another_answer_in_a_later_run", changed);
    result.put(
        "median_ms", millis.stream().sorted().skip(millis.size() / 2).findFirst().orElse(0L));
    result.put(
        "seconds", Math.round(millis.stream().mapToLong(Long::longValue).sum() / 100.0) / 10.0);
    return result;
  }
}
