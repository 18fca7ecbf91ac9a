package io.causality.proto.lake;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the lake holds of an app at a moment. Immutable.
 *
 * @param hours starts of the hours that exist
 * @param copies by day; a copy stands for its hours in {@code valid} alone
 */
public record AppEvents(NavigableSet<Instant> hours, Map<LocalDate, DayCopy> copies) {
  public AppEvents {
    copies = Map.copyOf(copies);
  }

  /**
   * A file with the events of a day.
   *
   * @param path full, {@code s3://…}
   * @param valid hours that the file holds exactly as the lake has them now
   * @param stale hours of which it holds an earlier state
   */
  public record DayCopy(String path, Set<String> valid, Set<String> stale) {
    public DayCopy {
      valid = Set.copyOf(valid);
      stale = Set.copyOf(stale);
    }
  }

  /** An app without copies. */
  public static AppEvents written(NavigableSet<Instant> hours) {
    return new AppEvents(hours, Map.of());
  }

  /** Where to read the events of these hours; a few others may come with them. */
  public EventParts in(Collection<Instant> wanted) {
    if (copies.isEmpty()) {
      return EventParts.written(wanted);
    }
    Map<LocalDate, EventParts.Copy> used = new TreeMap<>();
    List<Instant> written = new ArrayList<>();
    for (Instant hour : wanted) {
      LocalDateTime time = LocalDateTime.ofInstant(hour, ZoneOffset.UTC);
      DayCopy copy = copies.get(time.toLocalDate());
      if (copy != null && copy.valid().contains(LakeHours.hour(time.getHour()))) {
        used.putIfAbsent(time.toLocalDate(), new EventParts.Copy(copy.path(), copy.stale()));
      } else {
        written.add(hour);
      }
    }
    return new EventParts(new TreeSet<>(written), List.copyOf(used.values()));
  }

  /** Where to read all events. */
  public EventParts all() {
    return in(hours);
  }
}
