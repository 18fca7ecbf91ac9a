package io.causality.bench.insights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.causality.bench.shop.ShopMain;
import io.causality.proto.StreamNames;
import io.causality.proto.lake.AppEvents;
import io.causality.proto.lake.DayCopies;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Puts generated events into the lake of a product on this machine: the files into the folder of
 * its bucket, the hours into the bucket that the portal watches, as the archive would.
 */
final class GeneratedLake {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HOURS = "hour.";
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuuMMddHH");
  private static final long MOST_SECONDS = 1_800;

  /** Days of a month become a file when there are so many; a large month is a few files. */
  private static final int MOST_FILES = 12;

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
      // Told once more, every hour would have to be copied again.
      tellHours();
    }
    return JSON.readTree(truths.toFile());
  }

  private void tellHours() throws IOException, InterruptedException, JetStreamApiException {
    try (Connection connection = connect()) {
      KeyValue lake = connection.keyValue(StreamNames.LAKE);
      byte[] state = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
      for (String hour : Files.readAllLines(bucket().resolveSibling("hours.txt"))) {
        lake.put(hour, state);
      }
    }
  }

  /**
   * Waits until a copy stands for every hour of every app, and the days that are over lie together.
   *
   * @return an app's copies by day
   */
  NavigableMap<LocalDate, Path> awaitCopies(String app)
      throws IOException, InterruptedException, JetStreamApiException {
    long end = System.nanoTime() + MOST_SECONDS * 1_000_000_000L;
    try (Connection connection = connect()) {
      KeyValue lake = connection.keyValue(StreamNames.LAKE);
      while (!allCopied(lake)) {
        if (System.nanoTime() > end) {
          throw new IOException("the days were not copied within " + MOST_SECONDS + " s");
        }
        Thread.sleep(1_000);
      }
      NavigableMap<LocalDate, Path> copies = new TreeMap<>();
      String prefix = DayCopies.keyPrefix(app);
      for (String key : lake.keys(prefix + "*")) {
        LocalDate day =
            LocalDate.parse(key.substring(prefix.length()), DateTimeFormatter.BASIC_ISO_DATE);
        String file = DayCopies.Entry.parse(lake.get(key).getValueAsString()).orElseThrow().file();
        copies.put(day, bucket().resolve(DayCopies.folder(app)).resolve(file));
      }
      return copies;
    }
  }

  private static boolean allCopied(KeyValue lake)
      throws IOException, InterruptedException, JetStreamApiException {
    Map<String, NavigableMap<Instant, String>> states = new HashMap<>();
    Map<String, Map<String, String>> copies = new HashMap<>();
    for (String key : lake.keys(List.of(HOURS + ">", "copies.>"))) {
      String[] parts = key.split("\\.", -1);
      String value = lake.get(key).getValueAsString();
      if (key.startsWith(HOURS)) {
        states
            .computeIfAbsent(parts[1], app -> new TreeMap<>())
            .put(LocalDateTime.parse(parts[2], HOUR).toInstant(ZoneOffset.UTC), value);
      } else {
        copies.computeIfAbsent(parts[1], app -> new HashMap<>()).put(parts[2], value);
      }
    }
    return states.entrySet().stream()
        .allMatch(
            app ->
                isCopied(
                    DayCopies.events(
                        app.getKey(),
                        "causality",
                        app.getValue(),
                        copies.getOrDefault(app.getKey(), Map.of()))));
  }

  /** Whether nothing is read as it was written, and the days of each month lie together. */
  private static boolean isCopied(AppEvents events) {
    Map<YearMonth, Set<String>> files = new HashMap<>();
    events
        .copies()
        .forEach(
            (day, copy) ->
                files
                    .computeIfAbsent(YearMonth.from(day), month -> new HashSet<>())
                    .add(copy.path()));
    return events.all().hours().isEmpty()
        && files.values().stream().allMatch(month -> month.size() <= MOST_FILES);
  }

  private Connection connect() throws IOException, InterruptedException {
    String url = "nats://127.0.0.1:" + properties("ports.properties").getProperty("nats");
    String password = properties("secrets.properties").getProperty("nats.password");
    return Nats.connect(
        new Options.Builder()
            .server(url)
            .userInfo("causality".toCharArray(), password.toCharArray())
            .build());
  }

  private Properties properties(String name) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(data.resolve(name))) {
      properties.load(reader);
    }
    return properties;
  }
}
