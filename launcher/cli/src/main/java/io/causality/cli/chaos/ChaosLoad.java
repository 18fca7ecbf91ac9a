package io.causality.cli.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Well-behaved clients at a steady rate: each repeats a batch under the same ids until the gateway
 * accepts it, and goes on to the next then. So what was accepted is a number per client.
 * Thread-safe.
 */
final class ChaosLoad {
  static final int CLIENTS = 4;
  static final int BATCH = 20;

  /** Name of the first event of each batch, for which a rule waits. */
  static final String ALARM = "chaos_alarm";

  private static final Duration AGAIN = Duration.ofMillis(200);
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final URI target;
  private final String key;
  private final long pauseNanos;
  private final List<AtomicLong> batches = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong lastAccepted = new AtomicLong(System.nanoTime());
  private final AtomicLong refusals = new AtomicLong();
  private volatile boolean stopping;

  /**
   * A load that is not running yet.
   *
   * @param rate events per second of all clients together, while nothing is wrong
   */
  ChaosLoad(String gateway, String key, int rate) {
    this.target = URI.create(gateway + "/v1/events/batch");
    this.key = key;
    this.pauseNanos = 1_000_000_000L * CLIENTS * BATCH / rate;
  }

  void start() {
    for (int i = 0; i < CLIENTS; i++) {
      int client = i;
      AtomicLong done = new AtomicLong();
      batches.add(done);
      threads.add(Thread.ofVirtual().name("chaos-" + i).start(() -> run(client, done)));
    }
  }

  private void run(int client, AtomicLong done) {
    try {
      while (!stopping) {
        long began = System.nanoTime();
        String body = body(client, done.get());
        while (!accepted(body)) {
          refusals.incrementAndGet();
          Thread.sleep(AGAIN);
        }
        done.incrementAndGet();
        lastAccepted.set(System.nanoTime());
        Thread.sleep(Duration.ofNanos(Math.max(0, began + pauseNanos - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Id of the first event of a batch. */
  static String alarm(int client, long batch) {
    return client + "-" + batch + "-0";
  }

  private static String body(int client, long batch) {
    String events =
        IntStream.range(0, BATCH)
            .mapToObj(
                i ->
                    "{\"event\":\"%s\",\"id\":\"%d-%d-%d\",\"deviceId\":\"chaos-%d\"}"
                        .formatted(i == 0 ? ALARM : "chaos", client, batch, i, client))
            .collect(Collectors.joining(","));
    return "{\"events\":[" + events + "]}";
  }

  private boolean accepted(String body) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .header("X-API-Key", key)
            .header("Content-Type", "application/json")
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200
          && answer.body().replace(" ", "").contains("\"acceptedCount\":" + BATCH);
    } catch (IOException e) {
      return false; // something is broken on purpose: once more
    }
  }

  /** Whether something was accepted after this moment of {@link System#nanoTime()}. */
  boolean acceptedSince(long nanos) {
    return lastAccepted.get() - nanos > 0;
  }

  /** Batches of this client that were accepted: numbers 0 to this one, exclusive. */
  long batches(int client) {
    return batches.get(client).get();
  }

  /** Events that were accepted so far. */
  long accepted() {
    return batches.stream().mapToLong(AtomicLong::get).sum() * BATCH;
  }

  /** Requests that had to be repeated. */
  long refusals() {
    return refusals.get();
  }

  /** Ends when each client has got its last batch accepted: nothing stays unknown. */
  void stop() throws InterruptedException {
    stopping = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
