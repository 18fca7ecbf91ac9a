package io.causality.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.causality.cli.load.FakeServer.Answer;
import io.causality.cli.load.FakeServer.Request;
import io.causality.cli.portal.AppKeys;
import io.causality.cli.portal.PortalClient;
import io.causality.cli.settings.DataFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadFileTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final StringWriter said = new StringWriter();
  private final AtomicReference<LoadReport> report = new AtomicReference<>();
  private DataFolder data;

  @BeforeEach
  void makeDataFolder() {
    data = new DataFolder(folder.resolve("data"));
  }

  private static Answer portal(int number, Request request) {
    return request.path().equals("/api/apps")
        ? new Answer(201, "{}")
        : new Answer(201, "{\"id\":\"1\",\"key\":\"key-%d\",\"name\":\"n\"}".formatted(number));
  }

  private static Answer acceptAll(Request request) {
    try {
      int count = JSON.readTree(request.body()).get("events").size();
      return new Answer(200, "{\"acceptedCount\":%d,\"rejectedCount\":0}".formatted(count));
    } catch (IOException e) {
      return new Answer(400, String.valueOf(e.getMessage()));
    }
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private void load(LoadFile load, FakeServer gateway, FakeServer portal) throws Exception {
    PrintWriter err = new PrintWriter(said, true);
    AppKeys keys = new AppKeys(data, new PortalClient(portal.url(), "token"), err);
    load.run(gateway.url(), keys, err, false, report::set);
  }

  private static LoadFile guessed(Path file) {
    return new LoadFile(file.toString(), Optional.empty(), Optional.empty());
  }

  @Test
  void sendsEveryLineOnceAndSaysHowMany() throws Exception {
    String lines =
        IntStream.range(0, 1234)
            .mapToObj(i -> "{\"event\":\"x\",\"id\":\"%d\",\"deviceId\":\"d\"}".formatted(i))
            .collect(Collectors.joining("\n"));
    try (FakeServer portal = new FakeServer(LoadFileTest::portal);
        FakeServer gateway = new FakeServer((n, request) -> acceptAll(request))) {
      load(guessed(file("shop.ndjson", lines)), gateway, portal);
      assertThat(report.get().toString()).startsWith("accepted 1234, rejected 0, ");
      assertThat(ids(gateway)).doesNotHaveDuplicates().hasSize(1234);
      assertThat(said.toString()).contains("into the app shop", "made the app shop");
      assertThat(data.appKey("shop")).hasContent("key-2");
    }
  }

  private static List<String> ids(FakeServer gateway) {
    return gateway.requests.stream()
        .flatMap(
            request -> {
              try {
                JsonNode events = JSON.readTree(request.body()).get("events");
                return IntStream.range(0, events.size())
                    .mapToObj(i -> events.get(i).get("id").asText());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }

  @Test
  void sendsTheSameIdsAgainWhenTheGatewayIsBusy() throws Exception {
    Path file = file("a.ndjson", "{\"event\":\"x\",\"deviceId\":\"d\"}");
    try (FakeServer portal = new FakeServer(LoadFileTest::portal);
        FakeServer gateway =
            new FakeServer(
                (n, request) ->
                    switch (n) {
                      case 1 -> new Answer(503, "later");
                      case 2 -> new Answer(429, "slower");
                      default -> acceptAll(request);
                    })) {
      load(guessed(file), gateway, portal);
      assertThat(ids(gateway)).hasSize(3).containsOnly(ids(gateway).get(0));
      assertThat(report.get().accepted()).isEqualTo(1);
    }
  }

  @Test
  void countsLinesThatAreNoEventsAndGoesOn() throws Exception {
    String good = "h - - [17/May/2015:10:05:03 +0000] \"GET /%d HTTP/1.1\" 200 1\n";
    Path file = file("log", good.formatted(1) + "rubbish\n\n" + good.formatted(2));
    try (FakeServer portal = new FakeServer(LoadFileTest::portal);
        FakeServer gateway = new FakeServer((n, request) -> acceptAll(request))) {
      load(guessed(file), gateway, portal);
      assertThat(report.get().toString()).startsWith("accepted 2, rejected 1, ");
      assertThat(said.toString())
          .contains("line 2 rejected: not a line of the format apache")
          .contains("into the app apache");
    }
  }

  @Test
  void namesTheLineOfAnEventThatTheGatewayRefuses() throws Exception {
    Path file = file("a.ndjson", "{\"event\":\"x\"}\n\n{\"event\":\"y\"}");
    String answer =
        "{\"acceptedCount\":1,\"rejectedCount\":1,\"results\":[{\"index\":0,\"status\":\"accepted\"},"
            + "{\"index\":1,\"status\":\"rejected\",\"error\":\"deviceId: missing\"}]}";
    try (FakeServer portal = new FakeServer(LoadFileTest::portal);
        FakeServer gateway = new FakeServer((n, request) -> new Answer(200, answer))) {
      load(guessed(file), gateway, portal);
      assertThat(report.get().rejected()).isEqualTo(1);
      assertThat(said.toString()).contains("line 3 rejected: deviceId: missing");
    }
  }

  @Test
  void makesANewKeyWhenTheKeptOneWasRevoked() throws Exception {
    Path file = file("a.ndjson", "{\"event\":\"x\",\"deviceId\":\"d\"}");
    Files.createDirectories(data.appKey("a").getParent());
    Files.writeString(data.appKey("a"), "revoked\n");
    try (FakeServer portal = new FakeServer(LoadFileTest::portal);
        FakeServer gateway =
            new FakeServer(
                (n, request) ->
                    request.key().equals("revoked") || n == 2
                        ? new Answer(401, "unknown key")
                        : acceptAll(request))) {
      load(guessed(file), gateway, portal);
      assertThat(gateway.requests.stream().map(Request::key))
          .containsExactly("revoked", "key-2", "key-2");
    }
  }

  @Test
  void breaksOffWithTheReasonWhenTheGatewayRefusesTheWholeBatch() throws Exception {
    Path file = file("a.ndjson", "{\"event\":\"x\",\"deviceId\":\"d\"}\n".repeat(5000));
    try (FakeServer portal = new FakeServer(LoadFileTest::portal);
        FakeServer gateway = new FakeServer((n, request) -> new Answer(413, "too large"))) {
      assertThatThrownBy(() -> load(guessed(file), gateway, portal))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("(413)")
          .hasMessageContaining("too large");
      assertThat(report.get().accepted()).isZero();
    }
  }

  @Test
  void refusesFilesThatItCannotPlace() throws Exception {
    try (FakeServer portal = new FakeServer(LoadFileTest::portal);
        FakeServer gateway = new FakeServer((n, request) -> acceptAll(request))) {
      assertThatThrownBy(() -> load(guessed(folder.resolve("absent")), gateway, portal))
          .hasMessageContaining("cannot read");
      assertThatThrownBy(() -> load(guessed(file("empty", "")), gateway, portal))
          .hasMessageContaining("empty");
      assertThatThrownBy(() -> load(guessed(file("odd", "a;b")), gateway, portal))
          .hasMessageContaining("--format");
      assertThatThrownBy(() -> load(guessed(file("-", "{}")), gateway, portal))
          .hasMessageContaining("--app");
    }
  }
}
