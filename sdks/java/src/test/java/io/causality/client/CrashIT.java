package io.causality.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed loses nothing that it had tracked, and nothing goes twice. */
class CrashIT {
  private static final Pattern NUMBER = Pattern.compile("\"n\":(\\d+)");
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  @TempDir Path folder;

  /** The process that gets killed: tracks for ever, and says how far it is. */
  static final class Victim {
    public static void main(String[] args) {
      Client client = new Client(config(args[0], Path.of(args[1])));
      Person device = client.device();
      for (int n = 0; ; n++) {
        device.track(Event.named("step").property("n", n));
        if (n % 100 == 0) {
          System.out.println(n);
        }
      }
    }
  }

  private static Config config(String endpoint, Path storage) {
    return Config.builder("k", endpoint)
        .storage(storage)
        .maxQueue(1_000_000)
        .compression(false)
        .flushInterval(Duration.ofMillis(20))
        .retry(Duration.ofMillis(10), Duration.ofMillis(50))
        .build();
  }

  @Test
  void whatAKilledProcessHadTrackedIsSentByTheNextOnceAndInOrder() throws Exception {
    List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    HttpServer gateway = gateway(bodies);
    String endpoint = "http://127.0.0.1:" + gateway.getAddress().getPort();
    int said = 0;
    try {
      Process victim = start(endpoint);
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
        while (said < 3000) {
          said = Integer.parseInt(out.readLine());
        }
      }
      victim.destroyForcibly().waitFor();

      try (Client next = new Client(config(endpoint, folder))) {
        assertThat(next.flush(Duration.ofSeconds(30))).isTrue();
        assertThat(next.stats().queued()).isZero();
      }
    } finally {
      gateway.stop(0);
    }
    List<Integer> numbers =
        all(bodies, NUMBER).stream().map(Integer::valueOf).collect(Collectors.toList());
    List<String> ids = all(bodies, ID);
    // What was under way at the kill may come twice, under its id.
    assertThat(numbers.stream().distinct()).hasSize((int) ids.stream().distinct().count());
    assertThat(numbers.stream().distinct().sorted().limit(said + 1L))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(0, said).boxed().collect(Collectors.toList()));
    assertThat(numbers.stream().distinct().collect(Collectors.toList())).isSorted();
  }

  @Test
  void aLineThatWasCutOffIsLeftOutAndTheRestIsRead() throws Exception {
    Log silent = (level, message, cause) -> {};
    try (Journal journal = new Journal(folder, silent)) {
      journal.add(new Entry(1, "{\"a\":1}".getBytes(StandardCharsets.UTF_8), 0));
      journal.add(new Entry(2, "{\"a\":2}".getBytes(StandardCharsets.UTF_8), 0));
      journal.remove(List.of(new Entry(1, new byte[0], 0)));
    }
    Files.writeString(folder.resolve("events.journal"), "+ 3 {\"a\":", StandardOpenOption.APPEND);
    try (Journal journal = new Journal(folder, silent)) {
      assertThat(journal.kept()).extracting(entry -> entry.seq).containsExactly(2L);
      assertThat(journal.nextSeq()).isEqualTo(3);
      assertThat(new Client(config("http://127.0.0.1:9", folder)).stats().stored())
          .as("the folder belongs to one client")
          .isZero();
    }
  }

  @Test
  void theFileDoesNotGrowWithWhatIsDone() throws Exception {
    byte[] json = ("{\"x\":\"" + "y".repeat(1000) + "\"}").getBytes(StandardCharsets.UTF_8);
    try (Journal journal = new Journal(folder, (level, message, cause) -> {})) {
      for (int seq = 1; seq <= 5000; seq++) {
        Entry entry = new Entry(seq, json, 0);
        journal.add(entry);
        journal.remove(List.of(entry));
      }
    }
    assertThat(Files.size(folder.resolve("events.journal"))).isLessThan(400 << 10);
  }

  private Process start(String endpoint) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Victim.class.getName(),
            endpoint,
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static HttpServer gateway(List<String> bodies) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] reply = "{\"acceptedCount\":1}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, reply.length);
          exchange.getResponseBody().write(reply);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static List<String> all(List<String> bodies, Pattern pattern) {
    List<String> found = new ArrayList<>();
    for (String body : bodies) {
      Matcher matcher = pattern.matcher(body);
      while (matcher.find()) {
        found.add(matcher.group(1));
      }
    }
    return found;
  }
}
