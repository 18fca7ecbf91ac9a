package io.causality.bench.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The public contracts of a running product: send a batch, run a query, make an app. Thread-safe.
 */
public final class Product implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI gateway;
  private final URI portal;
  private final String adminToken;

  /** A product at these addresses; the token is that of an admin. */
  public Product(URI gateway, URI portal, String adminToken) {
    this.gateway = gateway;
    this.portal = portal;
    this.adminToken = adminToken;
  }

  /** Makes an app and answers a key for it. */
  public String createApp(String app) throws IOException, InterruptedException {
    call("POST", "/api/apps", Map.of("id", app, "name", app));
    return call("POST", "/api/apps/" + app + "/keys", Map.of("name", "bench")).get("key").asText();
  }

  /** Sends a batch until it is accepted; answers how many of its events were. */
  public int send(String key, String batch) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.resolve("/v1/events/batch"))
            .timeout(Duration.ofSeconds(30))
            .header("X-API-Key", key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(batch))
            .build();
    while (true) {
      var response = http.send(request, BodyHandlers.ofByteArray());
      switch (response.statusCode()) {
        case 200 -> {
          return JSON.readTree(response.body()).get("acceptedCount").asInt();
        }
        case 429, 503 -> Thread.sleep(Duration.ofMillis(200));
        default -> throw new IOException("gateway answers " + response.statusCode());
      }
    }
  }

  /** The rows of a query on one app's events. */
  JsonNode rows(String app, String sql) throws IOException, InterruptedException {
    return call("POST", "/api/sql", Map.of("sql", sql, "app", app, "limit", 100_000)).get("rows");
  }

  /** Calls the portal's API; answers the JSON of its reply. */
  public JsonNode call(String method, String path, @Nullable Object body)
      throws IOException, InterruptedException {
    return JSON.readTree(text(method, path, body));
  }

  /** Calls the portal's API; answers its reply as it is. */
  public String text(String method, String path, @Nullable Object body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(portal.resolve(path))
            .timeout(Duration.ofMinutes(2))
            .header("Authorization", "Bearer " + adminToken);
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    }
    var response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(path + " answers " + response.statusCode() + ": " + response.body());
    }
    return response.body();
  }

  @Override
  public void close() {
    http.close();
  }
}
