package io.causality.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.causality.proto.CatalogEntries;
import io.causality.proto.StreamNames;
import io.causality.proto.lake.DayCopies;
import io.causality.proto.v1.CatalogValue;
import io.causality.proto.v1.EventBatch;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.Value;
import io.causality.testkit.Await;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.MessageInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is to go from the lake goes, and nothing else does, while the jobs run and are killed. */
class RemovalIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Map<String, String> EAGER =
      Map.of("CAUSALITY_COPY_INTERVAL_MS", "100", "CAUSALITY_COPY_SETTLE_MS", "0");
  private static final long HOUR_MS = 3_600_000;
  private static final int DAYS = 8;

  @TempDir Path folder;

  @Test
  void aPersonIsForgottenAndNobodyElse() throws Exception {
    try (ArchiveFixture fixture = new ArchiveFixture(folder.resolve("state"), EAGER);
        JobsProcess jobs =
            new JobsProcess(fixture.environment(), Path.of("target", "removal-it-jobs.log"))) {
      jobs.start();
      List<EventEnvelope> others = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        others.add(
            TestEvents.event("o" + i)
                .setTimestampMs(TestEvents.TIME_MS - i % 3 * HOUR_MS)
                .setUserId(i % 2 == 0 ? "" : "else")
                .build());
      }
      fixture.publish(1, others);
      // The device is the person's, then somebody else's; who is not named is who was linked last.
      fixture.publish(
          0,
          List.of(
              onDevice("before", 0, "").build(),
              onDevice("named", 10, "eve")
                  .putProperties("note", text("only hers"))
                  .putProperties("color", text("red"))
                  .putTraits("email", text("eve@shop.example"))
                  .putTraits("city", text("Ulm"))
                  .build(),
              onDevice("after", 20 + HOUR_MS, "").build(),
              onDevice("next", 30 + HOUR_MS, "adam")
                  .putProperties("color", text("red"))
                  .putTraits("plan", text("pro"))
                  .putTraits("city", text("Ulm"))
                  .build(),
              onDevice("next-unnamed", 40 + HOUR_MS, "").build()));
      fixture.awaitEvents(45);
      Await.until("there are copies", PATIENCE, () -> !copies(fixture).isEmpty());

      KeyValue requests = fixture.connection().keyValue(StreamNames.ERASURES);
      requests.put("shop.1", "{\"state\":\"waiting\",\"person_id\":\"eve\"}");
      Await.until(
          "the jobs have begun",
          PATIENCE,
          () -> requests.get("shop.1").getValueAsString().contains("ends"));
      jobs.kill();
      jobs.start();
      Await.until(
          "it is done", PATIENCE, () -> request(requests).get("state").asText().equals("done"));

      assertThat(ids(fixture))
          .containsAll(others.stream().map(EventEnvelope::getId).toList())
          .contains("next", "next-unnamed")
          .hasSize(42);
      assertThat(LakeReader.rows(fixture.root(), "traits"))
          .extracting(row -> row.get("user_id"))
          .containsOnly("adam");
      assertThat(suggested(fixture, "tick")).contains("red").doesNotContain("only hers");
      assertThat(suggested(fixture, "")).containsExactlyInAnyOrder("pro", "Ulm");
      assertThat(LakeReader.rows(fixture.root(), "device_links"))
          .extracting(row -> row.get("user_id"))
          .contains("adam", "else")
          .doesNotContain("eve");
      for (org.apache.flink.core.fs.Path copy : copies(fixture)) {
        assertThat(LakeReader.rows(copy))
            .extracting(row -> row.get("event_id"))
            .doesNotContain("before", "named", "after");
      }
      assertThat(inStream(fixture)).containsAll(others.stream().map(EventEnvelope::getId).toList());
      assertThat(inStream(fixture)).doesNotContain("before", "named", "after");
      JsonNode done = request(requests);
      assertThat(done.get("names").toString()).isEqualTo("[\"eve\",\"shared\"]");
      JsonNode receipt = done.get("receipt");
      assertThat(receipt.get("events_before").asInt()).isEqualTo(45);
      assertThat(receipt.get("events_after").asInt()).isEqualTo(42);
      assertThat(receipt.get("stream_messages").asInt()).isEqualTo(1);
      assertThat(receipt.get("suggested_values").asInt()).isEqualTo(2);
      assertThat(done.has("values")).isFalse();

      // What comes after the request is new; and the jobs go on over what was removed.
      // The last message was one of those that were removed: the stream must not count it again.
      jobs.kill();
      fixture.nats().kill();
      fixture.nats().start();
      fixture.reconnect();
      jobs.start();
      fixture.publish(0, List.of(onDevice("again", 50 + HOUR_MS, "eve").build()));
      Await.until("new events arrive", PATIENCE, () -> ids(fixture).contains("again"));
      assertThat(ids(fixture)).hasSize(43).doesNotHaveDuplicates();
    }
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  /** All values of the catalog's entry of an event, or of traits. */
  private static List<String> suggested(ArchiveFixture fixture, String event) throws Exception {
    KeyValueEntry entry =
        fixture.connection().keyValue(StreamNames.CATALOG).get(CatalogEntries.key("shop", event));
    return CatalogEntries.parse(entry.getValueAsString()).getPropertiesList().stream()
        .flatMap(property -> property.getValuesList().stream())
        .map(CatalogValue::getValue)
        .toList();
  }

  @Test
  void aPersonIsForgottenInFilesOfSeveralDaysToo() throws Exception {
    try (ArchiveFixture fixture = new ArchiveFixture(folder.resolve("state"), EAGER);
        JobsProcess jobs =
            new JobsProcess(fixture.environment(), Path.of("target", "removal-it-jobs.log"))) {
      jobs.start();
      for (int day = 0; day < DAYS; day++) {
        fixture.publish(day, List.of(daysAgo("eve", day), daysAgo("adam", day)));
      }
      fixture.awaitEvents(2 * DAYS);
      KeyValue lake = fixture.connection().keyValue(StreamNames.LAKE);
      Await.until(
          "the days lie together",
          PATIENCE,
          () -> days(lake).stream().filter(copy -> copy.days() == DAYS).count() == DAYS);
      String together = days(lake).get(0).file();
      // Of that file the rows of this day count no more.
      fixture.publish(0, List.of(daysAgo("late", 4)));
      Await.until(
          "a day lies alone",
          PATIENCE,
          () -> days(lake).stream().filter(copy -> copy.days() == 1).count() == 1);
      assertThat(copied(fixture, together)).contains("eve4");

      KeyValue requests = fixture.connection().keyValue(StreamNames.ERASURES);
      requests.put("shop.1", "{\"state\":\"waiting\",\"person_id\":\"eve\"}");
      Await.until(
          "it is done", PATIENCE, () -> request(requests).get("state").asText().equals("done"));
      assertThat(ids(fixture))
          .hasSize(DAYS + 1)
          .contains("late4")
          .allMatch(id -> !id.startsWith("eve"));
      Await.until("all days are copied again", PATIENCE, () -> days(lake).size() == DAYS);
      assertThat(copies(fixture))
          .extracting(org.apache.flink.core.fs.Path::getName)
          .doesNotContain(together);
      for (org.apache.flink.core.fs.Path copy : copies(fixture)) {
        assertThat(copied(fixture, copy.getName())).allMatch(id -> !id.startsWith("eve"));
      }
    }
  }

  private static EventEnvelope daysAgo(String user, int day) {
    return TestEvents.event(user + day)
        .setUserId(user)
        .setTimestampMs(TestEvents.TIME_MS - day * 24 * HOUR_MS)
        .build();
  }

  /** What the index says of the days' copies. */
  private static List<DayCopies.Entry> days(KeyValue lake) throws Exception {
    List<DayCopies.Entry> days = new ArrayList<>();
    for (String key : lake.keys(DayCopies.keyPrefix("shop") + ">")) {
      KeyValueEntry entry = lake.get(key);
      if (entry != null) {
        DayCopies.Entry.parse(entry.getValueAsString()).ifPresent(days::add);
      }
    }
    return days;
  }

  private static List<String> copied(ArchiveFixture fixture, String file) throws Exception {
    for (org.apache.flink.core.fs.Path copy : copies(fixture)) {
      if (copy.getName().equals(file)) {
        return LakeReader.rows(copy).stream().map(row -> row.get("event_id")).toList();
      }
    }
    return List.of();
  }

  @Test
  void daysBeyondTheRetentionGoAndLaterOnesStay() throws Exception {
    try (ArchiveFixture fixture = new ArchiveFixture(folder.resolve("state"), EAGER);
        JobsProcess jobs =
            new JobsProcess(fixture.environment(), Path.of("target", "removal-it-jobs.log"))) {
      jobs.start();
      Instant now = Instant.now();
      fixture.publish(0, List.of(at("old", now.minus(40, ChronoUnit.DAYS))));
      fixture.publish(1, List.of(at("older", now.minus(400, ChronoUnit.DAYS))));
      fixture.publish(2, List.of(at("kept", now.minus(29, ChronoUnit.DAYS)), at("new", now)));
      fixture.awaitEvents(4);
      fixture.keepDays(30);
      Await.until("old days are gone", PATIENCE, () -> ids(fixture).size() == 2);
      assertThat(ids(fixture)).containsExactlyInAnyOrder("kept", "new");
      KeyValue lake = fixture.connection().keyValue(StreamNames.LAKE);
      Await.until(
          "nobody looks for them any more", PATIENCE, () -> lake.keys("hour.shop.>").size() == 2);

      jobs.kill();
      jobs.start();
      fixture.publish(0, List.of(at("late", now.minus(40, ChronoUnit.DAYS)), at("next", now)));
      Await.until(
          "what comes too late goes as well",
          PATIENCE,
          () ->
              ids(fixture).contains("next")
                  && !ids(fixture).contains("late")
                  && fixture.progress().contains("\"in_lake\":6"));
    }
  }

  @Test
  void aReceiptCountsThePersonsRowsAndNotThoseThatExpireMeanwhile() throws Exception {
    Map<String, String> slow =
        Map.of("CAUSALITY_COPY_INTERVAL_MS", "100", "CAUSALITY_COPY_SETTLE_MS", "5000");
    try (ArchiveFixture fixture = new ArchiveFixture(folder.resolve("state"), slow);
        JobsProcess jobs =
            new JobsProcess(fixture.environment(), Path.of("target", "removal-it-jobs.log"))) {
      jobs.start();
      Instant now = Instant.now();
      fixture.publish(0, List.of(at("old", now.minus(40, ChronoUnit.DAYS))));
      fixture.awaitEvents(1);
      fixture.publish(1, List.of(at("hers", now, "eve"), at("kept", now)));
      fixture.awaitEvents(3);
      KeyValue requests = fixture.connection().keyValue(StreamNames.ERASURES);
      requests.put("shop.1", "{\"state\":\"waiting\",\"person_id\":\"eve\"}");
      Await.until(
          "rows are counted",
          PATIENCE,
          () -> requests.get("shop.1").getValueAsString().contains("events_before"));
      fixture.keepDays(30);
      Await.until(
          "it is done", PATIENCE, () -> request(requests).get("state").asText().equals("done"));
      JsonNode receipt = request(requests).get("receipt");
      assertThat(receipt.get("events_before").asInt()).isEqualTo(3);
      assertThat(receipt.get("events").asInt()).isEqualTo(1);
      assertThat(receipt.get("events_after").asInt()).isEqualTo(2);
      Await.until("then old days go", PATIENCE, () -> ids(fixture).equals(List.of("kept")));
    }
  }

  private static EventEnvelope.Builder onDevice(String id, long laterMs, String user) {
    return TestEvents.event(id)
        .setDeviceId("shared")
        .setUserId(user)
        .setTimestampMs(TestEvents.TIME_MS - 5 * HOUR_MS + laterMs);
  }

  private static EventEnvelope at(String id, Instant time) {
    return at(id, time, "");
  }

  private static EventEnvelope at(String id, Instant time, String user) {
    return TestEvents.event(id)
        .setUserId(user)
        .setTimestampMs(time.toEpochMilli())
        .setReceivedAtMs(Instant.now().toEpochMilli())
        .build();
  }

  private static List<String> ids(ArchiveFixture fixture) throws Exception {
    return LakeReader.rows(fixture.root(), "events").stream()
        .map(row -> row.get("event_id"))
        .toList();
  }

  private static List<org.apache.flink.core.fs.Path> copies(ArchiveFixture fixture)
      throws Exception {
    return LakeReader.files(fixture.root(), "events_copies");
  }

  private static JsonNode request(KeyValue requests) throws Exception {
    return new ObjectMapper().readTree(requests.get("shop.1").getValue());
  }

  /** Ids of the events that lie in the stream. */
  private static TreeSet<String> inStream(ArchiveFixture fixture) throws Exception {
    TreeSet<String> ids = new TreeSet<>();
    var streams = fixture.connection().jetStreamManagement();
    long messages = streams.getStreamInfo(StreamNames.EVENTS).getStreamState().getMsgCount();
    long sequence = 0;
    for (long i = 0; i < messages; i++) {
      MessageInfo message = streams.getNextMessage(StreamNames.EVENTS, sequence + 1, "events.>");
      EventBatch.parseFrom(message.getData())
          .getEventsList()
          .forEach(event -> ids.add(event.getId()));
      sequence = message.getSeq();
    }
    return ids;
  }
}
