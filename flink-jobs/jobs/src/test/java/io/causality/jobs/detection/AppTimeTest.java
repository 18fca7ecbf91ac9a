package io.causality.jobs.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Event time of an app: what one task reports, and what becomes of several reports. */
class AppTimeTest {
  private static final long START = 1_000_000;

  private AppTimes times = new AppTimes(0, START);
  private final List<String> reports = new ArrayList<>();
  private long wall = START;

  @BeforeEach
  void follow() {
    times.follow(Set.of("shop", "blog"));
  }

  private void tick(int ticks) {
    for (int i = 0; i < ticks; i++) {
      wall += AppTimes.TICK_MS;
      times.tick(wall, true, (app, time, idle) -> reports.add(app + " " + time + " " + idle));
    }
  }

  @Test
  void theSlowestOfTheBusyPartitionsDecides() {
    times.event("shop", 0, 5_000, wall);
    times.event("shop", 1, 3_000, wall);
    tick(6);
    assertThat(reports).contains("shop 3000 false").doesNotContain("shop 5000 false");

    times.event("shop", 0, 9_000, wall);
    tick(19);
    assertThat(reports).as("partition 1 is idle by now").contains("shop 9000 false");
    tick(20);
    assertThat(reports).last().isEqualTo("shop 9000 true");
  }

  @Test
  void whatIsReadFirstDoesNotRunAheadOfWhatLiesBesideIt() {
    times.event("shop", 0, 60_000, wall);
    tick(3);
    times.event("shop", 1, 10_000, wall);
    tick(3);
    assertThat(reports).contains("shop 10000 false").noneMatch(report -> report.contains("60000"));
  }

  @Test
  void oneAppsHistoryIsNoMatterOfAnother() {
    times.event("shop", 0, 900_000, wall);
    times.event("blog", 0, 1_000, wall);
    tick(6);
    assertThat(reports).contains("shop 900000 false", "blog 1000 false");
  }

  @Test
  void afterAStartNothingIsSaidBeforeEachPartitionWasReadOrTenSecondsArePast() {
    times = new AppTimes(2, START);
    times.follow(Set.of("shop"));
    times.read(0, wall, 0);
    times.event("shop", 0, 9_000, wall);
    tick(10);
    assertThat(reports).isEmpty();
    times.read(1, wall, 0);
    times.event("shop", 1, 5_000, wall);
    tick(5);
    assertThat(reports).containsExactly("shop 5000 false");

    times = new AppTimes(2, wall);
    times.follow(Set.of("shop"));
    times.event("shop", 0, 9_000, wall);
    tick(105);
    assertThat(reports).contains("shop 9000 true");
  }

  @Test
  void whatMayLieUnreadElsewhereHoldsTheTime() {
    times.read(0, 900_000, 0);
    times.event("shop", 0, 900_000, wall);
    times.read(1, 600_000, 50);
    times.event("blog", 1, 600_000, wall);
    tick(6);
    assertThat(reports)
        .contains("shop " + (600_000 - AppClock.BEHIND_MS) + " false", "blog 600000 false");
    tick(30);
    assertThat(reports)
        .as("neither is silent while there is a backlog")
        .noneMatch(r -> r.endsWith("true"));
    times.read(1, 910_000, 0);
    tick(6);
    assertThat(reports).contains("shop 900000 true");
  }

  @Test
  void nothingIsIdleWhileNobodyKnowsWhatThereIsToRead() {
    times.tick(wall, false, (app, time, idle) -> reports.add(app + " " + idle));
    assertThat(reports).isEmpty();
    tick(1);
    assertThat(reports).hasSize(2).allMatch(report -> report.endsWith("true"));
  }

  @Test
  void severalTasksAreAsFarAsTheSlowestOfThoseThatAreNotIdle() {
    MergedTime merged = new MergedTime(2);
    assertThat(merged.hear(0, 500, false)).isFalse();
    assertThat(merged.timeMs()).isEqualTo(MergedTime.UNKNOWN);
    assertThat(merged.hear(1, 300, false)).isTrue();
    assertThat(merged.timeMs()).isEqualTo(300);
    assertThat(merged.hear(1, 300, true)).isTrue();
    assertThat(merged.timeMs()).isEqualTo(500);
    assertThat(merged.idle()).isFalse();
    assertThat(merged.hear(0, 500, true)).isTrue();
    assertThat(merged.idle()).isTrue();
  }

  @Test
  void theClockFollowsTheEventsAndGoesOnWhenTheyStop() {
    AppClock clock = new AppClock(1);
    clock.hear(0, 50_000, false, wall);
    clock.look(wall + 60_000);
    assertThat(clock.nowMs()).as("events come").isEqualTo(50_000);

    clock.hear(0, 50_000, true, wall + 2_000);
    clock.look(wall + 2_000 + AppClock.IDLE_MS - 1);
    assertThat(clock.nowMs()).isEqualTo(50_000);
    clock.look(wall + 10_000);
    assertThat(clock.nowMs()).isEqualTo(60_000 - AppClock.BEHIND_MS);

    clock.hear(0, 55_000, false, wall + 11_000);
    assertThat(clock.nowMs()).as("never back").isEqualTo(60_000 - AppClock.BEHIND_MS);
    clock.hear(0, 70_000, false, wall + 12_000);
    assertThat(clock.nowMs()).isEqualTo(70_000);
  }

  @Test
  void beforeTheFirstEventTheWallClockRulesAndThenTheEvent() {
    AppClock clock = new AppClock(1);
    clock.hear(0, MergedTime.UNKNOWN, true, wall);
    assertThat(clock.nowMs()).isEqualTo(MergedTime.UNKNOWN);
    clock.look(wall + 5_000);
    assertThat(clock.nowMs()).isEqualTo(wall + 5_000 - AppClock.BEHIND_MS);
    clock.hear(0, 1_000, false, wall + 6_000);
    assertThat(clock.nowMs()).as("an import of old events").isEqualTo(1_000);
  }

  @Test
  void theFirstEventStopsTheWallClockUntilItsTimeIsKnown() {
    AppClock clock = new AppClock(1);
    clock.hear(0, MergedTime.UNKNOWN, true, wall);
    clock.look(wall + 5_000);
    clock.event();
    clock.look(wall + 5_500);
    assertThat(clock.nowMs()).isEqualTo(MergedTime.UNKNOWN);
    clock.hear(0, 1_000, false, wall + 6_000);
    clock.event();
    assertThat(clock.nowMs()).isEqualTo(1_000);
  }

  @Test
  void aClockOutOfACheckpointWaitsForItsEventsAndThenCountsTheTimeBetween() {
    AppClock before = new AppClock(1);
    before.hear(0, 50_000, false, wall);
    AppClock after = AppClock.restored(1, before.saved("shop"));
    after.look(wall + 600_000);
    assertThat(after.nowMs()).isEqualTo(50_000);
    after.hear(0, MergedTime.UNKNOWN, true, wall + 600_000);
    after.look(wall + 600_000 + AppClock.IDLE_MS);
    assertThat(after.nowMs()).isEqualTo(50_000 + 600_000 + AppClock.IDLE_MS - AppClock.BEHIND_MS);
  }
}
