package io.causality.jobs;

import io.causality.testkit.Await;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The jobs as a process of their own, which tests may kill. */
final class JobsProcess implements AutoCloseable {
  private final Class<?> main;
  private final Map<String, String> environment;
  private final Path log;
  private final int port;
  private Process process;

  JobsProcess(Map<String, String> environment, Path log) throws IOException {
    this(JobsMain.class, environment, log);
  }

  JobsProcess(Class<?> main, Map<String, String> environment, Path log) throws IOException {
    this.main = main;
    this.environment = environment;
    this.log = log;
    try (ServerSocket free = new ServerSocket(0)) {
      this.port = free.getLocalPort();
    }
  }

  void start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName());
    builder.environment().putAll(environment);
    builder.environment().put("CAUSALITY_JOBS_MANAGEMENT_PORT", Integer.toString(port));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    process = builder.start();
  }

  int port() {
    return port;
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void awaitReady() {
    Await.until("the jobs are ready", Duration.ofSeconds(90), () -> status("/readyz") == 200);
  }

  int status(String path) throws IOException {
    HttpURLConnection connection = open(path);
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }

  String body(String path) throws IOException {
    try (var in = open(path).getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private HttpURLConnection open(String path) throws IOException {
    return (HttpURLConnection)
        URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
