package io.causality.proto.lake;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where an hour of an app lies in the lake, and conditions that read only certain hours. Pure
 * functions.
 */
public final class LakeHours {
  private LakeHours() {}

  /** Folder of an event's files under {@code events/}, e.g. as an event at {@code timeMs} needs. */
  public static String folder(String app, long timeMs) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(Math.floorDiv(timeMs, 1000L), 0, ZoneOffset.UTC);
    return "app_id=" + app + "/" + day(time.toLocalDate()) + "/hour=" + twoDigits(time.getHour());
  }

  /** The value of the partition key {@code day}. */
  public static String day(LocalDate day) {
    return String.format(
        "year=%04d/month=%02d/day=%02d", day.getYear(), day.getMonthValue(), day.getDayOfMonth());
  }

  /** Condition over {@code events_files}: the app's files. */
  public static String app(String app) {
    return "app_id = " + Sql.literal(app);
  }

  /**
   * Condition over {@code events_files}: the files of these hours (UTC), whatever their minutes.
   * Nothing is false for ever, so no hours give {@code FALSE}.
   */
  public static String of(Collection<Instant> hours) {
    Map<LocalDate, TreeSet<Integer>> days = new TreeMap<>();
    for (Instant hour : hours) {
      LocalDateTime time = LocalDateTime.ofInstant(hour, ZoneOffset.UTC);
      days.computeIfAbsent(time.toLocalDate(), day -> new TreeSet<>()).add(time.getHour());
    }
    Map<String, List<LocalDate>> alike = new TreeMap<>();
    days.forEach(
        (day, set) ->
            alike
                .computeIfAbsent(
                    set.stream().map(LakeHours::literal).collect(Collectors.joining(", ")),
                    key -> new ArrayList<>())
                .add(day));
    return alike.entrySet().stream()
        .map(entry -> "(" + daysIn(entry.getValue()) + hoursIn(entry.getKey()) + ")")
        .reduce((left, right) -> left + " OR " + right)
        .map(condition -> "(" + condition + ")")
        .orElse("FALSE");
  }

  private static String literal(int hour) {
    return Sql.literal(twoDigits(hour));
  }

  private static String daysIn(List<LocalDate> days) {
    return "\"day\" IN "
        + days.stream()
            .map(day -> Sql.literal(day(day)))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String hoursIn(String hours) {
    return hours.length() == 24 * 6 - 2 ? "" : " AND \"hour\" IN (" + hours + ")";
  }

  private static String twoDigits(int hour) {
    return String.format("%02d", hour);
  }
}
