package io.causality.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.causality.proto.CatalogEntries;
import io.causality.proto.StreamNames;
import io.causality.proto.v1.CatalogEntry;
import io.causality.proto.v1.CatalogProperty;
import io.causality.proto.v1.DeadLetter;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.Value;
import io.causality.testkit.Await;
import io.nats.client.api.StreamState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveIT {
  private static final long HOUR_MS = 3_600_000;

  @TempDir Path state;

  @Test
  void everyEventEndsInOnePlaceAndTheProgressSaysWhere() throws Exception {
    try (ArchiveFixture fixture = new ArchiveFixture(state, Map.of())) {
      fixture.publish(0, TestEvents.events("a", 0, 100));
      fixture.publish(0, TestEvents.events("a", 50, 150));
      fixture.publish(1, TestEvents.events("b", 0, 10));
      fixture.publish(1, List.of(TestEvents.event("bad").clearPayload().build()));
      fixture.publish(2, "shop=3", "garbage".getBytes(StandardCharsets.UTF_8));
      fixture.publish(3, people());
      fixture.start();

      List<LakeReader.Row> rows = fixture.awaitEvents(164);

      assertThat(rows).hasSize(164);
      assertThat(rows).extracting(row -> row.get("event_id")).doesNotHaveDuplicates();
      assertThat(rows)
          .extracting(LakeReader.Row::folder)
          .containsOnly("app_id=shop/year=2026/month=01/day=31/hour=23");
      assertThat(fixture.connection().keyValue(StreamNames.LAKE).keys())
          .contains("hour.shop.2026013123");
      progressIs(fixture, 164, 50, 4);
      CatalogEntry ticks = catalog(fixture, "tick");
      assertThat(ticks.getCount()).isEqualTo(164);
      assertThat(ticks.getCategory()).isEqualTo("custom");
      assertThat(ticks.getFirstSeenMs()).isEqualTo(TestEvents.TIME_MS);
      assertThat(ticks.getLastSeenMs()).isEqualTo(TestEvents.TIME_MS + 3);
      assertThat(catalog(fixture, "").getPropertiesList())
          .extracting(CatalogProperty::getName)
          .containsExactly("plan");
      assertThat(deadLetters(fixture))
          .extracting(DeadLetter::getReason)
          .containsExactlyInAnyOrder("no_event_name", "undecodable_message");
      assertThat(LakeReader.rows(fixture.root(), "device_links"))
          .as("which of ann's two links comes first depends on the shuffle; they mean the same")
          .extracting(row -> row.get("device_id") + "=" + row.get("user_id") + "@" + row.get("ts"))
          .hasSize(2)
          .contains("tablet=ben@" + (TestEvents.TIME_MS + 3))
          .containsAnyOf(
              "tablet=ann@" + (TestEvents.TIME_MS + 1), "tablet=ann@" + (TestEvents.TIME_MS + 2));
      assertThat(LakeReader.rows(fixture.root(), "traits"))
          .extracting(row -> row.get("user_id") + " " + row.get("name") + "=" + row.get("value"))
          .containsExactlyInAnyOrder("ann plan=pro", "ann city=null");
    }
  }

  private static List<EventEnvelope> people() {
    EventEnvelope.Builder tablet = TestEvents.event("").setDeviceId("tablet");
    return List.of(
        tablet.clone().setId("p0").build(),
        tablet
            .clone()
            .setId("p1")
            .setUserId("ann")
            .setTimestampMs(TestEvents.TIME_MS + 1)
            .putTraits("plan", Value.newBuilder().setStringValue("pro").build())
            .putTraits("city", Value.newBuilder().setNullValue(true).build())
            .build(),
        tablet.clone().setId("p2").setUserId("ann").setTimestampMs(TestEvents.TIME_MS + 2).build(),
        tablet.clone().setId("p3").setUserId("ben").setTimestampMs(TestEvents.TIME_MS + 3).build());
  }

  private static void progressIs(
      ArchiveFixture fixture, long inLake, long deduplicated, long deadLetters) {
    Await.until(
        "the progress covers everything",
        ArchiveFixture.PATIENCE,
        () -> {
          JsonNode shop = new ObjectMapper().readTree(fixture.progress()).path("apps").path("shop");
          return shop.path("in_lake").asLong() == inLake
              && shop.path("deduplicated").asLong() == deduplicated
              && shop.path("dead_letters").asLong() == deadLetters;
        });
  }

  /** The entry as it is at once: names are published before the progress that covers them. */
  private static CatalogEntry catalog(ArchiveFixture fixture, String name) throws Exception {
    var entry =
        fixture.connection().keyValue(StreamNames.CATALOG).get(CatalogEntries.key("shop", name));
    return CatalogEntries.parse(entry.getValueAsString());
  }

  private static List<DeadLetter> deadLetters(ArchiveFixture fixture) throws Exception {
    var streams = fixture.connection().jetStreamManagement();
    StreamState state = streams.getStreamInfo(StreamNames.DEAD_LETTERS).getStreamState();
    List<DeadLetter> letters = new ArrayList<>();
    for (long i = state.getFirstSequence(); i <= state.getLastSequence(); i++) {
      letters.add(DeadLetter.parseFrom(streams.getMessage(StreamNames.DEAD_LETTERS, i).getData()));
    }
    return letters;
  }

  @Test
  void anImportOverManyHoursWithLittleMemory() throws Exception {
    Map<String, String> littleMemory = Map.of("CAUSALITY_BUFFER_BYTES", "262144");
    try (ArchiveFixture fixture = new ArchiveFixture(state, littleMemory)) {
      List<EventEnvelope> events =
          IntStream.range(0, 1_000)
              .mapToObj(
                  i ->
                      TestEvents.event("h" + i)
                          .setTimestampMs(TestEvents.TIME_MS - i % 200 * HOUR_MS)
                          .build())
              .toList();
      for (int i = 0; i < events.size(); i += 250) {
        fixture.publish(i / 250, events.subList(i, i + 250));
      }
      fixture.start();

      progressIs(fixture, 1_000, 0, 0);
      List<LakeReader.Row> rows = fixture.awaitEvents(1_000);

      assertThat(rows).hasSize(1_000);
      assertThat(rows).extracting(row -> row.get("event_id")).doesNotHaveDuplicates();
      assertThat(rows.stream().map(LakeReader.Row::folder).distinct()).hasSize(200);
      assertThat(
              fixture.connection().keyValue(StreamNames.LAKE).keys().stream()
                  .filter(key -> key.startsWith("hour.")))
          .hasSize(200);
    }
  }

  @Test
  void aSavepointIsTakenUpByTheSameGraph() throws Exception {
    String savepoint;
    try (ArchiveFixture fixture = new ArchiveFixture(state.resolve("one"), Map.of())) {
      fixture.publish(0, TestEvents.events("a", 0, 50));
      fixture.start();
      fixture.awaitEvents(50);
      savepoint =
          fixture.archive().stopWithSavepoint(state.resolve("savepoints").toUri().toString());
      fixture.stop();

      fixture.publish(0, TestEvents.events("a", 0, 80));
      fixture.environment().put("CAUSALITY_STATE_DIR", state.resolve("two").toString());
      fixture.environment().put("CAUSALITY_SAVEPOINT", savepoint);
      fixture.start();
      List<LakeReader.Row> rows = fixture.awaitEvents(80);

      assertThat(rows).hasSize(80);
      assertThat(rows).extracting(row -> row.get("event_id")).doesNotHaveDuplicates();
      progressIs(fixture, 80, 50, 0);
      assertThat(catalog(fixture, "tick").getCount()).isEqualTo(80);

      // The key is still set when the process starts again: the archive does not go back.
      fixture.stop();
      fixture.publish(0, TestEvents.events("a", 80, 90));
      fixture.start();
      progressIs(fixture, 90, 50, 0);
      assertThat(fixture.awaitEvents(90)).hasSize(90);
    }
  }
}
