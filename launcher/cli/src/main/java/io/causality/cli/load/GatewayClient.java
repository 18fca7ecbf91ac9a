package io.causality.cli.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Sends batches until the gateway has answered for them: the same body, hence the same ids, again
 * after a broken connection, 429 and 5xx, with growing pauses. Thread-safe.
 */
final class GatewayClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final long FIRST_PAUSE_MS = 100;
  private static final long LONGEST_PAUSE_MS = 5_000;

  /** How long a fresh key may be unknown to the gateway: the portal promises one second. */
  private static final Duration KEY_TRAVELS = Duration.ofSeconds(15);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final URI target;
  private final Keys keys;
  private final Duration patience;

  /** Where keys come from. */
  interface Keys {
    /** The key to use now. */
    String current();

    /** A fresh key in place of one that the gateway refuses. Called from several threads. */
    String renewed(String refused) throws IOException, InterruptedException;
  }

  /**
   * A client that gives up on a batch only after {@code patience} without an answer.
   *
   * @param target address with path
   */
  GatewayClient(URI target, Keys keys, Duration patience) {
    this.target = target;
    this.keys = keys;
    this.patience = patience;
  }

  /**
   * The gateway's answer for each event.
   *
   * @throws IOException when the gateway refuses the batch as a whole, or patience has ended
   */
  JsonNode send(byte[] body) throws IOException, InterruptedException {
    long began = System.nanoTime();
    String key = keys.current();
    for (int attempt = 0; ; attempt++) {
      Attempt last = attempt(body, key);
      Duration waited = Duration.ofNanos(System.nanoTime() - began);
      switch (last) {
        case Attempt.Answered(JsonNode answer) -> {
          return answer;
        }
        case Attempt.Refused(int status, String why) -> {
          if (status != 401 || waited.compareTo(KEY_TRAVELS) > 0) {
            throw new IOException("the gateway refuses the events (" + status + "): " + why);
          }
          key = attempt == 0 ? keys.renewed(key) : key;
        }
        case Attempt.Later(String why, Optional<Duration> wish) -> {
          if (waited.compareTo(patience) > 0) {
            throw new IOException(
                "no answer from the gateway for " + waited.toSeconds() + " s: " + why);
          }
        }
      }
      Thread.sleep(pause(last, attempt));
    }
  }

  private sealed interface Attempt {
    record Answered(JsonNode answer) implements Attempt {}

    record Refused(int status, String why) implements Attempt {}

    record Later(String why, Optional<Duration> wish) implements Attempt {}
  }

  private Attempt attempt(byte[] body, String key) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .header("Content-Type", "application/json")
            .header("X-API-Key", key)
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      int status = response.statusCode();
      if (status == 200) {
        return new Attempt.Answered(JSON.readTree(response.body()));
      }
      String why = "answers " + status + " " + text(response.body());
      if (status == 429 || status >= 500) {
        return new Attempt.Later(
            why, response.headers().firstValue("Retry-After").flatMap(GatewayClient::seconds));
      }
      return new Attempt.Refused(status, why);
    } catch (IOException e) {
      String name = e.getClass().getSimpleName();
      return new Attempt.Later(
          e.getMessage() == null ? name : name + ": " + e.getMessage(), Optional.empty());
    }
  }

  private static Duration pause(Attempt last, int attempt) {
    if (last instanceof Attempt.Later(String why, Optional<Duration> wish) && wish.isPresent()) {
      return wish.get();
    }
    long longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(attempt, 10));
    return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
  }

  /** Retry-After in seconds, at most the longest pause; its other form, a date, is not used. */
  private static Optional<Duration> seconds(String value) {
    try {
      long asked = Math.max(0, Long.parseLong(value.strip()));
      return Optional.of(Duration.ofMillis(Math.min(LONGEST_PAUSE_MS, asked * 1000)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String text(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    return text.substring(0, Math.min(300, text.length()));
  }
}
