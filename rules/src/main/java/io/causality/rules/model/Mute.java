package io.causality.rules.model;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A time of the week in which a rule raises no alerts.
 *
 * @param days on which it begins; not empty
 * @param fromMinute minute of the day, 0 to 1,439
 * @param toMinute minute of the day at which it has ended, 1 to 1,440; at or before {@code
 *     fromMinute} it is one of the next day
 */
public record Mute(Set<DayOfWeek> days, int fromMinute, int toMinute, ZoneId zone) {
  /** Copies the days. */
  public Mute {
    days = Collections.unmodifiableSet(EnumSet.copyOf(days));
  }

  /** Whether an instant, in ms since the epoch, lies in it. */
  public boolean covers(long timeMs) {
    ZonedDateTime time = Instant.ofEpochMilli(timeMs).atZone(zone);
    LocalTime clock = time.toLocalTime();
    int minute = clock.getHour() * 60 + clock.getMinute();
    DayOfWeek day = time.getDayOfWeek();
    if (toMinute > fromMinute) {
      return days.contains(day) && minute >= fromMinute && minute < toMinute;
    }
    return (days.contains(day) && minute >= fromMinute)
        || (days.contains(day.minus(1)) && minute < toMinute);
  }
}
