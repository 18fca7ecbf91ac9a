package io.causality.portal.insight.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.causality.portal.insight.spec.Interval;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class PeriodsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static Periods.Cut cut(Interval interval) {
    return new Periods.Cut(interval, BERLIN, DayOfWeek.MONDAY);
  }

  private static Window days(String first, String last) {
    return Window.days(LocalDate.parse(first), LocalDate.parse(last), BERLIN);
  }

  @Test
  void aDayHas25HoursWhenTheClockGoesBack() {
    Periods hours = Periods.of(cut(Interval.HOUR), days("2026-10-25", "2026-10-25"));
    assertThat(hours.size()).isEqualTo(25);
    assertThat(hours.labels().subList(1, 5))
        .containsExactly(
            "2026-10-25T01:00:00+02:00",
            "2026-10-25T02:00:00+02:00",
            "2026-10-25T02:00:00+01:00",
            "2026-10-25T03:00:00+01:00");
    assertThat(Periods.of(cut(Interval.HOUR), days("2026-03-29", "2026-03-29")).size())
        .isEqualTo(23);
  }

  @Test
  void weeksBeginWhenTheySayAndMonthsWithTheFirst() {
    Window window = days("2026-10-25", "2026-11-02");
    assertThat(Periods.of(cut(Interval.WEEK), window).labels())
        .containsExactly(
            "2026-10-19T00:00:00+02:00", "2026-10-26T00:00:00+01:00", "2026-11-02T00:00:00+01:00");
    assertThat(
            Periods.of(new Periods.Cut(Interval.WEEK, BERLIN, DayOfWeek.SUNDAY), window).labels())
        .containsExactly("2026-10-25T00:00:00+02:00", "2026-11-01T00:00:00+01:00");
    assertThat(Periods.of(cut(Interval.MONTH), window).labels())
        .containsExactly("2026-10-01T00:00:00+02:00", "2026-11-01T00:00:00+01:00");
  }

  @Test
  void hoursBeginWhereTheLocalClockShowsAFullHour() {
    ZoneId kathmandu = ZoneId.of("Asia/Kathmandu");
    long at = Instant.parse("2026-11-02T08:00:00Z").toEpochMilli();
    Periods hours =
        Periods.of(
            new Periods.Cut(Interval.HOUR, kathmandu, DayOfWeek.MONDAY),
            new Window(at, at, kathmandu, false));
    assertThat(hours.labels()).containsExactly("2026-11-02T13:00:00+05:45");
  }

  @Test
  void theZeroOffsetIsWrittenAsNumber() {
    ZoneId utc = ZoneId.of("UTC");
    assertThat(Periods.label(0, utc)).isEqualTo("1970-01-01T00:00:00+00:00");
  }

  @Test
  void soManyPeriodsEndWithTheOneThatHoldsAnInstant() {
    long at = Instant.parse("2026-03-30T21:59:59.999Z").toEpochMilli();
    Periods periods = Periods.ending(cut(Interval.DAY), 3, at);
    assertThat(periods.labels())
        .containsExactly(
            "2026-03-28T00:00:00+01:00", "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00");
    assertThat(periods.withOneBefore(cut(Interval.DAY)).label(0))
        .isEqualTo("2026-03-27T00:00:00+01:00");
  }

  @Test
  void anEmptyWindowHasNone() {
    assertThat(Periods.of(cut(Interval.DAY), days("2026-11-02", "2026-11-01")).size()).isZero();
  }

  @Test
  void tooManyAreRefused() {
    assertThatExceptionOfType(Periods.TooManyException.class)
        .isThrownBy(() -> Periods.of(cut(Interval.HOUR), days("1990-01-01", "2026-11-01")));
  }
}
