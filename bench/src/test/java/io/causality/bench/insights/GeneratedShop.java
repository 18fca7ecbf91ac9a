package io.causality.bench.insights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.causality.bench.shop.ShopMain;
import io.causality.proto.StreamNames;
import io.causality.servers.NatsServer;
import io.causality.testkit.Await;
import io.causality.testkit.Servers;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A portal over a small generated shop, and what is true of it. */
final class GeneratedShop implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BUCKET = "generated-shop";

  private final NatsServer nats = Servers.newNats();
  private final PortalProcess process;
  private final PortalClient portal;
  private final JsonNode truths;
  private final String app;
  private final Path bucket;

  /** Generates into the store of the tests, and returns when SQL counts all events. */
  GeneratedShop(Path folder, int events) throws Exception {
    Servers.s3().createBucket(BUCKET);
    bucket = Servers.s3().logFile().resolveSibling("objects").resolve(BUCKET);
    Path truthsFile = folder.resolve("truths.json");
    ShopMain.main(
        new String[] {
          "--events", Integer.toString(events),
          "--open-hours", "1",
          "--lake", bucket.toString(),
          "--truths", truthsFile.toString()
        });
    truths = JSON.readTree(truthsFile.toFile());
    app = truths.path("app").asText();
    process = new PortalProcess(folder, nats, BUCKET);
    process.start();
    portal = new PortalClient(process.url(), PortalProcess.TOKEN);
    portal.ensureApp(app);
    try (Connection connection = Nats.connect(nats.url())) {
      KeyValue lake = connection.keyValue(StreamNames.LAKE);
      Path hours = bucket.resolveSibling("hours.txt");
      for (String hour : Files.readAllLines(hours)) {
        lake.put(hour, new byte[0]);
      }
      Files.delete(hours);
    }
    Await.until(
        "the generated events are seen",
        Duration.ofMinutes(2),
        () -> portal.count(app) == truths.path("events").asLong());
  }

  PortalClient portal() {
    return portal;
  }

  JsonNode truths() {
    return truths;
  }

  String app() {
    return app;
  }

  /** The same files, read by another engine. */
  DuckLake duck(Questions questions) throws Exception {
    return DuckLake.written(bucket, app, questions.from(), questions.to()).inMemory();
  }

  @Override
  public void close() {
    portal.close();
    process.close();
    nats.close();
  }
}
