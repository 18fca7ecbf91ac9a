package io.causality.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.cli.settings.PropertiesFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All logs of a product, and what must not stand in them. */
final class ProductLogs {
  private static final int SHORTEST_SECRET = 16;
  private static final String PASSWORD = "a-password-that-nobody-has-31415926";
  private static final String KEY = "a-key-that-nobody-has-27182818";
  private static final String TOKEN = "a-token-that-nobody-has-16180339";
  private static final String CONTENT = "the-content-of-an-event-14142135";

  private final Path data;
  private final HttpClient http = HttpClient.newHttpClient();

  ProductLogs(Path data) {
    this.data = data;
  }

  /** What is refused is what is most likely to be logged. */
  void useWrongSecrets(String gateway, String portal) throws IOException, InterruptedException {
    String event = "{\"event\":{\"event\":\"e\",\"userId\":\"" + CONTENT + "\"}}";
    assertThat(send(gateway + "/v1/events/ingest", event, "X-API-Key", KEY)).isEqualTo(401);
    assertThat(send(gateway + "/v1/events/ingest", event, "Authorization", "Bearer " + KEY))
        .isEqualTo(401);
    assertThat(send(gateway + "/e/?api_key=" + KEY, event, "X-Test", "1")).isBetween(400, 401);
    assertThat(send(portal + "/api/apps", "{\"id\":\"x\"}", "Authorization", "Bearer " + TOKEN))
        .isEqualTo(401);
    String signIn = "{\"email\":\"nobody@example.com\",\"password\":\"" + PASSWORD + "\"}";
    assertThat(send(portal + "/api/session", signIn, "X-Test", "1")).isEqualTo(401);
  }

  private int send(String url, String body, String header, String value)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .header(header, value)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** Neither what was just used, nor what the product was given or made. */
  void holdNoSecret() throws IOException {
    Map<String, String> secrets = new HashMap<>();
    List.of(PASSWORD, KEY, TOKEN, CONTENT).forEach(secret -> secrets.put(secret, secret));
    PropertiesFile.read(data.resolve("secrets.properties"))
        .forEach(
            (name, secret) -> {
              // An access key is a name; Trino shows it among its settings.
              boolean isName = name.endsWith("email") || name.endsWith("access-key");
              if (secret.length() >= SHORTEST_SECRET && !isName) {
                secrets.put(name, secret);
              }
            });
    for (Path key : files(data.resolve("keys"))) {
      secrets.put("key of " + key.getFileName(), Files.readString(key).strip());
    }
    assertThat(secrets).hasSizeGreaterThan(8);
    List<Path> logs =
        files(data).stream().filter(file -> file.toString().endsWith(".log")).toList();
    assertThat(logs).hasSizeGreaterThan(7);
    for (Path log : logs) {
      String text = new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1);
      secrets.forEach(
          (name, secret) -> assertThat(text.contains(secret)).as(name + " in " + log).isFalse());
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
