package io.causality.bench.detection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.causality.bench.endtoend.Product;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * How long drafts of rules take over a day of history, on a running product: sends the events of
 * yesterday, waits until they are in the lake, and tries a few kinds. Prints one JSON document.
 *
 * <p>Arguments: gateway URL, portal URL, events (default 100,000). The admin's token is taken from
 * {@code CAUSALITY_ADMIN_TOKEN}.
 */
public final class BackTestBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BATCH = 500;
  private static final int PEOPLE = 5_000;
  private static final int NAMES = 10;
  private static final long DAY_MS = 86_400_000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String RESULT = "event: result\ndata: ";

  /**
   * By name: one that looks at every event, one at a tenth, two that keep something of each person.
   */
  private static final Map<String, String> RULES =
      new TreeMap<>(
          Map.of(
              "match_every_event",
              "{\"match\":{\"where\":[{\"path\":\"$.properties.cents\",\"op\":\"gt\",\"value\":998}]}}",
              "threshold",
              "{\"threshold\":{\"event\":\"event-1\",\"path\":\"$.properties.cents\",\"max\":990}}",
              "sequence",
              "{\"sequence\":{\"within_s\":600,\"steps\":[{\"name\":\"a\",\"event\":\"event-1\"},"
                  + "{\"name\":\"b\",\"event\":\"event-2\"}]}}",
              "silence",
              "{\"silence\":{\"event\":\"event-1\",\"for_s\":3600}}"));

  private BackTestBench() {}

  /** Runs the bench; see the class for the arguments. */
  public static void main(String[] arguments) throws Exception {
    String token = System.getenv("CAUSALITY_ADMIN_TOKEN");
    if (arguments.length < 2 || token == null) {
      System.err.println(
          "usage: CAUSALITY_ADMIN_TOKEN=… BackTestBench GATEWAY_URL PORTAL_URL [EVENTS]");
      System.exit(2);
    }
    int events = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 100_000;
    ObjectNode result = JSON.createObjectNode();
    result.put("bench", "detection-back-test");
    result.put("processors", Runtime.getRuntime().availableProcessors());
    result.put("events", events);
    try (Product product = new Product(URI.create(arguments[0]), URI.create(arguments[1]), token)) {
      String app = "history" + Long.toString(System.currentTimeMillis(), 36);
      LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(1);
      send(product, app, day, events);
      for (String rule : RULES.keySet()) {
        ObjectNode measured = result.putObject(rule);
        for (String run : new String[] {"first_ms", "second_ms"}) {
          JsonNode tried = tried(product, app, day, rule);
          measured.put(run, tried.get("wall_ms").asLong());
          measured.put("read", tried.get("read").asLong());
          measured.put("fired", tried.get("fired").asLong());
        }
      }
    }
    System.out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result));
  }

  private static void send(Product product, String app, LocalDate day, int events)
      throws IOException, InterruptedException {
    String key = product.createApp(app);
    long from = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    SplittableRandom random = new SplittableRandom(3);
    int sent = 0;
    while (sent < events) {
      StringBuilder batch = new StringBuilder("{\"events\":[");
      int end = Math.min(events, sent + BATCH);
      for (int i = sent; i < end; i++) {
        int person = random.nextInt(PEOPLE);
        batch
            .append(i == sent ? "" : ",")
            .append("{\"event\":\"event-")
            .append(random.nextInt(NAMES))
            .append("\",\"deviceId\":\"d")
            .append(person)
            .append("\",\"userId\":\"u")
            .append(person)
            .append("\",\"timestamp\":")
            .append(from + DAY_MS * i / events)
            .append(",\"properties\":{\"cents\":")
            .append(random.nextInt(1_000))
            .append("}}");
      }
      sent += product.send(key, batch.append("]}").toString());
    }
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (product.call("GET", "/api/apps/" + app + "/freshness", null).get("in_lake").asInt()
        < events) {
      if (System.nanoTime() > patience) {
        throw new IOException("the events did not come into the lake within " + PATIENCE);
      }
      Thread.sleep(Duration.ofMillis(200));
    }
  }

  private static JsonNode tried(Product product, String app, LocalDate day, String rule)
      throws IOException, InterruptedException {
    Map<String, Object> draft = Map.of("name", rule, "when", JSON.readTree(RULES.get(rule)));
    String text =
        product.text(
            "POST",
            "/api/apps/" + app + "/rules/backtest",
            Map.of("rule", draft, "from", day.toString(), "to", day.toString()));
    int at = text.indexOf(RESULT);
    if (at < 0) {
      throw new IOException("no result: " + text);
    }
    return JSON.readTree(text.substring(at + RESULT.length()));
  }
}
