package io.causality.bench.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.causality.bench.CpuClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an event costs each part of a running product, from acceptance to the lake and when a
 * question reads it: processor time, bytes in the stream, in the lake and in the state. Prints one
 * JSON document. The events are one app's and of one hour, which is the hardest case for the
 * archive: one task writes them all.
 *
 * <p>Arguments: gateway URL, portal URL, data folder, events, file with the product's status as
 * {@code ./causality status --json} prints it. The admin's token is taken from {@code
 * CAUSALITY_ADMIN_TOKEN}.
 */
public final class StagesBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BATCH = 500;
  private static final int WARM_UP = 40_000;
  private static final int READS = 5;
  private static final String QUESTION =
      "SELECT event_name, count(*), count(DISTINCT person_id) FROM events GROUP BY event_name";

  private final Product product;
  private final Path data;
  private final CpuClock cpu;
  private final String app = "stages" + Long.toString(System.currentTimeMillis(), 36);
  private final ShopEvents source = new ShopEvents(7, "s");

  private StagesBench(Product product, Path data, CpuClock cpu) {
    this.product = product;
    this.data = data;
    this.cpu = cpu;
  }

  /** Runs the bench; see the class for the arguments. */
  public static void main(String[] args) throws Exception {
    String token = System.getenv("CAUSALITY_ADMIN_TOKEN");
    if (args.length != 5 || token == null) {
      System.err.println(
          "usage: CAUSALITY_ADMIN_TOKEN=… StagesBench GATEWAY_URL PORTAL_URL DATA_FOLDER EVENTS"
              + " STATUS");
      System.exit(2);
    }
    Map<String, Long> pids = new HashMap<>();
    for (JsonNode part : JSON.readTree(Path.of(args[4]).toFile()).get("parts")) {
      pids.put(part.get("name").asText(), part.get("pid").asLong());
    }
    try (var product = new Product(URI.create(args[0]), URI.create(args[1]), token)) {
      var bench = new StagesBench(product, Path.of(args[2]), new CpuClock(pids));
      System.out.println(
          JSON.writerWithDefaultPrettyPrinter()
              .writeValueAsString(bench.run(Integer.parseInt(args[3]))));
    }
  }

  private ObjectNode run(int events) throws Exception {
    String key = product.createApp(app);
    send(key, WARM_UP);
    awaitCount(WARM_UP);
    ObjectNode result = JSON.createObjectNode();
    result.put("bench", "stages");
    result.put("processors", Runtime.getRuntime().availableProcessors());
    result.put("partitions", setting("CAUSALITY_EVENTS_PARTITIONS", "8"));
    result.put("parallelism", setting("CAUSALITY_PARALLELISM", "2"));
    result.put("events", events);
    long streamBefore = bytes("nats", "");
    long stateBefore = bytes("flink/state", "");
    CpuClock.Reading before = cpu.read();
    Instant began = Instant.now();
    long sent = send(key, events);
    double accepted = seconds(began);
    awaitCount(WARM_UP + (long) events);
    double queryable = seconds(began);
    result.put("json_bytes_per_event", round((double) sent / events));
    result.put("accepted_per_second", Math.round(events / accepted));
    result.put("queryable_per_second", Math.round(events / queryable));
    result.set("cpu_us_per_event", perEvent(cpu.read().since(before), events));
    result.put(
        "stream_bytes_per_event", round((bytes("nats", "") - streamBefore) / (double) events));
    result.put(
        "checkpoint_bytes_per_event",
        round((bytes("flink/state", "") - stateBefore) / (double) events));
    String lake = "/events/app_id=" + app + "/";
    result.put("lake_bytes_per_event", round(bytes("", lake) / (double) (WARM_UP + events)));
    result.put("lake_files", files(lake));
    CpuClock.Reading reading = cpu.read();
    Instant asked = Instant.now();
    for (int i = 0; i < READS; i++) {
      product.rows(app, QUESTION);
    }
    result.put("question", QUESTION);
    result.put("question_seconds", round(seconds(asked) / READS));
    result.set(
        "question_cpu_us_per_event",
        perEvent(cpu.read().since(reading), (double) READS * (WARM_UP + events)));
    return result;
  }

  private static String setting(String key, String otherwise) {
    String value = System.getenv(key);
    return value == null ? otherwise : value;
  }

  /** Sends them over one connection; answers the bytes of their JSON. */
  private long send(String key, int events) throws IOException, InterruptedException {
    long bytes = 0;
    for (int sent = 0; sent < events; sent += BATCH) {
      String batch = source.batch(BATCH, System.currentTimeMillis());
      bytes += batch.length();
      product.send(key, batch);
    }
    return bytes;
  }

  private void awaitCount(long want) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(Duration.ofMinutes(10));
    while (count() < want) {
      if (Instant.now().isAfter(end)) {
        throw new IOException("only " + count() + " of " + want + " events after 10 minutes");
      }
      Thread.sleep(Duration.ofSeconds(2));
    }
  }

  private long count() throws IOException, InterruptedException {
    return product.rows(app, "SELECT count(*) FROM events").get(0).get(0).asLong();
  }

  private static ObjectNode perEvent(Map<String, Double> seconds, double events) {
    ObjectNode micros = JSON.createObjectNode();
    new TreeMap<>(seconds).forEach((part, used) -> micros.put(part, round(used * 1e6 / events)));
    return micros;
  }

  private long bytes(String folder, String part) throws IOException {
    return sum(data.resolve(folder), part).bytes();
  }

  private long files(String part) throws IOException {
    return sum(data, part).files();
  }

  private record Sum(long bytes, long files) {}

  /** Of the files below a folder whose path contains a text. */
  private static Sum sum(Path folder, String part) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try (var tree = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
        long bytes = 0;
        long files = 0;
        for (Path file : (Iterable<Path>) tree::iterator) {
          if (file.toString().contains(part) && Files.isRegularFile(file)) {
            bytes += Files.size(file);
            files++;
          }
        }
        return new Sum(bytes, files);
      } catch (UncheckedIOException | NoSuchFileException e) {
        // A checkpoint was deleted meanwhile.
        if (attempt == 10) {
          throw e;
        }
      }
    }
  }

  private static double seconds(Instant began) {
    return Duration.between(began, Instant.now()).toMillis() / 1000.0;
  }

  private static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
