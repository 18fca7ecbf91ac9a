package io.causality.bench.shop;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Generates the shop: {@code --events N [--seed N] [--open-hours N] [--ndjson FILE --app APP]
 * [--lake FOLDER] [--truths FILE]}. The lake's folder is that of the bucket; the keys of its hours
 * go to {@code hours.txt} beside it.
 */
public final class ShopMain {
  private static final long SEED = 42;

  private ShopMain() {}

  /** Exits with 2 when the arguments make no sense. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Map<String, String> options = new java.util.HashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      options.put(args[i], args[i + 1]);
    }
    if (args.length % 2 != 0 || !options.containsKey("--events")) {
      System.err.println(
          "usage: ShopMain --events N [--seed N] [--open-hours N] [--ndjson FILE --app APP] [--lake"
              + " FOLDER] [--truths FILE]");
      System.exit(2);
    }
    long seed = Long.parseLong(options.getOrDefault("--seed", Long.toString(SEED)));
    int openHours = Integer.parseInt(options.getOrDefault("--open-hours", "24"));
    var generator = new ShopGenerator(seed, Long.parseLong(options.get("--events")), openHours);
    var truths = new Truths(generator.people());
    List<ShopGenerator.Sink> sinks = new ArrayList<>(List.of(truths));
    try (var lake = options.containsKey("--lake") ? lake(options) : null;
        var lines = options.containsKey("--ndjson") ? lines(options) : null) {
      if (lake != null) {
        sinks.add(lake);
      }
      if (lines != null) {
        sinks.add(lines);
      }
      long events = generator.run(sinks);
      if (lake != null) {
        Files.write(Path.of(options.get("--lake")).resolveSibling("hours.txt"), lake.finish());
      }
      System.err.println(events + " events");
    }
    if (options.containsKey("--truths")) {
      new ObjectMapper().writeValue(Path.of(options.get("--truths")).toFile(), truths.json());
    }
  }

  private static LakeFolder lake(Map<String, String> options) throws IOException {
    return new LakeFolder(Path.of(options.get("--lake")).toAbsolutePath());
  }

  private static OpenEvents lines(Map<String, String> options) throws IOException {
    return new OpenEvents(
        options.getOrDefault("--app", People.WEB),
        new BufferedOutputStream(Files.newOutputStream(Path.of(options.get("--ndjson"))), 1 << 16));
  }
}
