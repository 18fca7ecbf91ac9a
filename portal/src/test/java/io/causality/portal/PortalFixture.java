package io.causality.portal;

import io.causality.servers.NatsServer;
import io.causality.testkit.Await;
import io.causality.testkit.Servers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A portal in this JVM over real servers: its own database and its own nats-server. */
public final class PortalFixture implements AutoCloseable {
  public static final String TOKEN = "test-0123456789abcdef0123456789abcdef";
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> told = new ArrayList<>();
  private final NatsServer nats = Servers.newNats();
  private final Map<String, String> environment = new HashMap<>();
  private Portal portal;
  private Portal.Ports ports;

  /** Starts it with these keys beside those that every test needs; an empty value removes one. */
  public PortalFixture(Map<String, String> keys) {
    environment.put("CAUSALITY_PORTAL_PORT", "0");
    environment.put("CAUSALITY_PORTAL_MANAGEMENT_PORT", "0");
    environment.put("CAUSALITY_NATS_URL", nats.url());
    environment.put("CAUSALITY_DB_URL", Servers.postgres().createDatabase());
    environment.put("CAUSALITY_DB_USER", Servers.postgres().user());
    environment.put("CAUSALITY_DB_PASSWORD", Servers.postgres().password());
    environment.put("CAUSALITY_TRINO_URL", "http://127.0.0.1:1");
    environment.put("CAUSALITY_GATEWAY_URL", "https://in.corp.example");
    environment.put("CAUSALITY_ADMIN_EMAIL", "admin@corp.example");
    environment.put("CAUSALITY_ADMIN_PASSWORD", "Test-pass-2026!");
    environment.put("CAUSALITY_ADMIN_TOKEN", TOKEN);
    environment.put("CAUSALITY_SQL_PATIENCE_MS", "0");
    environment.put("CAUSALITY_SECRET_KEY", "not a secret, only a key for tests");
    environment.putAll(keys);
    start();
  }

  /** Starts a portal over the same servers, with further keys. */
  public void restart(Map<String, String> keys) {
    portal.close();
    environment.putAll(keys);
    start();
  }

  private void start() {
    try {
      portal = new Portal(PortalConfig.of(environment), told::addAll);
    } catch (PortalConfig.BadConfigException e) {
      throw new IllegalStateException(e);
    }
    ports = portal.start();
  }

  /** A reply. */
  public record Answer(int status, String text, HttpResponse<String> raw) {
    public JsonObject json() {
      return new JsonObject(text);
    }

    public String code() {
      return json().getString("code");
    }
  }

  public NatsServer nats() {
    return nats;
  }

  /** What was shown at the first start. */
  public List<String> told() {
    return told;
  }

  public int port() {
    return ports.api();
  }

  public Answer get(String path) {
    return call("GET", path, null, TOKEN);
  }

  public Answer post(String path, JsonObject body) {
    return call("POST", path, body.encode(), TOKEN);
  }

  public Answer delete(String path) {
    return call("DELETE", path, null, TOKEN);
  }

  /** Calls the API. */
  public Answer call(String method, String path, @Nullable String body, @Nullable String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.api() + path))
            .timeout(PATIENCE)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(request.build());
  }

  /** Calls the API, or anything else on its port, with these headers and no others. */
  public Answer callWith(
      String method, String path, @Nullable String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.api() + path))
            .timeout(PATIENCE)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(request::header);
    return send(request.build());
  }

  /** Makes a user and returns their API token. */
  public String userWithToken(String email, String role, String... apps) {
    JsonObject user =
        new JsonObject()
            .put("email", email)
            .put("password", "long enough")
            .put("role", role)
            .put("apps", new JsonArray(List.of((Object[]) apps)));
    String id = post("/api/users", user).json().getString("id");
    return post("/api/tokens", new JsonObject().put("name", "t").put("user", id))
        .json()
        .getString("token");
  }

  /** A connection to the portal's database. */
  public Connection database() throws SQLException {
    return DriverManager.getConnection(
        environment.get("CAUSALITY_DB_URL"),
        environment.get("CAUSALITY_DB_USER"),
        environment.get("CAUSALITY_DB_PASSWORD"));
  }

  /** Asks the management port. */
  public Answer management(String path) {
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.management() + path))
            .build());
  }

  /** Waits until the database is prepared and keys are published. */
  public void awaitKeys() {
    Await.until(
        "keys are published",
        PATIENCE,
        () -> {
          String reasons = management("/readyz").text();
          return !reasons.contains("database:")
              && !reasons.contains("keys:")
              && !reasons.contains("hours:");
        });
  }

  /** Waits until everything is ready. */
  public void awaitReady() {
    Await.until("the portal is ready", PATIENCE, () -> management("/readyz").status() == 200);
  }

  private Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, PortalFixture::body);
      return new Answer(response.statusCode(), response.body(), response);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The body as text; of a stream of events, which does not end, nothing. */
  private static BodySubscriber<String> body(HttpResponse.ResponseInfo head) {
    if (head.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")) {
      return BodySubscribers.mapping(BodySubscribers.ofInputStream(), endless -> "");
    }
    return BodySubscribers.ofString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    portal.close();
    nats.close();
    http.close();
  }
}
