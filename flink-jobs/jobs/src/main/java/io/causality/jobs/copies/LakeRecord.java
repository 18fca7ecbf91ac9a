package io.causality.jobs.copies;

import io.causality.proto.lake.DayCopies;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * What the bucket {@link io.causality.proto.StreamNames#LAKE} says of an app.
 *
 * @param states of its hours, by their start
 * @param copies by day
 */
record LakeRecord(
    NavigableMap<Instant, String> states, NavigableMap<LocalDate, DayCopies.Entry> copies) {
  /** The day, and all others whose copies lie in the same file. */
  List<LocalDate> sharing(LocalDate day) {
    DayCopies.Entry copy = copies.get(day);
    return copy == null
        ? List.of(day)
        : copies.entrySet().stream()
            .filter(other -> other.getValue().file().equals(copy.file()))
            .map(Map.Entry::getKey)
            .toList();
  }
}
