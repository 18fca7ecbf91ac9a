package io.causality.portal.ask.read;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads dates and times of a day. For one question, one thread. */
final class DayReader {
  private final WordCursor words;
  private final Calendar calendar;
  private final List<String> notes;

  /**
   * @param notes takes up how words were read that could mean something else
   */
  DayReader(WordCursor words, Calendar calendar, List<String> notes) {
    this.words = words;
    this.calendar = calendar;
    this.notes = notes;
  }

  /** "Monday, 5 October" names the day twice. */
  Optional<LocalDate> explicitDay() {
    int start = words.at();
    words.accept("the");
    String word = words.word(0);
    try {
      if (word.matches("\\d{4}-\\d{2}-\\d{2}")) {
        words.skip(1);
        return Optional.of(LocalDate.parse(word));
      }
      if (word.matches("\\d{1,2}[./]\\d{1,2}[./]\\d{4}")) {
        words.skip(1);
        return Optional.of(numeric(word));
      }
      if (word.matches("\\d{1,2}")) {
        int day = Integer.parseInt(word);
        words.skip(1);
        words.acceptAny("st", "nd", "rd", "th");
        words.accept("of");
        Optional<Month> month = DateWords.month(words.word(0));
        if (month.isPresent()) {
          words.skip(1);
          return Optional.of(day(month.get(), day));
        }
        words.moveTo(start);
        return Optional.empty();
      }
      Optional<Month> month = DateWords.month(word);
      if (month.isPresent()
          && words.word(1).matches("\\d{1,2}")
          && !DateWords.isUnit(words.word(2))) {
        int day = Integer.parseInt(words.word(1));
        words.skip(2);
        words.acceptAny("st", "nd", "rd", "th");
        return Optional.of(day(month.get(), day));
      }
    } catch (DateTimeException e) {
      throw new Dates.NoSuchDateException(word);
    }
    words.moveTo(start);
    return Optional.empty();
  }

  private LocalDate day(Month month, int day) {
    if (day < 1 || day > month.maxLength()) {
      throw new Dates.NoSuchDateException(day + " " + DateWords.name(month));
    }
    int start = words.at();
    words.accept("of");
    int year = words.year();
    if (year > 0) {
      return LocalDate.of(year, month, day);
    }
    words.moveTo(start);
    return calendar.latest(month, day);
  }

  private LocalDate numeric(String word) {
    String[] parts = word.split("[./]", -1);
    int first = Integer.parseInt(parts[0]);
    int second = Integer.parseInt(parts[1]);
    int year = Integer.parseInt(parts[2]);
    boolean american = word.contains("/") && first <= 12;
    if (american && second <= 12 && first != second) {
      notes.add("Read " + word + " as month/day/year: " + LocalDate.of(year, first, second) + ".");
    }
    return american ? LocalDate.of(year, first, second) : LocalDate.of(year, second, first);
  }

  @Nullable LocalTime time() {
    String word = words.word(0);
    if (words.accept("noon") || words.accept("midday")) {
      return LocalTime.NOON;
    }
    if (words.accept("midnight")) {
      return LocalTime.MIDNIGHT;
    }
    if (word.matches("\\d{1,2}:\\d{2}")) {
      words.skip(1);
      try {
        return LocalTime.of(
            Integer.parseInt(word.substring(0, word.indexOf(':'))),
            Integer.parseInt(word.substring(word.indexOf(':') + 1)));
      } catch (DateTimeException e) {
        throw new Dates.NoSuchDateException(word);
      }
    }
    if (word.matches("\\d{1,2}") && (words.word(1).equals("am") || words.word(1).equals("pm"))) {
      int hour = Integer.parseInt(word) % 12 + (words.word(1).equals("pm") ? 12 : 0);
      words.skip(2);
      return LocalTime.of(hour, 0);
    }
    return null;
  }
}
