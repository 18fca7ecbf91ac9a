package io.causality.jobs.copies;

import io.causality.proto.lake.DayCopies;
import java.time.Instant;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the bucket {@link io.causality.proto.StreamNames#LAKE} says of an app.
 *
 * @param states of its hours, by their start
 * @param copies by day
 */
record LakeRecord(
    NavigableMap<Instant, String> states, NavigableMap<LocalDate, DayCopies.Entry> copies) {
  /**
   * The day, and all others whose copies lie in a file that may hold rows of it: also rows that
   * count no more, since the day has got a copy of its own after it had lain with others. Days lie
   * together with days of their month only.
   */
  Set<LocalDate> sharing(LocalDate day) {
    Set<LocalDate> days = new TreeSet<>();
    days.add(day);
    copies
        .subMap(day.withDayOfMonth(1), true, day.withDayOfMonth(day.lengthOfMonth()), true)
        .forEach(
            (other, copy) -> {
              if (copy.days() > 1) {
                days.add(other);
              }
            });
    return days;
  }
}
