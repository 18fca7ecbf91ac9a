package io.causality.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.causality.servers.Ports;
import io.causality.testkit.Await;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real Prometheus with the configuration and the rules of docker/, over a running product. */
final class Prometheus implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final String url;

  private Prometheus(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts one.
   *
   * @param targets where the services of the compose file are here: {@code gateway:8081} and so on
   */
  static Prometheus start(Path program, Path folder, Map<String, String> targets)
      throws IOException {
    String configuration =
        Files.readString(WatchedQueries.configuration())
            .replace("10s", "1s")
            .replace("/etc/prometheus/alerts.yml", WatchedQueries.rules().toString());
    for (Map.Entry<String, String> target : targets.entrySet()) {
      if (!configuration.contains('"' + target.getKey() + '"')) {
        throw new AssertionError("prometheus.yml does not name " + target.getKey());
      }
      configuration = configuration.replace(target.getKey(), target.getValue());
    }
    Files.createDirectories(folder);
    Path file = Files.writeString(folder.resolve("prometheus.yml"), configuration);
    String address = "127.0.0.1:" + Ports.free();
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=" + address)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Prometheus prometheus = new Prometheus(process, "http://" + address);
    Await.until("Prometheus is ready", START, () -> prometheus.ready());
    return prometheus;
  }

  private boolean ready() throws IOException, InterruptedException {
    try {
      return get("/-/ready").statusCode() == 200;
    } catch (ConnectException e) {
      return false;
    }
  }

  /** Whether a query returns samples, one of them a number. */
  boolean hasData(String query) throws IOException, InterruptedException {
    String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
    HttpResponse<String> answer = get("/api/v1/query?query=" + encoded);
    if (answer.statusCode() != 200) {
      throw new AssertionError(query + ": " + answer.body());
    }
    for (JsonNode sample : JSON.readTree(answer.body()).get("data").get("result")) {
      if (!sample.get("value").get(1).asText().equals("NaN")) {
        return true;
      }
    }
    return false;
  }

  /** Names of the alert rules that Prometheus evaluates without an error. */
  List<String> healthyRules() throws IOException, InterruptedException {
    JsonNode groups = JSON.readTree(get("/api/v1/rules").body()).get("data").get("groups");
    return groups.findParents("health").stream()
        .filter(rule -> rule.get("health").asText().equals("ok"))
        .map(rule -> rule.get("name").asText())
        .toList();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
