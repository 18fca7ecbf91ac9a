package io.causality.bench.insights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.causality.bench.Machine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks a running product about generated events and prints one JSON document: for each question how
 * long a new one takes, one from the cache, and DuckDB's query on the same files, and whether the
 * numbers agree with each other and with the truth; and the same for a dashboard of eight charts.
 *
 * <p>Arguments: portal URL, data folder, events, and optionally runs of each question. The admin's
 * token is taken from {@code CAUSALITY_ADMIN_TOKEN}. Exits with 1 when a number is wrong.
 */
public final class InsightsBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int RUNS = 3;
  private static final int CHARTS = 8;

  private final PortalClient portal;
  private final DuckLake duck;
  private final String app;
  private final int runs;
  private int unseen = 1;
  private boolean wrong;

  private InsightsBench(PortalClient portal, DuckLake duck, String app, int runs) {
    this.portal = portal;
    this.duck = duck;
    this.app = app;
    this.runs = runs;
  }

  /** Runs the bench; see the class for the arguments. */
  public static void main(String[] args) throws Exception {
    String token = System.getenv("CAUSALITY_ADMIN_TOKEN");
    if (args.length < 3 || token == null) {
      System.err.println(
          "usage: CAUSALITY_ADMIN_TOKEN=… InsightsBench PORTAL_URL DATA_FOLDER EVENTS [RUNS]");
      System.exit(2);
      return;
    }
    var lake = new GeneratedLake(Path.of(args[1]).toAbsolutePath());
    JsonNode truths = lake.ensure(Long.parseLong(args[2]));
    var questions = new Questions(truths);
    String app = truths.path("app").asText();
    long told = System.nanoTime();
    var copies = lake.awaitCopies(app);
    long copied = (System.nanoTime() - told) / 1_000_000_000;
    try (var portal = new PortalClient(URI.create(args[0]), token);
        var duck = DuckLake.copies(lake.bucket(), app, copies, questions.from(), questions.to())) {
      portal.ensureApp(app);
      awaitEvents(portal, app, truths.path("events").asLong());
      var bench =
          new InsightsBench(portal, duck, app, args.length > 3 ? Integer.parseInt(args[3]) : RUNS);
      ObjectNode result = JSON.createObjectNode();
      result.put("bench", "insights");
      result.put("events", truths.path("events").asLong());
      result.put("copied_s", copied);
      result.setAll(machine());
      bench.questions(questions.all(), result.putObject("questions"));
      bench.dashboard(questions.all().subList(0, CHARTS), result.putObject("dashboard"));
      System.out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result));
      System.exit(bench.wrong ? 1 : 0);
    }
  }

  private static ObjectNode machine() throws IOException {
    try (var json = new TokenBuffer(JSON, false)) {
      json.writeStartObject();
      Machine.write(json);
      json.writeEndObject();
      return JSON.readTree(json.asParser());
    }
  }

  private static void awaitEvents(PortalClient portal, String app, long events)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + 120_000_000_000L;
    long count = portal.count(app);
    while (count != events && System.nanoTime() < end) {
      Thread.sleep(500);
      count = portal.count(app);
    }
    if (count != events) {
      throw new IOException("SQL counts " + count + " events of " + app + " instead of " + events);
    }
  }

  private void questions(List<Question> questions, ObjectNode out) throws Exception {
    for (Question question : questions) {
      ObjectNode result = out.putObject(question.name());
      try {
        measure(question, result);
      } catch (IOException e) {
        // The others are worth knowing, too.
        result.put("error", e.getMessage());
        wrong = true;
      }
      System.err.println(question.name() + " " + result);
    }
  }

  private void measure(Question question, ObjectNode result) throws Exception {
    List<Long> ours = new ArrayList<>();
    List<Long> theirs = new ArrayList<>();
    JsonNode answer = JSON.nullNode();
    JsonNode meta = JSON.nullNode();
    JsonNode expected = JSON.nullNode();
    // One more than is counted: the first one warms both engines up.
    for (int run = 0; run <= runs; run++) {
      JsonNode spec = question.unseen(unseen++);
      long began = System.nanoTime();
      JsonNode reply = portal.insight(app, spec);
      long insight = System.nanoTime() - began;
      answer = question.ofInsight().apply(reply.path("result"));
      meta = reply.path("meta");
      if (meta.path("cached").asBoolean()) {
        throw new IOException("from the cache: this product was asked by a bench before");
      }
      began = System.nanoTime();
      var rows = duck.rows(question.duck());
      long duckDb = System.nanoTime() - began;
      expected = question.ofDuck().apply(rows);
      if (run > 0) {
        ours.add(insight / 1_000_000);
        theirs.add(duckDb / 1_000_000);
      }
    }
    long cached = cached(question);
    result.put("ms", median(ours));
    result.put("cached_ms", cached);
    result.put("duckdb_ms", median(theirs));
    result.put("ratio", Math.round(100.0 * median(ours) / Math.max(1, median(theirs))) / 100.0);
    result.put("rows_scanned", meta.path("rows_scanned").asLong());
    result.put("bytes_scanned", meta.path("bytes_scanned").asLong());
    boolean same = Answers.equal(answer, expected);
    boolean isTrue = question.truth() == null || Answers.equal(answer, question.truth());
    result.put("as_duckdb", same);
    if (question.truth() != null) {
      result.put("true", isTrue);
    }
    if (!same || !isTrue) {
      wrong = true;
      result.set("answer", answer);
      result.set("expected", question.truth() == null ? expected : question.truth());
    }
  }

  private long cached(Question question) throws Exception {
    portal.insight(app, question.spec());
    List<Long> times = new ArrayList<>();
    for (int run = 0; run < 2 * RUNS; run++) {
      long began = System.nanoTime();
      portal.insight(app, question.spec());
      times.add((System.nanoTime() - began) / 1_000_000);
    }
    return median(times);
  }

  /** Eight charts at once, as a browser asks for them. */
  private void dashboard(List<Question> charts, ObjectNode result) throws Exception {
    List<Long> cold = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      List<JsonNode> specs = new ArrayList<>();
      for (Question chart : charts) {
        specs.add(chart.unseen(unseen++));
      }
      cold.add(together(specs));
    }
    List<JsonNode> known = new ArrayList<>();
    charts.forEach(chart -> known.add(chart.spec()));
    together(known);
    List<Long> cached = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      cached.add(together(known));
    }
    result.put("charts", charts.size());
    result.put("cold_ms", median(cold));
    result.put("cached_ms", median(cached));
  }

  private long together(List<JsonNode> specs) throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      long began = System.nanoTime();
      List<Callable<JsonNode>> tasks = new ArrayList<>();
      specs.forEach(spec -> tasks.add(() -> portal.insight(app, spec)));
      for (Future<JsonNode> reply : executor.invokeAll(tasks)) {
        reply.get();
      }
      return (System.nanoTime() - began) / 1_000_000;
    }
  }

  private static long median(List<Long> times) {
    return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
  }
}
