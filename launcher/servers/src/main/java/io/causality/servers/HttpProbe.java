package io.causality.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Asks a server over HTTP whether it works. Thread-safe. */
public final class HttpProbe {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TIMEOUT)
          .executor(Runnable::run)
          .build();

  private HttpProbe() {}

  /** Empty when a GET is answered with 2xx, else the answer's start or the failure. */
  public static Optional<String> problem(String url) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build();
    try {
      HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 == 2) {
        return Optional.empty();
      }
      String body = response.body().strip();
      String start = body.substring(0, Math.min(300, body.length()));
      return Optional.of("answers " + response.statusCode() + (start.isEmpty() ? "" : " " + start));
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      String address = url.replaceAll("\\?.*", ""); // a query may hold a signature
      return Optional.of(address + ": " + reason);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }
}
