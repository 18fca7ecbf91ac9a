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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportFileTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final StringWriter said = new StringWriter();
  private final AtomicReference<LoadReport> report = new AtomicReference<>();

  private static Answer portal(int number, Request request) {
    return request.path().equals("/api/apps")
        ? new Answer(201, "{}")
        : new Answer(201, "{\"id\":\"1\",\"key\":\"key-%d\",\"name\":\"n\"}".formatted(number));
  }

  private Path file(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines));
  }

  private void run(ImportFile imported, FakeServer gateway) throws Exception {
    try (FakeServer portal = new FakeServer(ImportFileTest::portal)) {
      PrintWriter err = new PrintWriter(said, true);
      AppKeys keys =
          new AppKeys(
              new DataFolder(folder.resolve("data")), new PortalClient(portal.url(), "token"), err);
      imported.run(gateway.url(), keys, folder.resolve("imports"), err, false, report::set);
    }
  }

  /** The events that a gateway gets of a file. */
  private List<JsonNode> imported(ImportFormat format, Path file, Optional<Path> mapping)
      throws Exception {
    List<JsonNode> events = new ArrayList<>();
    try (FakeServer gateway = new FakeServer((n, request) -> new Answer(200, "{}"))) {
      run(new ImportFile(file, "shop", format, mapping, true), gateway);
      for (Request request : gateway.requests) {
        assertThat(request.path()).isEqualTo(format.path());
        JSON.readTree(request.body()).get(format.array()).forEach(events::add);
      }
    }
    return events;
  }

  @Test
  void segmentsMessagesGoOnWithTheTimeThatWasCorrected() throws Exception {
    List<JsonNode> events =
        imported(
            ImportFormat.SEGMENT,
            file(
                "dump.json",
                "{\"type\":\"track\",\"messageId\":\"m1\",\"event\":\"a\",\"originalTimestamp\":\"x\",\"timestamp\":\"2020-01-01T00:00:00Z\",\"writeKey\":\"k\"}",
                "",
                "{\"type\":\"track\",\"event\":\"b\",\"originalTimestamp\":\"2020-01-01T00:00:00Z\"}"),
            Optional.empty());
    assertThat(events.get(0))
        .isEqualTo(
            JSON.readTree(
                "{\"type\":\"track\",\"messageId\":\"m1\",\"event\":\"a\",\"timestamp\":\"2020-01-01T00:00:00Z\"}"));
    assertThat(events.get(1).get("messageId").asText()).matches("[0-9a-f]{32}");
    assertThat(events.get(1).has("originalTimestamp")).isTrue();
  }

  @Test
  void anArrayOfPostHogsRowsIsReadAndTextBecomesProperties() throws Exception {
    List<JsonNode> events =
        imported(
            ImportFormat.POSTHOG,
            file(
                "events.json",
                "[",
                "{\"uuid\":\"1\",\"event\":\"e\",\"distinct_id\":\"u\",\"properties\":\"{\\\"a\\\":1}\"},",
                "{\"uuid\":\"2\",\"event\":\"e\",\"distinct_id\":\"u\",\"properties\":{\"a\":2}}",
                "]"),
            Optional.empty());
    assertThat(events).extracting(event -> event.at("/properties/a").asInt()).containsExactly(1, 2);
  }

  @Test
  void amplitudesExportBecomesOpenEvents() throws Exception {
    JsonNode event =
        imported(
                ImportFormat.AMPLITUDE,
                file(
                    "a.json",
                    "{\"event_type\":\"Paid\",\"$insert_id\":\"i1\",\"uuid\":\"x\",\"user_id\":\"u\",\"device_id\":\"d\",\"session_id\":-1,"
                        + "\"event_time\":\"2020-05-17 10:00:00.123000\",\"event_properties\":{\"total\":1},\"user_properties\":{\"plan\":\"pro\"},"
                        + "\"version_name\":\"2.0\",\"os_name\":\"ios\"}"),
                Optional.empty())
            .getFirst();
    assertThat(event)
        .isEqualTo(
            JSON.readTree(
                "{\"event\":\"Paid\",\"id\":\"i1\",\"userId\":\"u\",\"deviceId\":\"d\",\"timestamp\":\"2020-05-17 10:00:00.123000Z\","
                    + "\"properties\":{\"total\":1},\"traits\":{\"plan\":\"pro\"},"
                    + "\"context\":{\"app\":{\"version\":\"2.0\"},\"os\":{\"name\":\"ios\"},\"device\":{}}}"));
  }

  @Test
  void mixpanelsIdsAreUsersUnlessTheySayDevice() throws Exception {
    List<JsonNode> events =
        imported(
            ImportFormat.MIXPANEL,
            file(
                "m.json",
                "{\"event\":\"a\",\"properties\":{\"time\":1589709600,\"distinct_id\":\"u1\",\"$insert_id\":\"i\",\"plan\":\"pro\"}}",
                "{\"event\":\"b\",\"properties\":{\"time\":1589709600000,\"distinct_id\":\"$device:d1\"}}"),
            Optional.empty());
    assertThat(events.get(0).get("userId").asText()).isEqualTo("u1");
    assertThat(events.get(0).get("properties")).isEqualTo(JSON.readTree("{\"plan\":\"pro\"}"));
    assertThat(events.get(1).get("deviceId").asText()).isEqualTo("d1");
    assertThat(events.get(1).has("userId")).isFalse();
    assertThat(events)
        .extracting(event -> event.get("timestamp").asLong())
        .containsOnly(1589709600000L);
  }

  @Test
  void aCsvIsReadAsItsMappingSays() throws Exception {
    Path mapping =
        file(
            "map.json",
            "{\"event\":\"=Order Paid\",\"id\":\"nr\",\"userId\":\"who\",\"timestamp\":\"at\",\"separator\":\";\",",
            " \"properties\":{\"total\":\"sum\",\"note\":\"note\"},\"traits\":{\"vip\":\"vip\"}}");
    Path file =
        file(
            "orders.csv",
            "nr;who;at;sum;note;vip",
            "1;u1;2020-05-17 10:00:00;12.5;\"a; \"\"b\"\"\";true",
            "2;u2;2020-05-17",
            "3;u3;2020-05-17;007;;false");
    List<JsonNode> events = imported(ImportFormat.CSV, file, Optional.of(mapping));
    assertThat(events.get(0))
        .isEqualTo(
            JSON.readTree(
                "{\"event\":\"Order Paid\",\"id\":\"1\",\"userId\":\"u1\",\"timestamp\":\"2020-05-17 10:00:00Z\","
                    + "\"properties\":{\"total\":12.5,\"note\":\"a; \\\"b\\\"\"},\"traits\":{\"vip\":true}}"));
    assertThat(events.get(1).at("/properties/total").asText()).isEqualTo("007");
    assertThat(said.toString()).contains("line 3 rejected: has 3 columns, the header has 6");
    assertThat(report.get().rejected()).isEqualTo(1);
    Path wrong = file("wrong.json", "{\"event\":\"nothing\"}");
    assertThatThrownBy(() -> imported(ImportFormat.CSV, file, Optional.of(wrong)))
        .hasMessage("the file has no column nothing");
  }

  @Test
  void goesOnWhereItWasBrokenOffAndAfterTheEndSendsNothing() throws Exception {
    Path file =
        file(
            "big.json",
            IntStream.range(0, 2600)
                .mapToObj(
                    i -> "{\"type\":\"track\",\"userId\":\"u\",\"messageId\":\"%d\"}".formatted(i))
                .toArray(String[]::new));
    ImportFile imported =
        new ImportFile(file, "shop", ImportFormat.SEGMENT, Optional.empty(), false);
    List<String> taken = new ArrayList<>();
    FakeServer.Behaviour until1500 =
        (n, request) -> {
          List<String> ids = ids(request);
          if (ids.contains("1500")) {
            return new Answer(400, "no more");
          }
          synchronized (taken) {
            taken.addAll(ids);
          }
          return new Answer(200, "{}");
        };
    try (FakeServer gateway = new FakeServer(until1500)) {
      assertThatThrownBy(() -> run(imported, gateway)).hasMessageContaining("refuses");
    }
    List<String> second = new ArrayList<>();
    FakeServer.Behaviour all =
        (n, request) -> {
          synchronized (second) {
            second.addAll(ids(request));
          }
          return new Answer(200, "{\"rejected\":[{\"index\":0,\"error\":\"odd\"}]}");
        };
    try (FakeServer gateway = new FakeServer(all)) {
      run(imported, gateway);
      assertThat(second).doesNotContain("0", "499").contains("1500", "2599");
      taken.addAll(second);
      assertThat(taken.stream().distinct()).hasSize(2600);
      assertThat(said.toString()).contains("lines were imported before", "rejected: odd");
      int before = gateway.requests.size();
      run(imported, gateway);
      assertThat(gateway.requests).hasSize(before);
      assertThat(report.get().accepted()).isZero();
    }
  }

  private static List<String> ids(Request request) {
    try {
      List<String> ids = new ArrayList<>();
      JSON.readTree(request.body())
          .get("batch")
          .forEach(event -> ids.add(event.get("messageId").asText()));
      return ids;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
