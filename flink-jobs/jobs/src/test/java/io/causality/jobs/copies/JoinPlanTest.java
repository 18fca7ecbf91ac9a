package io.causality.jobs.copies;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.proto.lake.DayCopies;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JoinPlanTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-10-20");
  private static final Instant LATER = Instant.parse("2026-12-24T00:00:00Z");
  private static final Duration SETTLE = Duration.ofMinutes(5);

  private final LakeRecord record = new LakeRecord(new TreeMap<>(), new TreeMap<>());
  private final Map<String, Long> sizes = new HashMap<>();

  /** A day with one hour and a copy in a file. */
  private void day(LocalDate day, String file, int days) {
    record.states().put(day.atTime(5, 0).toInstant(ZoneOffset.UTC), "s" + day);
    record
        .copies()
        .put(day, new DayCopies.Entry(file, days, new TreeMap<>(Map.of("05", "s" + day))));
    sizes.put(file, 1_000L);
  }

  private void alone(int count) {
    for (int i = 0; i < count; i++) {
      day(FIRST.plusDays(i), FIRST.plusDays(i) + "-x.parquet", 1);
    }
  }

  private List<NavigableMap<LocalDate, DayCopies.Entry>> plans(Instant time) {
    return JoinPlan.of(record, sizes, time, SETTLE);
  }

  @Test
  void eightFilesOfOneMonthAreJoinedFewerAreNot() {
    alone(7);
    assertThat(plans(LATER)).isEmpty();
    alone(15);
    // Twelve days of October; three of November wait for more.
    assertThat(plans(LATER)).hasSize(1);
    assertThat(plans(LATER).get(0)).hasSize(12).containsKey(FIRST);
    // What lies together already is one file.
    for (int i = 0; i < 12; i++) {
      day(FIRST.plusDays(i), FIRST + "-y.parquet", 12);
    }
    assertThat(plans(LATER)).isEmpty();
  }

  @Test
  void aDayThatIsNotOverOrWhoseCopyIsOutOfDateIsLeftOut() {
    alone(9);
    assertThat(plans(Instant.parse("2026-10-28T00:05:00Z")).get(0)).hasSize(8);
    assertThat(plans(Instant.parse("2026-10-28T00:04:59Z"))).isEmpty();
    record.states().put(Instant.parse("2026-10-21T05:00:00Z"), "another");
    assertThat(plans(LATER).get(0)).hasSize(8).doesNotContainKey(FIRST.plusDays(1));
    record.states().put(Instant.parse("2026-10-22T06:00:00Z"), "an hour without copy");
    assertThat(plans(LATER)).isEmpty();
  }

  @Test
  void filesThatWouldBeTooLargeTogetherStayApart() {
    alone(12);
    sizes.replaceAll((file, size) -> JoinPlan.MOST_BYTES / 10);
    assertThat(plans(LATER)).hasSize(1);
    assertThat(plans(LATER).get(0)).hasSize(10);
    sizes.replaceAll((file, size) -> JoinPlan.MOST_BYTES);
    assertThat(plans(LATER)).isEmpty();
  }

  @Test
  void aFileWithADayThatIsNotKeptAnyMoreIsWrittenWithoutIt() {
    for (int i = 0; i < 3; i++) {
      day(FIRST.plusDays(i), FIRST + "-y.parquet", 3);
    }
    assertThat(plans(LATER)).isEmpty();
    record.copies().remove(FIRST);
    assertThat(plans(LATER)).hasSize(1);
    assertThat(plans(LATER).get(0)).hasSize(2);
  }
}
