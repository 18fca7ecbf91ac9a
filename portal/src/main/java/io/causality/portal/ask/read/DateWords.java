package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Calendar.Unit;
import java.time.DayOfWeek;
import java.time.Month;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** English words for numbers, units of time, weekdays and months; all in lower case. */
final class DateWords {
  static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("one", 1),
          Map.entry("two", 2),
          Map.entry("three", 3),
          Map.entry("four", 4),
          Map.entry("five", 5),
          Map.entry("six", 6),
          Map.entry("seven", 7),
          Map.entry("eight", 8),
          Map.entry("nine", 9),
          Map.entry("ten", 10),
          Map.entry("twelve", 12),
          Map.entry("fourteen", 14),
          Map.entry("thirty", 30),
          Map.entry("couple", 2));

  static final Map<String, Integer> ORDINALS =
      Map.of("first", 1, "1st", 1, "second", 2, "third", 3, "fourth", 4, "fifth", 5);

  static final Set<String> LAST = Set.of("last", "past", "previous", "prior", "preceding");

  private DateWords() {}

  static boolean isUnit(String word) {
    return unit(word).isPresent();
  }

  static Optional<Unit> unit(String word) {
    String single =
        word.endsWith("s") && word.length() > 3 ? word.substring(0, word.length() - 1) : word;
    return switch (single) {
      case "minute", "min" -> Optional.of(Unit.MINUTE);
      case "hour", "hr" -> Optional.of(Unit.HOUR);
      case "day" -> Optional.of(Unit.DAY);
      case "week", "wk" -> Optional.of(Unit.WEEK);
      case "month" -> Optional.of(Unit.MONTH);
      case "quarter" -> Optional.of(Unit.QUARTER);
      case "year" -> Optional.of(Unit.YEAR);
      default -> Optional.empty();
    };
  }

  static Optional<DayOfWeek> weekday(String word, boolean determined) {
    for (DayOfWeek day : DayOfWeek.values()) {
      String name = day.name().toLowerCase(Locale.ROOT);
      if (word.equals(name) || (determined && word.length() >= 3 && name.startsWith(word))) {
        return Optional.of(day);
      }
    }
    return Optional.empty();
  }

  static Optional<Month> month(String word) {
    for (Month month : Month.values()) {
      String name = name(month);
      if (word.equals(name)
          || (word.length() == 3 && name.startsWith(word))
          || (word.equals("sept") && month == Month.SEPTEMBER)) {
        return Optional.of(month);
      }
    }
    return Optional.empty();
  }

  static String name(Month month) {
    return month.name().toLowerCase(Locale.ROOT);
  }
}
