package io.causality.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.causality.proto.StreamNames;
import io.causality.proto.lake.AppEvents;
import io.causality.proto.lake.DayCopies;
import io.causality.proto.lake.EventParts;
import io.causality.proto.lake.LakeHours;
import io.causality.proto.v1.EventEnvelope;
import io.causality.servers.NatsServer;
import io.causality.servers.S3Server;
import io.causality.testkit.Await;
import io.causality.testkit.Servers;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FileStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of days while events of the same hours keep coming, and while the jobs are killed. */
class CopiesIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuuMMddHH");
  private static final String HOURS = "hour.shop.";
  private static final int BATCH = 20;
  private static final int BUCKETS = 5;
  private static final int DAYS = 9;
  private static final Map<String, String> EAGER =
      Map.of("CAUSALITY_COPY_INTERVAL_MS", "100", "CAUSALITY_COPY_SETTLE_MS", "0");

  @TempDir Path folder;

  @Test
  void aReaderFindsEveryEventOnceAtAnyMoment() throws Exception {
    try (NatsServer nats = Servers.newNats();
        S3Server s3 = Servers.newS3();
        ArchiveFixture fixture = new ArchiveFixture(nats, s3, folder.resolve("state"), EAGER);
        JobsProcess jobs =
            new JobsProcess(fixture.environment(), Path.of("target", "copies-it-jobs.log"))) {
      jobs.start();
      int published = 0;
      int mixed = 0;
      for (int round = 0; round < 4 || mixed < 10; round++) {
        if (round % 2 == 1) {
          jobs.kill();
          jobs.start();
        }
        // Some hours rest while others get events: a copy then stands for a part of its day.
        for (int i = 0; i < 25; i++) {
          fixture.publish(i % 8, events(published, i / 13 + round));
          published += BATCH;
          mixed += readOnce(fixture);
        }
        int all = published;
        Await.until(
            "all events are counted, and none is missing or there twice meanwhile",
            PATIENCE,
            () -> {
              readOnce(fixture);
              return inLake(fixture) == all;
            });
        Await.until("a copy stands for every hour", PATIENCE, () -> isCopied(fixture));
        mixed += readOnce(fixture);
      }

      List<Map<String, String>> copied = read(fixture, contents(fixture).all());
      assertThat(contents(fixture).all().hours()).isEmpty();
      List<Map<String, String>> written =
          read(fixture, EventParts.written(contents(fixture).hours()));
      assertThat(written).hasSize(published);
      assertThat(copied).containsExactlyInAnyOrderElementsOf(written);
      assertThat(mixed).as("readings of copies and files side by side").isPositive();
    }
  }

  @Test
  void aCopyIsSortedAndTellsDayAndHour() throws Exception {
    try (ArchiveFixture fixture = new ArchiveFixture(folder.resolve("state"), EAGER);
        JobsProcess jobs =
            new JobsProcess(fixture.environment(), Path.of("target", "copies-it-jobs.log"))) {
      jobs.start();
      for (int bucket = 0; bucket < BUCKETS; bucket++) {
        fixture.publish(bucket, events(bucket * BATCH, bucket));
      }
      // Files are there before the index tells of their hours: the progress comes after both.
      Await.until("all events are counted", PATIENCE, () -> inLake(fixture) == BUCKETS * BATCH);
      Await.until("a copy stands for every hour", PATIENCE, () -> isCopied(fixture));
      List<EventParts.Copy> copies = contents(fixture).all().copies();
      assertThat(copies).hasSize(1);
      List<Map<String, String>> rows =
          LakeReader.rows(new org.apache.flink.core.fs.Path(copies.get(0).path()));
      assertThat(rows)
          .hasSize(BUCKETS * BATCH)
          .isSortedAccordingTo(
              Comparator.<Map<String, String>, String>comparing(row -> row.get("event_name"))
                  .thenComparing(row -> row.get("person_id"))
                  .thenComparing(row -> Long.parseLong(row.get("ts")))
                  .thenComparing(row -> Long.parseLong(row.get("stream_seq"))))
          .allSatisfy(
              row -> {
                assertThat(row.get("day")).isEqualTo("year=2026/month=01/day=31");
                assertThat(row.get("hour")).isBetween("19", "23");
              });
    }
  }

  @Test
  void daysThatAreOverBecomeOneFileWhileLateEventsComeAndTheJobsAreKilled() throws Exception {
    try (ArchiveFixture fixture = new ArchiveFixture(folder.resolve("state"), EAGER);
        JobsProcess jobs =
            new JobsProcess(fixture.environment(), Path.of("target", "copies-it-jobs.log"))) {
      jobs.start();
      int published = 0;
      int together = 0;
      for (int round = 0; round < 3; round++) {
        for (int day = 0; day < DAYS; day++) {
          fixture.publish(day % 8, ofDay(published, day));
          published += BATCH;
          readOnce(fixture);
        }
        int all = published;
        Await.until(
            "each day is read from one file, and none is missing or there twice meanwhile",
            PATIENCE,
            () -> {
              readOnce(fixture);
              return inLake(fixture) == all
                  && isCopied(fixture)
                  && contents(fixture).all().copies().size() < DAYS;
            });
        EventParts parts = contents(fixture).all();
        together += (int) parts.copies().stream().filter(copy -> copy.only().isEmpty()).count();
        assertThat(read(fixture, parts)).hasSize(published);
        // A late event takes its day out of the file: the other days are read from there.
        fixture.publish(0, ofDay(published, round));
        published += BATCH;
        int late = published;
        Await.until(
            "the late ones are counted",
            PATIENCE,
            () -> readOnce(fixture) >= 0 && inLake(fixture) == late);
        jobs.kill();
        jobs.start();
      }
      assertThat(together).as("files of which every row counted").isPositive();
      int all = published;
      Await.until(
          "a copy stands for every hour",
          PATIENCE,
          () -> isCopied(fixture) && read(fixture, contents(fixture).all()).size() == all);
      assertThat(read(fixture, contents(fixture).all()))
          .containsExactlyInAnyOrderElementsOf(
              read(fixture, EventParts.written(contents(fixture).hours())));
    }
  }

  private static List<EventEnvelope> ofDay(int from, int day) {
    List<EventEnvelope> events = new ArrayList<>();
    for (int i = from; i < from + BATCH; i++) {
      long back = day * 86_400_000L + i % 2 * 3_600_000L;
      events.add(TestEvents.event("e" + i).setTimestampMs(TestEvents.TIME_MS - back).build());
    }
    return events;
  }

  @Test
  void filesThatCameIntoTheStoreInAnotherWayAreCopiedToo() throws Exception {
    Map<String, String> never = Map.of("CAUSALITY_COPY_INTERVAL_MS", "86400000");
    try (ArchiveFixture fixture = new ArchiveFixture(folder.resolve("state"), never)) {
      Path log = Path.of("target", "copies-it-jobs.log");
      try (JobsProcess jobs = new JobsProcess(fixture.environment(), log)) {
        jobs.start();
        fixture.publish(0, events(0, 0));
        Await.until("all events are counted", PATIENCE, () -> inLake(fixture) == BATCH);
      }
      withoutAttributes(
          fixture.s3().objects().resolve(fixture.environment().get("CAUSALITY_S3_BUCKET")));
      Map<String, String> often = new HashMap<>(fixture.environment());
      often.put("CAUSALITY_COPY_INTERVAL_MS", "100");
      try (JobsProcess jobs = new JobsProcess(often, log)) {
        jobs.start();
        Await.until("a copy stands for every hour", PATIENCE, () -> isCopied(fixture));
      }
      assertThat(read(fixture, contents(fixture).all())).hasSize(BATCH);
    }
  }

  /** As if restored from a backup: with contents and names alone, so that the store has no ETag. */
  private static void withoutAttributes(Path bucket) throws IOException {
    try (Stream<Path> found = Files.walk(bucket)) {
      for (Path file : found.filter(path -> path.toString().endsWith(".parquet")).toList()) {
        Path plain = file.resolveSibling("plain");
        Files.write(plain, Files.readAllBytes(file));
        Files.move(plain, file, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static List<EventEnvelope> events(int from, int bucket) {
    List<EventEnvelope> events = new ArrayList<>();
    for (int i = from; i < from + BATCH; i++) {
      long back = Math.floorMod(bucket + i % 2, BUCKETS) * 3_600_000L;
      events.add(TestEvents.event("e" + i).setTimestampMs(TestEvents.TIME_MS - back).build());
    }
    return events;
  }

  private static int inLake(ArchiveFixture fixture) throws Exception {
    String progress = fixture.progress();
    return progress.isEmpty()
        ? 0
        : new ObjectMapper().readTree(progress).at("/apps/shop/in_lake").asInt();
  }

  /** Reads as the portal does, and checks; answers 1 when there were both copies and files. */
  private static int readOnce(ArchiveFixture fixture) throws Exception {
    int counted = inLake(fixture);
    EventParts parts = contents(fixture).all();
    List<Map<String, String>> rows = read(fixture, parts);
    assertThat(rows.stream().map(row -> row.get("event_id"))).doesNotHaveDuplicates();
    assertThat(rows.size()).as("rows").isGreaterThanOrEqualTo(counted);
    boolean stale = parts.copies().stream().anyMatch(copy -> !copy.without().isEmpty());
    return stale || (!parts.copies().isEmpty() && !parts.hours().isEmpty()) ? 1 : 0;
  }

  private static boolean isCopied(ArchiveFixture fixture) throws Exception {
    EventParts parts = contents(fixture).all();
    return parts.hours().isEmpty() && !parts.copies().isEmpty();
  }

  /** What the bucket says, entry by entry: it changes meanwhile, as a mirror of it does. */
  private static AppEvents contents(ArchiveFixture fixture) throws Exception {
    KeyValue bucket = fixture.connection().keyValue(StreamNames.LAKE);
    NavigableMap<Instant, String> states = new TreeMap<>();
    Map<String, String> copies = new HashMap<>();
    for (String key : bucket.keys()) {
      KeyValueEntry entry = bucket.get(key);
      String value = new String(entry.getValue(), StandardCharsets.UTF_8);
      if (key.startsWith(HOURS)) {
        LocalDateTime hour = LocalDateTime.parse(key.substring(HOURS.length()), HOUR);
        states.put(hour.toInstant(ZoneOffset.UTC), value);
      } else if (key.startsWith(DayCopies.keyPrefix("shop"))) {
        copies.put(key.substring(DayCopies.keyPrefix("shop").length()), value);
      }
    }
    return DayCopies.events(
        "shop", fixture.environment().get("CAUSALITY_S3_BUCKET"), states, copies);
  }

  /** The rows of these parts, without day and hour. */
  private static List<Map<String, String>> read(ArchiveFixture fixture, EventParts parts)
      throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Instant hour : parts.hours()) {
      var source =
          new org.apache.flink.core.fs.Path(
              fixture.root() + "/events/" + LakeHours.folder("shop", hour.toEpochMilli()));
      if (source.getFileSystem().exists(source)) {
        for (FileStatus file : source.getFileSystem().listStatus(source)) {
          // S3Proxy lists a file while it is written, under a name of its own.
          if (file.getPath().getName().endsWith(".parquet")) {
            rows.addAll(LakeReader.rows(file.getPath()));
          }
        }
      }
    }
    for (EventParts.Copy copy : parts.copies()) {
      for (Map<String, String> row :
          LakeReader.rows(new org.apache.flink.core.fs.Path(copy.path()))) {
        if (copy.counts(row.get("day"), row.get("hour"))) {
          Map<String, String> columns = new HashMap<>(row);
          columns.remove("day");
          columns.remove("hour");
          rows.add(columns);
        }
      }
    }
    return rows;
  }
}
