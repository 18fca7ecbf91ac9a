package io.causality.portal.alerts;

import io.causality.portal.PortalMain;
import io.causality.testkit.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A portal as a process of its own, which a test may kill. */
final class PortalProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> environment;
  private final String token;
  private final int port;
  private final Path log;
  private Process process;

  /**
   * A portal that does not run yet.
   *
   * @param environment has its ports
   */
  PortalProcess(Map<String, String> environment, Path log) {
    this.environment = new HashMap<>(environment);
    this.token = environment.get("CAUSALITY_ADMIN_TOKEN");
    this.port = Integer.parseInt(environment.get("CAUSALITY_PORTAL_PORT"));
    this.log = log;
  }

  void start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PortalMain.class.getName()));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    process = builder.start();
  }

  /** As {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void awaitAnswer() {
    Await.until(
        "the portal answers", PATIENCE, () -> call("GET", "/api/apps", null).statusCode() == 200);
  }

  HttpResponse<String> call(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + token)
            .timeout(Duration.ofSeconds(20));
    return http.send(
        body == null
            ? request.method(method, HttpRequest.BodyPublishers.noBody()).build()
            : request
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() throws InterruptedException {
    kill();
    http.close();
  }
}
