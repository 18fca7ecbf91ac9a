package io.causality.proto.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LakeHoursTest {
  private static final Instant DAY = Instant.parse("2026-11-24T00:00:00Z");

  @Test
  void aFolderIsTheHourOfTheEvent() {
    assertThat(LakeHours.folder("shop", Instant.parse("2026-11-04T05:59:59.999Z").toEpochMilli()))
        .isEqualTo("app_id=shop/year=2026/month=11/day=04/hour=05");
    assertThat(LakeHours.folder("shop", -1))
        .isEqualTo("app_id=shop/year=1969/month=12/day=31/hour=23");
  }

  @Test
  void noHoursReadNothing() {
    assertThat(LakeHours.of(List.of())).isEqualTo("FALSE");
  }

  @Test
  void aFewHoursAreNamed() {
    assertThat(LakeHours.of(List.of(DAY.plus(7, ChronoUnit.HOURS), DAY.plusSeconds(5 * 3600 + 1))))
        .isEqualTo("(\"day\" IN ('year=2026/month=11/day=24') AND \"hour\" IN ('05', '07'))");
  }

  @Test
  void wholeDaysNeedNoHours() {
    assertThat(LakeHours.of(hours(48, 1)))
        .isEqualTo("(\"day\" IN ('year=2026/month=11/day=24', 'year=2026/month=11/day=25'))");
  }

  @Test
  void scatteredHoursAreToldDayByDay() {
    assertThat(LakeHours.of(hours(24 * 10, 23)))
        .startsWith("(\"day\" IN ('year=2026/month=11/day=24', ")
        .contains("bitwise_and(element_at(MAP(ARRAY['year=2026/month=11/day=24', ")
        .contains(", ARRAY[8388609, 4194304, 2097152, ");
  }

  @Test
  void tenYearsOfScatteredHoursStayShort() {
    assertThat(LakeHours.of(hours(24 * 3650, 7)).length()).isLessThan(300_000);
  }

  @Test
  void anAppIsALiteral() {
    assertThat(LakeHours.app("o'neil")).isEqualTo("app_id = 'o''neil'");
  }

  private static List<Instant> hours(int count, int step) {
    return IntStream.range(0, count)
        .filter(hour -> hour % step == 0)
        .mapToObj(hour -> DAY.plus(hour, ChronoUnit.HOURS))
        .toList();
  }
}
