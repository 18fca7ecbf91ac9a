package io.causality.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.causality.proto.StreamNames;
import io.causality.servers.Installation;
import io.causality.servers.NatsServer;
import io.causality.servers.Ports;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Events per second and latency of the gateway with keys checked and durable acknowledgement:
 * single events over 64 and 256 connections, at their most and at half of it, and batches of 100.
 * Starts a nats-server and a gateway, prints one JSON document.
 *
 * <p>Arguments: {@code --seconds N} per measurement (default 10), {@code --root FOLDER} the built
 * project (default: here).
 */
public final class GatewayBench {
  private static final String KEY = "ck_bench_" + UUID.randomUUID();
  private static final String APP = "bench";
  private static final int BATCH = 100;
  private static final Duration START_UP = Duration.ofSeconds(15);

  private final Duration measured;
  private final Duration warmUp;
  private final Path root;

  private GatewayBench(Duration measured, Path root) {
    this.measured = measured;
    this.warmUp = measured.dividedBy(2);
    this.root = root;
  }

  /** Runs the bench. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, JetStreamApiException {
    Duration measured = Duration.ofSeconds(10);
    Path root = Path.of(System.getProperty("causality.root", "."));
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      switch (arguments[i]) {
        case "--seconds" -> measured = Duration.ofSeconds(Long.parseLong(arguments[i + 1]));
        case "--root" -> root = Path.of(arguments[i + 1]);
        default -> throw new IllegalArgumentException("unknown argument " + arguments[i]);
      }
    }
    System.out.println(new GatewayBench(measured, root.toAbsolutePath().normalize()).run());
  }

  private String run() throws IOException, InterruptedException, JetStreamApiException {
    StringWriter text = new StringWriter();
    Path folder = Files.createTempDirectory("causality-bench");
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter();
        NatsServer nats =
            new NatsServer(Installation.find(), folder.resolve("nats"), Ports.free(), null)) {
      json.writeStartObject();
      json.writeStringField("bench", "gateway");
      Machine.write(json);
      nats.start();
      int port = Ports.free();
      try (GatewayProcess gateway =
          new GatewayProcess(root, folder, nats.url(), port, Ports.free())) {
        gateway.start();
        publishKey(nats.url());
        CpuClock cpu =
            new CpuClock(
                Map.of("gateway", gateway.pid(), "nats", nats.pid(), "generator", myPid()));
        measure(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), cpu, json);
      }
      json.writeEndObject();
    } finally {
      delete(folder);
    }
    return text.toString();
  }

  private void measure(InetSocketAddress server, CpuClock cpu, JsonGenerator json)
      throws IOException {
    LoadGenerator load = new LoadGenerator(server, cpu);
    RequestTemplate single = RequestTemplate.single(KEY, runName());
    // The JVM compiles what is hot; the first seconds of a new gateway are not its pace.
    load.run(new LoadPlan(single, 64, 0, Duration.ZERO, START_UP));
    for (int connections : new int[] {64, 256}) {
      LoadResult most = load.run(plan(single, connections, 0));
      report(json, "single_" + connections + "_most", most);
      LoadResult half = load.run(plan(single, connections, most.requests() / most.seconds() / 2));
      report(json, "single_" + connections + "_half", half);
    }
    RequestTemplate client = RequestTemplate.batch(KEY, runName(), BATCH, true);
    report(json, "batch_100_one_device", load.run(plan(client, 16, 0)));
    RequestTemplate imported = RequestTemplate.batch(KEY, runName(), BATCH, false);
    report(json, "batch_100_many_devices", load.run(plan(imported, 16, 0)));
  }

  private LoadPlan plan(RequestTemplate template, int connections, double requestsPerSecond) {
    return new LoadPlan(template, connections, requestsPerSecond, warmUp, measured);
  }

  private static void report(JsonGenerator json, String name, LoadResult result)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("events_per_s", Math.round(result.eventsPerSecond()));
    json.writeNumberField("requests", result.requests());
    json.writeNumberField("refused", result.refused());
    json.writeNumberField("p50_ms", result.millisAt(50));
    json.writeNumberField("p99_ms", result.millisAt(99));
    json.writeNumberField("p99_9_ms", result.millisAt(99.9));
    json.writeNumberField("max_ms", result.millisAt(100));
    json.writeObjectFieldStart("cpu_us_per_event");
    for (Map.Entry<String, Double> part : new TreeMap<>(result.cpuSeconds()).entrySet()) {
      double micros = part.getValue() * 1e6 / Math.max(1, result.events());
      json.writeNumberField(part.getKey(), Math.round(micros * 100) / 100.0);
    }
    json.writeEndObject();
    json.writeEndObject();
    System.err.printf(
        "%-24s %,9d events/s, p50 %.1f ms, p99 %.1f ms, refused %d%n",
        name,
        Math.round(result.eventsPerSecond()),
        result.millisAt(50),
        result.millisAt(99),
        result.refused());
  }

  private static void publishKey(String natsUrl)
      throws IOException, InterruptedException, JetStreamApiException {
    try (Connection nats = Nats.connect(natsUrl)) {
      KeyValue config = nats.keyValue(StreamNames.GATEWAY_CONFIG);
      config.put("key." + digest(KEY), "{\"app\":\"" + APP + "\",\"key_id\":\"bench\"}");
      nats.flush(Duration.ofSeconds(5));
    } catch (java.util.concurrent.TimeoutException e) {
      throw new IOException("NATS does not answer", e);
    }
  }

  private static String digest(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static long myPid() {
    return ProcessHandle.current().pid();
  }

  /** A name for the ids of one measurement. */
  private static String runName() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
