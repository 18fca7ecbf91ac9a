package io.causality.proto.lake;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where an hour of an app lies in the lake, and conditions that read only certain hours. All times
 * are event times in UTC. Pure functions.
 */
public final class LakeHours {
  private static final int HOURS_PER_DAY = 24;

  /** Absent hours that may be listed in vain before a condition is made exact: two LISTs each. */
  private static final int MOST_IN_VAIN = 24;

  private LakeHours() {}

  /** Folder of the files under {@code events/} that hold an event of this time. */
  public static String folder(String app, long timeMs) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(Math.floorDiv(timeMs, 1000L), 0, ZoneOffset.UTC);
    return "app_id=" + app + "/" + day(time.toLocalDate()) + "/hour=" + hour(time.getHour());
  }

  /** The value of the partition key {@code day}. */
  public static String day(LocalDate day) {
    return String.format(
        "year=%04d/month=%02d/day=%02d", day.getYear(), day.getMonthValue(), day.getDayOfMonth());
  }

  /** Condition on any table or view of the lake: the rows of one app. */
  public static String app(String app) {
    return "app_id = " + Sql.literal(app);
  }

  /**
   * Condition on {@code events} or {@code events_files} that reads the files of these hours and
   * hardly any other folder. It bounds what is read, not the rows: a few further hours of the same
   * days may come with it.
   *
   * @param hours any instants in the hours that exist; none gives {@code FALSE}
   */
  public static String of(Collection<Instant> hours) {
    return condition(hours, MOST_IN_VAIN);
  }

  /** As {@link #of}, and no other hour. */
  static String only(Collection<Instant> hours) {
    return condition(hours, 0);
  }

  private static String condition(Collection<Instant> hours, int mostInVain) {
    Map<LocalDate, Integer> days = new TreeMap<>();
    for (Instant hour : hours) {
      LocalDateTime time = LocalDateTime.ofInstant(hour, ZoneOffset.UTC);
      days.merge(time.toLocalDate(), 1 << time.getHour(), (left, right) -> left | right);
    }
    if (days.isEmpty()) {
      return "FALSE";
    }
    int anyDay = days.values().stream().reduce(0, (left, right) -> left | right);
    long exist = days.values().stream().mapToLong(Integer::bitCount).sum();
    long listed = (long) days.size() * Integer.bitCount(anyDay);
    String condition = "\"day\" IN " + list(days, entry -> Sql.literal(day(entry.getKey())));
    if (Integer.bitCount(anyDay) < HOURS_PER_DAY) {
      condition +=
          IntStream.range(0, HOURS_PER_DAY)
              .filter(hour -> (anyDay >> hour & 1) == 1)
              .mapToObj(hour -> Sql.literal(hour(hour)))
              .collect(Collectors.joining(", ", " AND \"hour\" IN (", ")"));
    }
    if (listed - exist > (mostInVain == 0 ? 0 : Math.max(mostInVain, exist / 4))) {
      condition += exactly(days);
    }
    return "(" + condition + ")";
  }

  /**
   * The hours of each day as a bit mask. A disjunction of days and their hours would say the same,
   * but planning tests each branch of it for each folder: minutes for a year.
   */
  private static String exactly(Map<LocalDate, Integer> days) {
    return " AND bitwise_and(element_at(MAP(ARRAY"
        + square(list(days, entry -> Sql.literal(day(entry.getKey()))))
        + ", ARRAY"
        + square(list(days, entry -> Integer.toString(entry.getValue())))
        + "), \"day\"), bitwise_left_shift(1, CAST(\"hour\" AS integer))) <> 0";
  }

  private static String list(
      Map<LocalDate, Integer> days, Function<Map.Entry<LocalDate, Integer>, String> text) {
    return days.entrySet().stream().map(text).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String square(String list) {
    return "[" + list.substring(1, list.length() - 1) + "]";
  }

  /** The value of the partition key {@code hour}. */
  static String hour(int hour) {
    return String.format("%02d", hour);
  }
}
