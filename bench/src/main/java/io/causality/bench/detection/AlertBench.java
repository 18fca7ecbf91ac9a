package io.causality.bench.detection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.causality.bench.endtoend.Product;
import io.causality.proto.StreamNames;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.HdrHistogram.Histogram;

/**
 * From the gateway's answer to the alert in the stream, and to the webhook that has it, on a
 * running product: twenty events a second, and rules that fire on each of them. Then from the
 * request that changes a rule until the portal says that the job runs the change. Prints one JSON
 * document.
 *
 * <p>Arguments: gateway URL, portal URL, data folder, events (default 1,000). The admin's token is
 * taken from {@code CAUSALITY_ADMIN_TOKEN}.
 */
public final class AlertBench implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LONGEST_MS = 600_000;
  private static final int WARM_UP = 100;
  private static final int EDITS = 50;

  /** Kinds that fire at once, by name; each event is of a person of its own. */
  private static final Map<String, String> RULES =
      new TreeMap<>(
          Map.of(
              "match",
              "{\"match\":{\"event\":\"order\"}}",
              "threshold",
              "{\"threshold\":{\"event\":\"order\",\"path\":\"$.properties.cents\",\"max\":1}}",
              "count",
              "{\"count\":{\"event\":\"order\",\"op\":\"more_than\",\"n\":0,\"window_s\":60}}"));

  private static final String EDITED =
      "{\"count\":{\"event\":\"order\",\"op\":\"more_than\",\"n\":9,\"window_s\":%d}}";

  private final Product product;
  private final Connection nats;
  private final HttpServer receiver =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final String app = "alerts" + Long.toString(System.currentTimeMillis(), 36);
  private final Map<String, Long> accepted = new ConcurrentHashMap<>();
  private final Map<String, Long> inStream = new ConcurrentHashMap<>();
  private final Map<String, Long> delivered = new ConcurrentHashMap<>();

  private AlertBench(Product product, Path data) throws IOException, InterruptedException {
    this.product = product;
    this.nats = connect(data);
  }

  /** Runs the bench; see the class for the arguments. */
  public static void main(String[] arguments) throws Exception {
    String token = System.getenv("CAUSALITY_ADMIN_TOKEN");
    if (arguments.length < 3 || token == null) {
      System.err.println(
          "usage: CAUSALITY_ADMIN_TOKEN=… AlertBench GATEWAY_URL PORTAL_URL DATA_FOLDER [EVENTS]");
      System.exit(2);
    }
    int events = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1_000;
    try (Product product = new Product(URI.create(arguments[0]), URI.create(arguments[1]), token);
        AlertBench bench = new AlertBench(product, Path.of(arguments[2]))) {
      System.out.println(
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(bench.run(events)));
    }
  }

  private static Connection connect(Path data) throws IOException, InterruptedException {
    String url = "nats://127.0.0.1:" + properties(data, "ports.properties").getProperty("nats");
    String password = properties(data, "secrets.properties").getProperty("nats.password");
    return Nats.connect(
        new Options.Builder()
            .server(url)
            .userInfo("causality".toCharArray(), password.toCharArray())
            .build());
  }

  private static Properties properties(Path data, String name) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(data.resolve(name))) {
      properties.load(reader);
    }
    return properties;
  }

  private ObjectNode run(int events) throws Exception {
    String key = product.createApp(app);
    receive();
    String webhook =
        product
            .call(
                "POST",
                "/api/webhooks",
                Map.of("name", app, "url", receiverUrl(), "allow_private", true))
            .get("id")
            .asText();
    for (String rule : RULES.keySet()) {
      makeRule(rule, RULES.get(rule), webhook);
    }
    nats.createDispatcher(message -> arrived(inStream, message.getData()))
        .subscribe(StreamNames.alertSubject(app));
    for (int i = 0; i < WARM_UP; i++) {
      send(key, "w" + i); // what is new is slow
    }
    await("the first alerts", () -> delivered.size() >= RULES.size() * WARM_UP);
    for (int i = 0; i < events; i++) {
      send(key, "e" + i);
      Thread.sleep(PAUSE);
    }
    await("all alerts", () -> delivered.size() >= RULES.size() * (events + WARM_UP));

    ObjectNode result = JSON.createObjectNode();
    result.put("bench", "detection-alerts");
    result.put("processors", Runtime.getRuntime().availableProcessors());
    result.put("events", events);
    for (String rule : RULES.keySet()) {
      ObjectNode times = result.putObject(rule);
      times.set("accept_to_alert_ms", percentiles(rule, inStream));
      times.set("accept_to_webhook_ms", percentiles(rule, delivered));
    }
    result.set("edit_to_running_ms", percentiles(edits(webhook)));
    return result;
  }

  /** How long until the job runs a change, once for each of some. */
  private Histogram edits(String webhook) throws Exception {
    Histogram histogram = new Histogram(LONGEST_MS, 3);
    String id = makeRule("edited", EDITED.formatted(60), webhook);
    for (int i = 1; i <= EDITS; i++) {
      long began = System.nanoTime();
      Map<String, Object> edited = rule("edited", EDITED.formatted(60 + i), webhook);
      int version = product.call("PUT", rulePath(id), edited).get("version").asInt();
      await("the edit " + i, () -> runs(id, version));
      histogram.recordValue((System.nanoTime() - began) / 1_000_000);
    }
    return histogram;
  }

  private String receiverUrl() {
    return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
  }

  private void receive() {
    receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    receiver.createContext(
        "/",
        exchange -> {
          arrived(delivered, exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    receiver.start();
  }

  private static void arrived(Map<String, Long> times, byte[] document) {
    long now = System.nanoTime();
    try {
      JsonNode alert = JSON.readTree(document);
      String event = alert.at("/matched_events/0/event_id").asText();
      times.putIfAbsent(alert.at("/rule/name").asText() + " " + event, now);
    } catch (IOException e) {
      throw new IllegalStateException("an alert that is no JSON", e);
    }
  }

  /** A rule as people make it; returns its id when the job runs it. */
  private String makeRule(String name, String when, String webhook) throws Exception {
    String id =
        product
            .call("POST", "/api/apps/" + app + "/rules", rule(name, when, webhook))
            .get("id")
            .asText();
    await("the rule " + name, () -> runs(id, 1));
    return id;
  }

  private static Map<String, Object> rule(String name, String when, String webhook)
      throws IOException {
    return Map.of(
        "name", name, "when", JSON.readTree(when), "actions", List.of(Map.of("webhook", webhook)));
  }

  private String rulePath(String id) {
    return "/api/apps/" + app + "/rules/" + id;
  }

  private boolean runs(String id, int version) throws Exception {
    return product.call("GET", rulePath(id), null).at("/running/version").asInt() == version;
  }

  private void send(String key, String id) throws IOException, InterruptedException {
    String batch =
        "{\"events\":[{\"event\":\"order\",\"id\":\"%s\",\"userId\":\"u-%s\",\"properties\":{\"cents\":5}}]}"
            .formatted(id, id);
    product.send(key, batch);
    accepted.put(id, System.nanoTime());
  }

  /** A condition that may fail. */
  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new IOException(what + " did not come within " + PATIENCE);
      }
      Thread.sleep(Duration.ofMillis(20));
    }
  }

  private ObjectNode percentiles(String rule, Map<String, Long> arrivals) {
    Histogram histogram = new Histogram(LONGEST_MS, 3);
    accepted.forEach(
        (id, at) -> {
          Long arrival = arrivals.get(rule + " " + id);
          if (id.startsWith("e") && arrival != null) {
            histogram.recordValue(Math.max(0, (arrival - at) / 1_000_000));
          }
        });
    return percentiles(histogram);
  }

  private static ObjectNode percentiles(Histogram histogram) {
    ObjectNode result = JSON.createObjectNode();
    result.put("samples", histogram.getTotalCount());
    result.put("p50", histogram.getValueAtPercentile(50));
    result.put("p95", histogram.getValueAtPercentile(95));
    result.put("p99", histogram.getValueAtPercentile(99));
    result.put("max", histogram.getMaxValue());
    return result;
  }

  @Override
  public void close() throws InterruptedException {
    receiver.stop(0);
    nats.close();
  }
}
