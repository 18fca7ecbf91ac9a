package io.causality.bench.insights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.causality.bench.shop.ShopMain;
import io.causality.proto.StreamNames;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Puts generated events into the lake of a product on this machine: the files into the folder of
 * its bucket, the hours into the bucket that the portal watches, as the archive would.
 */
final class GeneratedLake {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] EXISTS = {'1'};

  private final Path data;

  /**
   * @param data the product's data folder
   */
  GeneratedLake(Path data) {
    this.data = data;
  }

  /** Folder of the bucket. */
  Path bucket() {
    return data.resolve("s3/objects/causality");
  }

  /** Generates, where that has not been done, and answers what is true of the events. */
  JsonNode ensure(long events) throws IOException, InterruptedException, JetStreamApiException {
    Path truths = data.resolve("generated-" + events + ".json");
    if (!Files.exists(truths)) {
      ShopMain.main(
          new String[] {
            "--events", Long.toString(events),
            "--lake", bucket().toString(),
            "--truths", truths.toString()
          });
    }
    tellHours();
    return JSON.readTree(truths.toFile());
  }

  private void tellHours() throws IOException, InterruptedException, JetStreamApiException {
    String url = "nats://127.0.0.1:" + properties("ports.properties").getProperty("nats");
    String password = properties("secrets.properties").getProperty("nats.password");
    try (Connection connection =
        Nats.connect(
            new Options.Builder()
                .server(url)
                .userInfo("causality".toCharArray(), password.toCharArray())
                .build())) {
      KeyValue lake = connection.keyValue(StreamNames.LAKE);
      for (String hour : Files.readAllLines(bucket().resolveSibling("hours.txt"))) {
        lake.put(hour, EXISTS);
      }
    }
  }

  private Properties properties(String name) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(data.resolve(name))) {
      properties.load(reader);
    }
    return properties;
  }
}
