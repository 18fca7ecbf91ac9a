package io.causality.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Well-behaved clients: each repeats a batch under the same ids until the gateway accepts it. */
final class Senders implements AutoCloseable {
  private static final int CLIENTS = 3;
  private static final int BATCH = 20;
  private static final Duration PAUSE = Duration.ofMillis(150);
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI target;
  private final String key;
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final Set<String> sent = ConcurrentHashMap.newKeySet();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  private Senders(String gateway, String key) {
    this.target = URI.create(gateway + "/v1/events/batch");
    this.key = key;
  }

  static Senders start(String gateway, String key) {
    Senders senders = new Senders(gateway, key);
    for (int i = 0; i < CLIENTS; i++) {
      int client = i;
      senders.threads.add(Thread.ofVirtual().start(() -> senders.run(client)));
    }
    return senders;
  }

  private void run(int client) {
    try {
      for (int n = 0; !stopping; n++) {
        String prefix = client + "-" + n + "-";
        List<String> ids = IntStream.range(0, BATCH).mapToObj(i -> prefix + i).toList();
        sent.addAll(ids);
        String events =
            ids.stream()
                .map(id -> "{\"event\":\"tick\",\"deviceId\":\"d\",\"id\":\"" + id + "\"}")
                .collect(Collectors.joining(","));
        while (!stopping && !accepted("{\"events\":[" + events + "]}")) {
          Thread.sleep(PAUSE);
        }
        if (!stopping) {
          accepted.addAll(ids);
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
      return false; // a part was just killed: once more
    }
  }

  /** Ids that the gateway accepted. A batch that was cut off by the end may have arrived, too. */
  Set<String> accepted() {
    return accepted;
  }

  /** Ids that were sent at least once. */
  Set<String> sent() {
    return sent;
  }

  @Override
  public void close() throws InterruptedException {
    stopping = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
