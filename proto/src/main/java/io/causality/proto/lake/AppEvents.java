package io.causality.proto.lake;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
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
   * A file with the events of a day, and perhaps of others.
   *
   * @param path full, {@code s3://…}
   * @param days how many days have rows in the file
   * @param valid hours that the file holds exactly as the lake has them now
   * @param stale hours of which it holds an earlier state
   */
  public record DayCopy(String path, int days, Set<String> valid, Set<String> stale) {
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
    Set<String> used = new HashSet<>();
    List<Instant> written = new ArrayList<>();
    for (Instant hour : wanted) {
      LocalDateTime time = LocalDateTime.ofInstant(hour, ZoneOffset.UTC);
      DayCopy copy = copies.get(time.toLocalDate());
      if (copy != null && copy.valid().contains(LakeHours.hour(time.getHour()))) {
        used.add(copy.path());
      } else {
        written.add(hour);
      }
    }
    return new EventParts(new TreeSet<>(written), files(used));
  }

  /** The files, by the first day that names each. */
  private List<EventParts.Copy> files(Set<String> paths) {
    Map<String, NavigableMap<LocalDate, DayCopy>> named = new HashMap<>();
    copies.forEach(
        (day, copy) -> {
          if (paths.contains(copy.path())) {
            named.computeIfAbsent(copy.path(), path -> new TreeMap<>()).put(day, copy);
          }
        });
    return named.values().stream()
        .sorted(Comparator.comparing(NavigableMap::firstKey))
        .map(AppEvents::file)
        .toList();
  }

  private static EventParts.Copy file(NavigableMap<LocalDate, DayCopy> days) {
    DayCopy any = days.firstEntry().getValue();
    Set<String> only = new TreeSet<>();
    if (days.size() < any.days()) {
      // The others of its days are read elsewhere now, or not at all.
      days.keySet().forEach(day -> only.add(LakeHours.day(day)));
    }
    Map<String, Set<String>> without = new TreeMap<>();
    days.forEach(
        (day, copy) -> {
          if (!copy.stale().isEmpty()) {
            without.put(LakeHours.day(day), copy.stale());
          }
        });
    return new EventParts.Copy(any.path(), only, without);
  }

  /** Where to read all events. */
  public EventParts all() {
    return in(hours);
  }
}
