package io.causality.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.causality.cli.settings.DataFolder;
import io.causality.cli.settings.PropertiesFile;
import io.causality.proto.StreamNames;
import io.causality.testkit.Await;
import io.nats.client.Connection;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.PushSubscribeOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A rule that takes every event of an app, and the alerts in the stream, seen from inside. */
final class Alerts {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RULE = "each";

  private final DataFolder data;
  private final String app;

  Alerts(Path data, String app) {
    this.data = new DataFolder(data);
    this.app = app;
  }

  private Connection connect() throws IOException, InterruptedException {
    String port = PropertiesFile.read(data.ports()).get("nats");
    String password =
        PropertiesFile.read(data.root().resolve("secrets.properties")).get("nats.password");
    return Nats.connect(
        new Options.Builder()
            .server("nats://127.0.0.1:" + port)
            .userInfo("causality".toCharArray(), password.toCharArray())
            .build());
  }

  /** Returns when the rule runs. */
  void takeEveryEvent(Duration patience) throws Exception {
    String rule =
        """
        {"app": "%s", "id": "%s", "version": 1, "name": "each", "lateness_s": 3600,
         "when": {"match": {"event": "tick"}}}"""
            .formatted(app, RULE);
    try (Connection nats = connect()) {
      nats.jetStream()
          .publish(StreamNames.ruleSubject(app, RULE), rule.getBytes(StandardCharsets.UTF_8));
      Await.until(
          "the rule runs",
          patience,
          () -> {
            var status = nats.keyValue(StreamNames.DETECTION).get(StreamNames.ruleKey(app, RULE));
            return status != null && status.getValueAsString().contains("\"running\"");
          });
    }
  }

  /** The event of each message. */
  List<String> events() throws Exception {
    List<String> events = new ArrayList<>();
    try (Connection nats = connect()) {
      JetStreamSubscription subscription =
          nats.jetStream()
              .subscribe(
                  StreamNames.alertSubject(app),
                  PushSubscribeOptions.builder().stream(StreamNames.ALERTS).ordered(true).build());
      for (Message message = subscription.nextMessage(Duration.ofSeconds(5));
          message != null;
          message = subscription.nextMessage(Duration.ofMillis(500))) {
        events.add(JSON.readTree(message.getData()).at("/matched_events/0/event_id").asText());
      }
    }
    return events;
  }
}
