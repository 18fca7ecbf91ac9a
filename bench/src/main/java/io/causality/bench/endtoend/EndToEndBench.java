package io.causality.bench.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures a running product from outside and prints one JSON document: events a second until SQL
 * counts them, how old an event is when SQL first shows it, and bytes per event in Parquet.
 *
 * <p>Arguments: gateway URL, portal URL, data folder (to sum the Parquet files), events to send.
 * The admin's token is taken from {@code CAUSALITY_ADMIN_TOKEN}.
 */
public final class EndToEndBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BATCH = 500;
  private static final int SENDERS = 4;
  private static final Duration FRESHNESS_RUN = Duration.ofSeconds(60);

  /**
   * Between two questions whether all events are there: asking four times a second took a third of
   * a 2-core machine from what is measured.
   */
  private static final Duration ASK_EVERY = Duration.ofSeconds(1);

  private final Product product;
  private final Path dataFolder;
  private final String app = "bench" + Long.toString(System.currentTimeMillis(), 36);

  private EndToEndBench(Product product, Path dataFolder) {
    this.product = product;
    this.dataFolder = dataFolder;
  }

  /** Runs the bench; see the class for the arguments. */
  public static void main(String[] args) throws Exception {
    String token = System.getenv("CAUSALITY_ADMIN_TOKEN");
    if (args.length != 4 || token == null) {
      System.err.println(
          "usage: CAUSALITY_ADMIN_TOKEN=… EndToEndBench GATEWAY_URL PORTAL_URL DATA_FOLDER EVENTS");
      System.exit(2);
    }
    try (var product = new Product(URI.create(args[0]), URI.create(args[1]), token)) {
      var bench = new EndToEndBench(product, Path.of(args[2]));
      System.out.println(
          JSON.writerWithDefaultPrettyPrinter()
              .writeValueAsString(bench.run(Integer.parseInt(args[3]))));
    }
  }

  private ObjectNode run(int events) throws Exception {
    String key = product.createApp(app);
    ObjectNode result = JSON.createObjectNode();
    result.put("bench", "end-to-end");
    ObjectNode machine = result.putObject("machine");
    machine.put("processors", Runtime.getRuntime().availableProcessors());
    machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    warmUp(key);
    throughput(key, events, result.putObject("throughput"));
    bytesPerEvent(result.putObject("parquet"));
    freshness(key, result.putObject("freshness"));
    return result;
  }

  private void warmUp(String key) throws Exception {
    int sent = send(key, "w", 40_000);
    awaitCount(sent);
  }

  private void throughput(String key, int events, ObjectNode result) throws Exception {
    long before = count();
    Instant began = Instant.now();
    int accepted = send(key, "t", events);
    double acceptedAfter = seconds(began);
    awaitCount(before + accepted);
    double queryableAfter = seconds(began);
    result.put("events", accepted);
    result.put("accepted_per_second", Math.round(accepted / acceptedAfter));
    result.put("queryable_per_second", Math.round(accepted / queryableAfter));
    result.put("seconds_until_queryable", round(queryableAfter));
    result.put("seconds_behind_at_last_acceptance", round(queryableAfter - acceptedAfter));
  }

  /**
   * Sends so many events, closed loop, over {@link #SENDERS} connections; answers how many were
   * accepted.
   */
  private int send(String key, String prefix, int events)
      throws InterruptedException, ExecutionException {
    int batches = events / BATCH;
    var next = new AtomicInteger();
    var accepted = new AtomicInteger();
    List<Future<?>> senders = new ArrayList<>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int sender = 0; sender < SENDERS; sender++) {
        var source = new ShopEvents(sender, prefix + sender + "-");
        senders.add(
            executor.submit(
                () -> {
                  while (next.getAndIncrement() < batches) {
                    accepted.addAndGet(
                        product.send(key, source.batch(BATCH, System.currentTimeMillis())));
                  }
                  return null;
                }));
      }
      for (Future<?> sender : senders) {
        sender.get();
      }
    }
    return accepted.get();
  }

  /**
   * A steady 500 events a second; every batch's age is taken when a query first shows its last
   * event.
   */
  private void freshness(String key, ObjectNode result) throws Exception {
    var source = new ShopEvents(99, "f");
    long sent = 0;
    var ages = new ArrayList<Long>();
    List<long[]> waiting = new ArrayList<>();
    long before = count();
    Instant end = Instant.now().plus(FRESHNESS_RUN);
    long nextBatch = System.nanoTime();
    while (Instant.now().isBefore(end) || !waiting.isEmpty()) {
      if (Instant.now().isBefore(end) && System.nanoTime() >= nextBatch) {
        nextBatch += Duration.ofMillis(500).toNanos();
        product.send(key, source.batch(BATCH / 2, System.currentTimeMillis()));
        sent += BATCH / 2;
        waiting.add(new long[] {sent, System.currentTimeMillis()});
      }
      long visible = count() - before;
      long now = System.currentTimeMillis();
      waiting.removeIf(
          batch -> {
            boolean seen = batch[0] <= visible;
            if (seen) {
              ages.add(now - batch[1]);
            }
            return seen;
          });
    }
    ages.sort(null);
    result.put("events_per_second", BATCH);
    result.put("samples", ages.size());
    result.put("p50_seconds", round(ages.get(ages.size() / 2) / 1000.0));
    result.put("p95_seconds", round(ages.get((int) (ages.size() * 0.95)) / 1000.0));
    result.put("max_seconds", round(ages.getLast() / 1000.0));
  }

  private void bytesPerEvent(ObjectNode result) throws Exception {
    long bytes = 0;
    long files = 0;
    try (var tree = Files.walk(dataFolder, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : (Iterable<Path>) tree::iterator) {
        if (file.toString().contains("app_id=" + app + "/")
            && file.toString().contains("/events/")
            && Files.isRegularFile(file)) {
          bytes += Files.size(file);
          files++;
        }
      }
    }
    long events = count();
    result.put("events", events);
    result.put("files", files);
    result.put("bytes_per_event", round((double) bytes / events));
  }

  private void awaitCount(long want) throws Exception {
    Instant end = Instant.now().plus(Duration.ofMinutes(10));
    while (count() < want) {
      if (Instant.now().isAfter(end)) {
        throw new IOException(
            "only " + count() + " of " + want + " events are queryable after 10 minutes");
      }
      Thread.sleep(ASK_EVERY);
    }
  }

  private long count() throws Exception {
    return product.rows(app, "SELECT count(*) FROM events").get(0).get(0).asLong();
  }

  private static double seconds(Instant began) {
    return Duration.between(began, Instant.now()).toMillis() / 1000.0;
  }

  private static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
