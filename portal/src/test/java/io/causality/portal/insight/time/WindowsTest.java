package io.causality.portal.insight.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.insight.spec.Moment;
import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** Wednesday, 00:30 in Berlin: still Tuesday in UTC. */
  private static final Instant NOW = Instant.parse("2026-11-24T23:30:00.123456Z");

  private static Window window(String from, String to) {
    Moment end = to == null ? new Moment.Now() : Moment.to(to, "$.to");
    return Windows.of(Moment.from(from, "$.from"), end, BERLIN, NOW, () -> OptionalLong.of(1_000));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-01, 2026-11-02, 2026-10-31T23:00:00Z, 2026-11-02T22:59:59.999Z",
    "2026-10-25, 2026-10-25, 2026-10-24T22:00:00Z, 2026-10-25T22:59:59.999Z",
    "today, , 2026-11-24T23:00:00Z, 2026-11-24T23:30:00.123Z",
    "yesterday, , 2026-11-23T23:00:00Z, 2026-11-24T23:30:00.123Z",
    "yesterday, yesterday, 2026-11-23T23:00:00Z, 2026-11-24T22:59:59.999Z",
    "-7d, , 2026-11-17T23:00:00Z, 2026-11-24T23:30:00.123Z",
    "-5w, , 2026-10-20T22:00:00Z, 2026-11-24T23:30:00.123Z",
    "-2h, , 2026-11-24T21:30:00.123Z, 2026-11-24T23:30:00.123Z",
    "mtd, , 2026-10-31T23:00:00Z, 2026-11-24T23:30:00.123Z",
    "ytd, , 2025-12-31T23:00:00Z, 2026-11-24T23:30:00.123Z",
    "all, 1970-01-01, 1970-01-01T00:00:01Z, 1970-01-01T22:59:59.999Z",
    "2026-11-02T08:00:00.0009Z, 2026-11-02T09:00:00+01:00, 2026-11-02T08:00:00Z, 2026-11-02T08:00:00Z"
  })
  void isResolved(String from, String to, Instant first, Instant last) {
    Window window = window(from, to);
    assertThat(Instant.ofEpochMilli(window.from())).isEqualTo(first);
    assertThat(Instant.ofEpochMilli(window.to())).isEqualTo(last);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-02, 2026-11-04, 2026-10-29T23:00:00Z, 2026-11-01T22:59:59.999Z",
    "2026-10-25, 2026-10-26, 2026-10-22T22:00:00Z, 2026-10-24T21:59:59.999Z",
    "2026-11-02T08:00:00Z, 2026-11-02T09:00:00Z, 2026-11-02T06:59:59.999Z, 2026-11-02T07:59:59.999Z"
  })
  void thePeriodBeforeIsAsLong(String from, String to, Instant first, Instant last) {
    Window previous = window(from, to).previousPeriod();
    assertThat(Instant.ofEpochMilli(previous.from())).isEqualTo(first);
    assertThat(Instant.ofEpochMilli(previous.to())).isEqualTo(last);
  }

  @ParameterizedTest
  @CsvSource({
    "2028-02-29, 2028-02-29, 2027-02-27T23:00:00Z, 2027-02-28T22:59:59.999Z",
    "2026-11-02, 2026-11-04, 2025-11-01T23:00:00Z, 2025-11-04T22:59:59.999Z",
    "2026-10-26T08:00:00Z, 2026-10-26T09:00:00Z, 2025-10-26T08:00:00Z, 2025-10-26T09:00:00Z",
    "2026-10-25T08:00:00Z, 2026-10-25T09:00:00Z, 2025-10-25T07:00:00Z, 2025-10-25T08:00:00Z"
  })
  void theYearBeforeShowsTheSameClock(String from, String to, Instant first, Instant last) {
    Window previous = window(from, to).previousYear();
    assertThat(Instant.ofEpochMilli(previous.from())).isEqualTo(first);
    assertThat(Instant.ofEpochMilli(previous.to())).isEqualTo(last);
  }

  @Test
  void anEmptyWindowHasAnEmptyOneBefore() {
    Window empty = window("2026-11-04", "2026-11-02");
    assertThat(empty.isEmpty()).isTrue();
    assertThat(empty.previousPeriod().isEmpty()).isTrue();
    assertThat(empty.previousYear().isEmpty()).isTrue();
  }

  @Test
  void anAppWithoutEventsHasAnEmptyHistory() {
    Window window =
        Windows.of(new Moment.All(), new Moment.Now(), BERLIN, NOW, OptionalLong::empty);
    assertThat(window.isEmpty()).isTrue();
  }
}
