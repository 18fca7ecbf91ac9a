package io.causality.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a Flink cluster elsewhere tells of the archive, over its REST interface. Thread-safe. */
final class ArchiveRest {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveRest.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI root;

  /** Nothing is asked yet; {@code root} is {@code http://host:port}. */
  ArchiveRest(URI root) {
    this.root = root;
  }

  /**
   * When the newest complete checkpoint of the running job began; empty before the first one since
   * the cluster started it, and when the cluster does not answer.
   */
  Optional<Instant> newestCheckpoint() {
    try {
      for (JsonNode job : get("/jobs").path("jobs")) {
        if (job.path("status").asText().equals("RUNNING")) {
          JsonNode newest =
              get("/jobs/" + job.path("id").asText() + "/checkpoints").at("/latest/completed");
          return Optional.of(newest.path("trigger_timestamp"))
              .filter(JsonNode::isNumber)
              .map(at -> Instant.ofEpochMilli(at.asLong()));
        }
      }
    } catch (IOException e) {
      LOG.warn("event=archive_does_not_answer reason={}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(root.resolve(path)).timeout(PATIENCE).build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " answers " + answer.statusCode());
    }
    return JSON.readTree(answer.body());
  }
}
