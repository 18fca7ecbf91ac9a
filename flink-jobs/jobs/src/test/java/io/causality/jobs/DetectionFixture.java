package io.causality.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.causality.proto.StreamNames;
import io.causality.proto.v1.EventEnvelope;
import io.causality.testkit.Await;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.MessageInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Archive and detection between a NATS server of their own and a bucket of their own. */
public final class DetectionFixture implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ArchiveFixture jobs;
  private final Map<String, Integer> versions = new HashMap<>();
  private DetectionRun detection;

  DetectionFixture(Path stateDir, Map<String, String> settings) throws Exception {
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("CAUSALITY_DETECTION_CHECKPOINT_MS", "500");
    jobs = new ArchiveFixture(stateDir, all);
  }

  ArchiveFixture jobs() {
    return jobs;
  }

  void start() throws Exception {
    jobs.start();
    detection = DetectionRun.start(jobs.config(), jobs.archive());
  }

  DetectionRun detection() {
    return detection;
  }

  void stop() throws Exception {
    if (detection != null) {
      detection.close();
      detection = null;
    }
    jobs.stop();
  }

  /** Publishes a version of a rule of the app {@code shop}, as the portal does. */
  int rule(String id, String json) throws Exception {
    ObjectNode rule = (ObjectNode) JSON.readTree(json);
    int version = versions.merge(id, 1, Integer::sum);
    rule.put("app", "shop").put("id", id).put("version", version);
    if (!rule.has("name")) {
      rule.put("name", id);
    }
    publishRule(id, JSON.writeValueAsBytes(rule));
    return version;
  }

  void publishRule(String id, byte[] document) throws Exception {
    jobs.connection().jetStream().publish(StreamNames.ruleSubject("shop", id), document);
  }

  /** What the job says of a rule; missing where it says nothing. */
  JsonNode status(String id) throws Exception {
    KeyValue bucket = jobs.connection().keyValue(StreamNames.DETECTION);
    KeyValueEntry entry = bucket.get(StreamNames.ruleKey("shop", id));
    return entry == null ? JSON.missingNode() : JSON.readTree(entry.getValueAsString());
  }

  void awaitRunning(String id, int version) {
    awaitState(id, version, "running");
  }

  void awaitState(String id, int version, String state) {
    Await.until(
        id + " is " + state,
        PATIENCE,
        () -> {
          JsonNode status = status(id);
          return status.path("version").asInt(-1) == version
              && status.path("state").asText().equals(state);
        });
  }

  /** Publishes events into the partition of their device, each in a message of its own. */
  void send(EventEnvelope... events) throws Exception {
    for (EventEnvelope event : events) {
      jobs.publish(Math.floorMod(event.getDeviceId().hashCode(), 8), List.of(event));
    }
  }

  /** All messages of the stream of alerts. */
  List<JsonNode> alerts() throws Exception {
    var streams = jobs.connection().jetStreamManagement();
    var state = streams.getStreamInfo(StreamNames.ALERTS).getStreamState();
    List<JsonNode> alerts = new ArrayList<>();
    for (long i = Math.max(1, state.getFirstSequence()); i <= state.getLastSequence(); i++) {
      MessageInfo message = message(i);
      alerts.add(JSON.readTree(message.getData()));
    }
    return alerts;
  }

  private MessageInfo message(long sequence) throws IOException, JetStreamApiException {
    return jobs.connection().jetStreamManagement().getMessage(StreamNames.ALERTS, sequence);
  }

  /** The alerts of a rule. */
  List<JsonNode> alerts(String rule) throws Exception {
    return alerts().stream()
        .filter(alert -> alert.path("rule").path("id").asText().equals(rule))
        .toList();
  }

  List<JsonNode> awaitAlerts(String rule, int count) throws Exception {
    Await.until(count + " alerts of " + rule, PATIENCE, () -> alerts(rule).size() >= count);
    return alerts(rule);
  }

  /** Waits for an alert that fits; others of the rule may come before it or after it. */
  void awaitAlert(String rule, Predicate<JsonNode> fits) {
    Await.until(
        "an alert of " + rule + " that fits", PATIENCE, () -> alerts(rule).stream().anyMatch(fits));
  }

  @Override
  public void close() throws Exception {
    stop();
    jobs.close();
  }
}
