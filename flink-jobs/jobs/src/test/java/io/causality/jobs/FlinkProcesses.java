package io.causality.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.causality.servers.Ports;
import io.causality.servers.S3Server;
import io.causality.testkit.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A job manager with one application, and a task manager, each a process of its own as in a
 * container, set by the chart's {@code files/flink.yaml}.
 */
final class FlinkProcesses implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int TAIL = 30;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CHART =
      Path.of(System.getProperty("causality.root"), "helm/causality/files/flink.yaml");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;
  private final Map<String, String> environment;
  private final Class<?> main;
  private final int rest = Ports.free();
  private final int managerMetrics = Ports.free();
  private final int taskMetrics = Ports.free();
  private final List<String> options = new ArrayList<>();
  private Process manager;
  private Process tasks;

  FlinkProcesses(Path folder, Class<?> main, S3Server s3, Map<String, String> environment)
      throws IOException {
    this.folder = Files.createDirectories(folder);
    this.main = main;
    this.environment = environment;
    List<String> settings = new ArrayList<>(Files.readAllLines(CHART));
    for (String line : settings) {
      if (line.startsWith("env.java.opts.all: ")) {
        options.addAll(List.of(line.substring("env.java.opts.all: ".length()).split(" ", -1)));
      }
    }
    settings.addAll(
        List.of(
            "s3.endpoint: " + s3.endpoint(),
            "jobmanager.rpc.address: 127.0.0.1",
            "jobmanager.rpc.port: " + Ports.free(),
            "rest.address: 127.0.0.1",
            "rest.port: " + rest,
            "rest.bind-port: '" + rest + "'",
            "taskmanager.host: 127.0.0.1",
            "taskmanager.numberOfTaskSlots: 2",
            "taskmanager.cpu.cores: 1",
            "taskmanager.memory.task.heap.size: 256m",
            "taskmanager.memory.task.off-heap.size: 64m",
            "taskmanager.memory.framework.heap.size: 64m",
            "taskmanager.memory.framework.off-heap.size: 64m",
            "taskmanager.memory.jvm-metaspace.size: 128m",
            "taskmanager.memory.jvm-overhead.min: 64m",
            "taskmanager.memory.jvm-overhead.max: 64m",
            "taskmanager.memory.managed.size: 128m",
            "taskmanager.memory.network.min: 32m",
            "taskmanager.memory.network.max: 32m"));
    Files.write(this.folder.resolve("config.yaml"), settings);
  }

  /** Starts both; the job begins at the savepoint, if there is one. */
  void start(Optional<String> savepoint) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--job-classname", main.getName()));
    savepoint.ifPresent(path -> arguments.addAll(List.of("--fromSavepoint", path)));
    manager =
        process(
            "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint",
            managerMetrics,
            arguments);
    tasks =
        process("org.apache.flink.runtime.taskexecutor.TaskManagerRunner", taskMetrics, List.of());
  }

  private Process process(String entry, int metrics, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            entry));
    command.addAll(List.of("--configDir", folder.toString()));
    command.add("-Dmetrics.reporter.causality.port=" + metrics);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.environment().put("AWS_ACCESS_KEY_ID", environment.get("CAUSALITY_S3_ACCESS_KEY"));
    builder.environment().put("AWS_SECRET_ACCESS_KEY", environment.get("CAUSALITY_S3_SECRET_KEY"));
    builder
        .environment()
        .put("FLINK_PLUGINS_DIR", Path.of("target", "plugins").toAbsolutePath().toString());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
        .start();
  }

  /** Fails with what they said last, if one of both has ended. */
  void assertAlive() throws IOException {
    List<String> said = Files.readAllLines(log());
    assertThat(manager.isAlive() && tasks.isAlive())
        .as(() -> String.join("\n", said.subList(Math.max(0, said.size() - TAIL), said.size())))
        .isTrue();
  }

  private Path log() {
    return folder.resolve("log");
  }

  URI rest() {
    return URI.create("http://127.0.0.1:" + rest);
  }

  String managerMetrics() throws IOException, InterruptedException {
    return get("http://127.0.0.1:" + managerMetrics + "/metrics");
  }

  String taskMetrics() throws IOException, InterruptedException {
    return get("http://127.0.0.1:" + taskMetrics + "/metrics");
  }

  /** Stops the job as the operator does, and returns the savepoint's path. */
  String stopWithSavepoint(String target) throws IOException, InterruptedException {
    String job = JSON.readTree(get(rest() + "/jobs")).at("/jobs/0/id").asText();
    ObjectNode body = JSON.createObjectNode().put("targetDirectory", target).put("drain", false);
    HttpRequest stop =
        HttpRequest.newBuilder(rest().resolve("/jobs/" + job + "/stop"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    String trigger =
        JSON.readTree(http.send(stop, HttpResponse.BodyHandlers.ofString()).body())
            .path("request-id")
            .asText();
    String[] path = new String[1];
    Await.until(
        "the savepoint is complete",
        PATIENCE,
        () -> {
          JsonNode answer = JSON.readTree(get(rest() + "/jobs/" + job + "/savepoints/" + trigger));
          if (!answer.at("/operation/failure-cause").isMissingNode()) {
            throw new IOException(answer.toString());
          }
          path[0] = answer.at("/operation/location").asText(null);
          return path[0] != null;
        });
    return path[0];
  }

  private String get(String url) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Override
  public void close() throws InterruptedException {
    for (Process process : new Process[] {tasks, manager}) {
      if (process != null) {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      }
    }
  }
}
