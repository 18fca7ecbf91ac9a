package io.causality.cli.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Calls the portal's API with an administrator's token. Thread-safe. */
public final class PortalClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofMinutes(15);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final String url;
  private final String token;

  /** A client of the portal at {@code url}. */
  public PortalClient(String url, String token) {
    this.url = url;
    this.token = token;
  }

  /** Makes an app; false when it exists already. */
  public boolean createApp(String app) throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("id", app).put("name", app);
    HttpResponse<String> answer = post("/api/apps", body);
    return switch (answer.statusCode()) {
      case 200, 201 -> true;
      case 409 -> false;
      default -> throw refused("making the app " + app, answer);
    };
  }

  /** Makes a key for an app: {@code id}, {@code key}, {@code name}. */
  public JsonNode createKey(String app, String name) throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("name", name);
    return call("making a key for " + app, "/api/apps/" + app + "/keys", body);
  }

  /**
   * Any operation of the portal's API that takes and gives JSON.
   *
   * @param what for the message when it is refused
   */
  public JsonNode call(String what, String path, ObjectNode body)
      throws IOException, InterruptedException {
    return success(what, post(path, body));
  }

  /** Any operation of the portal's API that reads JSON. */
  public JsonNode get(String what, String path) throws IOException, InterruptedException {
    return success(what, send(request(path).GET()));
  }

  private static JsonNode success(String what, HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() / 100 != 2) {
      throw refused(what, answer);
    }
    return JSON.readTree(answer.body());
  }

  /** Runs a query: {@code columns}, {@code rows}, {@code meta}. */
  public JsonNode sql(String text, Optional<String> app, OptionalInt limit)
      throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("sql", text);
    app.ifPresent(id -> body.put("app", id));
    limit.ifPresent(rows -> body.put("limit", rows));
    return call("the query", "/api/sql", body);
  }

  private HttpResponse<String> post(String path, ObjectNode body)
      throws IOException, InterruptedException {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .timeout(TIMEOUT);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (ConnectException e) {
      throw new PortalException("no portal at " + url + "; is it running? ./causality status");
    }
  }

  private static PortalException refused(String what, HttpResponse<String> answer) {
    String reason = answer.body();
    try {
      JsonNode problem = JSON.readTree(answer.body());
      if (problem != null && problem.hasNonNull("detail")) {
        reason = problem.get("detail").asText();
      }
    } catch (IOException e) {
      reason = answer.body(); // no JSON: shown as it is
    }
    return new PortalException(
        "the portal refused %s (%d): %s".formatted(what, answer.statusCode(), reason));
  }
}
