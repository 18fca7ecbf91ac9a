package io.causality.bench.insights;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** The portal's API, as anybody may use it. Thread-safe. */
final class PortalClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI portal;
  private final String token;

  PortalClient(URI portal, String token) {
    this.portal = portal;
    this.token = token;
  }

  /** Makes an app where there is none. */
  void ensureApp(String app) throws IOException, InterruptedException {
    var response = post("/api/apps", JSON.valueToTree(Map.of("id", app, "name", app)));
    if (response.statusCode() != 201 && response.statusCode() != 409) {
      throw failure("/api/apps", response);
    }
  }

  /** The answer of an insight, with {@code result} and {@code meta}. */
  JsonNode insight(String app, JsonNode spec) throws IOException, InterruptedException {
    return answer("/api/apps/" + app + "/insights/query", spec);
  }

  /** Events of an app, as SQL counts them. */
  long count(String app) throws IOException, InterruptedException {
    JsonNode body =
        JSON.valueToTree(Map.of("sql", "SELECT count(*) FROM events", "app", app, "limit", 1));
    return answer("/api/sql", body).at("/rows/0/0").asLong();
  }

  /** The answer to any request that makes or asks for something. */
  JsonNode answer(String path, JsonNode body) throws IOException, InterruptedException {
    var response = post(path, body);
    if (response.statusCode() / 100 != 2) {
      throw failure(path, response);
    }
    return JSON.readTree(response.body());
  }

  private HttpResponse<byte[]> post(String path, JsonNode body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(portal.resolve(path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build();
    return http.send(request, BodyHandlers.ofByteArray());
  }

  private static IOException failure(String path, HttpResponse<byte[]> response) {
    return new IOException(
        path + " answers " + response.statusCode() + ": " + new String(response.body(), UTF_8));
  }

  @Override
  public void close() {
    http.close();
  }
}
