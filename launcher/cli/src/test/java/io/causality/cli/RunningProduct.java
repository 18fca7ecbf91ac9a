package io.causality.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.causality.cli.settings.DataFolder;
import io.causality.cli.settings.PropertiesFile;
import io.causality.cli.supervise.RunFile;
import io.causality.servers.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The whole product, started and spoken to by the command line, each command a process. */
final class RunningProduct {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String ADMIN_TOKEN = "test-0123456789abcdef0123456789abcdef";
  private static final String MOST_ROWS = "100000";

  private final Path folder;
  private final Map<String, String> environment;

  /** How a command ended. */
  record Outcome(int exit, String out, String err) {
    String lastLine() {
      return out.lines().reduce((first, second) -> second).orElse("");
    }
  }

  RunningProduct(Path folder) {
    this.folder = folder;
    this.environment =
        Map.of(
            "CAUSALITY_ADMIN_TOKEN", ADMIN_TOKEN,
            "CAUSALITY_DATA", folder.resolve("data").toString(),
            "CAUSALITY_GATEWAY_PORT", Integer.toString(Ports.free()),
            "CAUSALITY_MANAGEMENT_PORT", Integer.toString(Ports.free()),
            "CAUSALITY_PORTAL_PORT", Integer.toString(Ports.free()));
  }

  /** Runs a command and waits for its end, whatever its exit code. */
  Outcome run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.add("-Dcausality.root=" + System.getProperty("causality.root"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    int exit = builder.start().waitFor();
    return new Outcome(exit, Files.readString(out), Files.readString(err));
  }

  /** Runs a command that must succeed. */
  Outcome succeed(String... arguments) throws IOException, InterruptedException {
    Outcome outcome = run(arguments);
    assertThat(outcome.exit()).as("%s: %s", List.of(arguments), outcome).isZero();
    return outcome;
  }

  JsonNode rows(String app, String sql) throws IOException, InterruptedException {
    Outcome answer = succeed("sql", sql, "--app", app, "--json", "--limit", MOST_ROWS);
    return JSON.readTree(answer.out()).get("rows");
  }

  long count(String app) throws IOException, InterruptedException {
    return rows(app, "SELECT count(*) FROM events").get(0).get(0).asLong();
  }

  /** The result of an insight, asked of the portal's API. */
  JsonNode insight(String app, JsonNode spec) throws IOException, InterruptedException {
    URI path = URI.create("/api/apps/" + app + "/insights/query");
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + environment.get("CAUSALITY_PORTAL_PORT"))
                    .resolve(path))
            .header("Authorization", "Bearer " + ADMIN_TOKEN)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(spec.toString()))
            .build();
    HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as("%s: %s", spec, answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).get("result");
  }

  /** A query of two columns: a key and how many. */
  Map<String, Long> counts(String app, String sql) throws IOException, InterruptedException {
    Map<String, Long> counts = new TreeMap<>();
    rows(app, sql).forEach(row -> counts.put(row.get(0).asText(), row.get(1).asLong()));
    return counts;
  }

  /** The status, asked of the supervisor itself: cheap enough to ask often. */
  JsonNode status() throws IOException {
    RunFile running = RunFile.find(new DataFolder(folder.resolve("data"))).orElseThrow();
    return JSON.readTree(String.valueOf(StatusClient.get(running, "/status")));
  }

  long pid(String part) throws IOException {
    for (JsonNode entry : status().get("parts")) {
      if (entry.get("name").asText().equals(part)) {
        return entry.get("pid").asLong();
      }
    }
    throw new AssertionError("status names no part " + part);
  }

  /** Where {@code /metrics} is, by the names that the compose file has for these addresses. */
  Map<String, String> managementPorts() throws IOException {
    Map<String, String> inner = PropertiesFile.read(new DataFolder(folder.resolve("data")).ports());
    return Map.of(
        "gateway:8081", "127.0.0.1:" + environment.get("CAUSALITY_MANAGEMENT_PORT"),
        "jobs:8082", "127.0.0.1:" + inner.get("flink-management"),
        "portal:8091", "127.0.0.1:" + inner.get("portal-management"));
  }

  /** All metrics of these addresses. */
  String metrics(Collection<String> addresses) throws IOException, InterruptedException {
    StringBuilder all = new StringBuilder();
    for (String address : addresses) {
      URI metrics = URI.create("http://" + address + "/metrics");
      HttpRequest request = HttpRequest.newBuilder(metrics).build();
      all.append(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
    return all.toString();
  }

  String portal() {
    return "http://127.0.0.1:" + environment.get("CAUSALITY_PORTAL_PORT");
  }

  String gateway() {
    return "http://127.0.0.1:" + environment.get("CAUSALITY_GATEWAY_PORT");
  }
}
