package io.causality.jobs.copies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.causality.proto.StreamNames;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueEntry;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** How many days apps keep their events, as the portal publishes it. */
final class RetentionDays {
  private static final String APP = "app.";
  private static final ObjectMapper JSON = new ObjectMapper();

  private RetentionDays() {}

  /** Days by app; of those that keep all of them nothing. */
  static Map<String, Integer> read(Connection connection) throws IOException, InterruptedException {
    Map<String, Integer> days = new HashMap<>();
    try {
      if (!connection.keyValueManagement().getBucketNames().contains(StreamNames.GATEWAY_CONFIG)) {
        return days;
      }
      KeyValue bucket = connection.keyValue(StreamNames.GATEWAY_CONFIG);
      for (String key : bucket.keys(APP + ">")) {
        KeyValueEntry entry = bucket.get(key);
        if (entry != null && entry.getValue() != null) {
          JsonNode kept = JSON.readTree(entry.getValue()).path("retention_days");
          if (kept.isInt() && kept.asInt() > 0) {
            days.put(key.substring(APP.length()), kept.asInt());
          }
        }
      }
      return days;
    } catch (JetStreamApiException | IllegalStateException e) {
      throw new IOException("the bucket " + StreamNames.GATEWAY_CONFIG + " could not be read", e);
    }
  }
}
