package io.causality.jobs.copies;

import io.causality.proto.lake.DayCopies;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which days' copies become one file: a file costs a query more than its rows. Pure. */
final class JoinPlan {
  /** A file that is larger is worth its cost, and to write it again for a late event is not. */
  static final long MOST_BYTES = 128L << 20;

  /**
   * As many files are joined. Fewer wait for further days, so that a row is not written too often.
   */
  static final int FILES = 8;

  /** How the copier names a file: after its first day. */
  private static final Pattern NAME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)-.*");

  private JoinPlan() {}

  /**
   * What to join: days of one month each, with copies that stand for all of the day as it is now.
   *
   * @param sizes of the app's files by their names
   * @param time of which days that ended before are over
   */
  static List<NavigableMap<LocalDate, DayCopies.Entry>> of(
      LakeRecord record, Map<String, Long> sizes, Instant time, Duration settle) {
    Map<YearMonth, NavigableMap<LocalDate, DayCopies.Entry>> months = new TreeMap<>();
    record
        .copies()
        .forEach(
            (day, copy) -> {
              if (isOver(day, time, settle) && isWhole(record, day, copy)) {
                months
                    .computeIfAbsent(YearMonth.from(day), month -> new TreeMap<>())
                    .put(day, copy);
              }
            });
    List<NavigableMap<LocalDate, DayCopies.Entry>> plans = new ArrayList<>();
    months.values().forEach(days -> parts(days, sizes, record, plans));
    return plans;
  }

  private static boolean isOver(LocalDate day, Instant time, Duration settle) {
    return !day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).plus(settle).isAfter(time);
  }

  private static boolean isWhole(LakeRecord record, LocalDate day, DayCopies.Entry copy) {
    Instant start = day.atStartOfDay().toInstant(ZoneOffset.UTC);
    Instant end = day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    Map<String, String> states = new TreeMap<>();
    record
        .states()
        .subMap(start, true, end, false)
        .forEach((hour, state) -> states.put(CopyPlan.name(hour), state));
    return states.equals(copy.states());
  }

  /** Parts of a month that are not too large, if joining them is worth it. */
  private static void parts(
      NavigableMap<LocalDate, DayCopies.Entry> month,
      Map<String, Long> sizes,
      LakeRecord record,
      List<NavigableMap<LocalDate, DayCopies.Entry>> plans) {
    NavigableMap<LocalDate, DayCopies.Entry> part = new TreeMap<>();
    Set<String> files = new HashSet<>();
    long bytes = 0;
    for (Map.Entry<LocalDate, DayCopies.Entry> day : month.entrySet()) {
      String file = day.getValue().file();
      long more = files.contains(file) ? 0 : sizes.getOrDefault(file, MOST_BYTES);
      if (bytes + more > MOST_BYTES && !part.isEmpty()) {
        add(part, files, record, plans);
        part = new TreeMap<>();
        files.clear();
        bytes = 0;
      }
      part.put(day.getKey(), day.getValue());
      files.add(file);
      bytes += more;
    }
    add(part, files, record, plans);
  }

  private static void add(
      NavigableMap<LocalDate, DayCopies.Entry> part,
      Set<String> files,
      LakeRecord record,
      List<NavigableMap<LocalDate, DayCopies.Entry>> plans) {
    if (files.size() >= FILES || files.stream().anyMatch(file -> hasExpired(file, record))) {
      plans.add(part);
    }
  }

  /** Whether the file still holds rows of a day that is not kept any more. */
  private static boolean hasExpired(String file, LakeRecord record) {
    Matcher name = NAME.matcher(file);
    return name.matches() && record.copies().get(LocalDate.parse(name.group(1))) == null;
  }
}
